#include "stb-app/next_screen.h"

#include "both-sides/clock.h"
#include "screens/canvas/letters_ahead.h"
#include "screens/rehearsal.h"

static void begin(struct next_screen *next, int64_t now_us)
{
    next->is_known = 0;
    next->is_making = 0;
    next->due_us = now_us + NEXT_SCREEN_AFTER_US;
}

void next_screen_start(struct next_screen *next, int64_t now_us)
{
    next->slice_us = NEXT_SCREEN_SLICE_US;
    next->top = NULL;
    begin(next, now_us);
}

void next_screen_touch(struct next_screen *next, int64_t now_us)
{
    begin(next, now_us);
}

void next_screen_heard(struct next_screen *next, int64_t now_us)
{
    if (!next->is_known) {
        begin(next, now_us);
    }
}

int64_t next_screen_deadline(const struct next_screen *next, const struct screen *top)
{
    return top->operations->open_next != NULL ? next->due_us : INT64_MAX;
}

struct slice {
    int64_t until_us;
    int (*key_waits)(void *context);
    void *context;
};

static int is_over(void *context)
{
    const struct slice *slice = context;
    return steady_us() >= slice->until_us || slice->key_waits(slice->context);
}

int next_screen_service(struct next_screen *next, struct screen *top, int64_t now_us,
                        int (*key_waits)(void *context), void *context)
{
    struct fonts *fonts = top->stage->kit.fonts;
    if (next->top != top) {
        next->top = top; /* it has come, or what lay on it has gone, perhaps without a key */
        begin(next, now_us);
    }
    if (now_us < next_screen_deadline(next, top)) {
        return 0;
    }
    if (!next->is_making) {
        letters_ahead_forget(fonts); /* of a screen that a key has left behind */
        enum rehearsed rehearsed = rehearse_next(top, key_waits, context);
        if (rehearsed == REHEARSED_STOPPED) {
            begin(next, now_us); /* behind that key, whatever it does */
            return 1;
        }
        next->is_known = rehearsed == REHEARSED_ALL;
        next->is_making = letters_ahead_left(fonts) > 0;
        next->due_us = next->is_making ? now_us : INT64_MAX;
        return 1;
    }
    struct slice slice = {steady_us() + next->slice_us, key_waits, context};
    if (letters_ahead_make(fonts, is_over, &slice) == 0) {
        fonts_rest(fonts);
        next->is_making = 0;
        next->due_us = INT64_MAX;
    }
    return 1;
}
