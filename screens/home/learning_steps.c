#include "screens/home/learning_steps.h"

#include <stdio.h>
#include <string.h>

#include "screens/stage/frame.h"

/* Without arrows and OK nobody can drive a hall; who has these can reach Back on the screen. */
enum { LAST_NEEDED = 4, FIRST_DIGIT = 9 };

static const struct {
    enum remote_key key;
    enum string_id name;
} asked[LEARNING_STEP_COUNT] = {
    {REMOTE_KEY_UP, STRING_LEARNING_UP},
    {REMOTE_KEY_DOWN, STRING_LEARNING_DOWN},
    {REMOTE_KEY_LEFT, STRING_LEARNING_LEFT},
    {REMOTE_KEY_RIGHT, STRING_LEARNING_RIGHT},
    {REMOTE_KEY_OK, STRING_LEARNING_OK},
    {REMOTE_KEY_BACK, STRING_LEARNING_BACK},
    {REMOTE_KEY_HOME, STRING_LEARNING_HOME},
    {REMOTE_KEY_PAGE_UP, STRING_LEARNING_PAGE_UP},
    {REMOTE_KEY_PAGE_DOWN, STRING_LEARNING_PAGE_DOWN},
    {REMOTE_KEY_1, STRING_LEARNING_DIGIT},
    {REMOTE_KEY_2, STRING_LEARNING_DIGIT},
    {REMOTE_KEY_3, STRING_LEARNING_DIGIT},
    {REMOTE_KEY_4, STRING_LEARNING_DIGIT},
    {REMOTE_KEY_5, STRING_LEARNING_DIGIT},
    {REMOTE_KEY_6, STRING_LEARNING_DIGIT},
    {REMOTE_KEY_7, STRING_LEARNING_DIGIT},
    {REMOTE_KEY_8, STRING_LEARNING_DIGIT},
    {REMOTE_KEY_9, STRING_LEARNING_DIGIT},
    {REMOTE_KEY_0, STRING_LEARNING_DIGIT},
};

void learning_steps_begin(struct learning_steps *steps)
{
    memset(steps, 0, sizeof *steps);
}

enum remote_key learning_steps_asked(const struct learning_steps *steps)
{
    return steps->at < LEARNING_STEP_COUNT ? asked[steps->at].key : REMOTE_KEY_NONE;
}

void learning_steps_got(struct learning_steps *steps, const char *label)
{
    if (steps->at < LEARNING_STEP_COUNT) {
        (void)snprintf(steps->got[steps->at], sizeof steps->got[0], "%s", label);
    }
}

int learning_steps_next(struct learning_steps *steps)
{
    if (steps->at == FIRST_DIGIT && steps->got[FIRST_DIGIT][0] == '\0') {
        steps->at = LEARNING_STEP_COUNT;
    } else if (steps->at < LEARNING_STEP_COUNT) {
        steps->at++;
    }
    return steps->at < LEARNING_STEP_COUNT;
}

int learning_steps_nothing_yet(const struct learning_steps *steps)
{
    return steps->at == 0;
}

int learning_steps_lack(const struct learning_steps *steps)
{
    return steps->at <= LAST_NEEDED && steps->got[steps->at][0] == '\0';
}

const char *learning_step_name(enum remote_key key, const struct strings *strings, char *out, size_t size)
{
    const char *values[] = {remote_key_name(key)}; /* of use for digits: their names are what they are */
    out[0] = '\0';
    for (size_t i = 0; i < LEARNING_STEP_COUNT; i++) {
        if (asked[i].key == key) {
            return string_format(out, size, strings, asked[i].name, values, 1);
        }
    }
    return out;
}

static void draw_step(const struct learning_steps *steps, const struct stage *stage, size_t index,
                      struct rect row, int mark_asked)
{
    const struct kit *kit = &stage->kit;
    const struct theme *theme = kit->theme;
    char name[LEARNING_NAME_SIZE];
    int is_asked = mark_asked && index == steps->at;
    if (is_asked) {
        canvas_fill_rounded(kit->canvas, row, theme->radius_small, theme->surface_focused);
    }
    struct rect inside = {row.x + theme->gap_small, row.y, row.w - 2 * theme->gap_small, row.h};
    learning_step_name(asked[index].key, stage->strings, name, sizeof name);
    int width = draw_text_middle(kit, style_small_bold(kit), inside, name,
                                 is_asked ? theme->ink_on_focus : theme->ink);
    const char *got = index < steps->at && steps->got[index][0] == '\0'
                          ? string_get(stage->strings, STRING_LEARNING_SKIPPED)
                          : steps->got[index];
    inside.x += width + theme->gap_small;
    inside.w -= width + theme->gap_small;
    draw_text_right(kit, style_small(kit), inside, got, theme->ink_soft);
}

void learning_steps_draw(const struct learning_steps *steps, const struct stage *stage, int mark_asked)
{
    struct rect body = frame_body(stage);
    const int rows = LEARNING_STEP_COUNT - FIRST_DIGIT; /* the longer column */
    int between = stage->kit.theme->gap_large;
    int width = (body.w / 2 - between) / 2;
    int height = body.h / rows;
    for (size_t i = 0; i < LEARNING_STEP_COUNT; i++) {
        int column = i >= FIRST_DIGIT;
        int line = (int)i - column * FIRST_DIGIT;
        struct rect row = {body.x + column * (width + between), body.y + line * height, width, height - 2};
        draw_step(steps, stage, i, row, mark_asked);
    }
}
