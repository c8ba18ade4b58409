#include "screens/household/sign_in.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/stage/frame.h"

enum { TITLE_SIZE = 128 };

struct sign_in {
    struct screen screen;
    struct frame frame;
    struct destination next;
    char next_title[TITLE_SIZE];
    unsigned scope;
};

static void sign_in_place(struct screen *screen)
{
    struct sign_in *sign_in = (struct sign_in *)screen;
    sign_in->frame.title = string_get(screen->stage->strings, STRING_SIGN_IN_TITLE);
    sign_in->frame.hint_count = 0;
    frame_hint_add(&sign_in->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    canvas_damage_all(screen->stage->kit.canvas);
}

static void sign_in_enter(struct screen *screen)
{
    canvas_damage_all(screen->stage->kit.canvas);
}

static enum key_result sign_in_key(struct screen *screen, const struct remote_event *event)
{
    (void)screen;
    (void)event;
    return KEY_IGNORED;
}

static void sign_in_update(struct screen *screen)
{
    (void)screen;
}

static int64_t sign_in_deadline(const struct screen *screen)
{
    (void)screen;
    return INT64_MAX;
}

static struct message message_of(void)
{
    return (struct message){NULL, STRING_SIGN_IN_NOT_YET, STRING_SIGN_IN_NOT_YET};
}

static void sign_in_draw(struct screen *screen, struct rect clip)
{
    struct sign_in *sign_in = (struct sign_in *)screen;
    struct message message = message_of();
    (void)clip;
    frame_draw(&sign_in->frame, screen->stage);
    message_draw(&message, screen->stage, frame_body(screen->stage));
}

static void sign_in_report(const struct screen *screen, struct screen_report *report)
{
    const struct sign_in *sign_in = (const struct sign_in *)screen;
    report->title = sign_in->frame.title;
    report->notice = string_get(screen->stage->strings, message_of().says);
    report->frame = &sign_in->frame;
}

static void sign_in_free(struct screen *screen)
{
    free(screen);
}

static const struct screen_operations sign_in_operations = {
    .name = "sign-in",
    .enter = sign_in_enter,
    .place = sign_in_place,
    .key = sign_in_key,
    .update = sign_in_update,
    .deadline = sign_in_deadline,
    .draw = sign_in_draw,
    .report = sign_in_report,
    .free = sign_in_free,
};

struct screen *sign_in_new(struct stage *stage, const struct destination *next, unsigned scope)
{
    struct sign_in *sign_in = calloc(1, sizeof *sign_in);
    if (sign_in == NULL) {
        return NULL;
    }
    sign_in->screen = (struct screen){&sign_in_operations, stage};
    (void)snprintf(sign_in->next_title, sizeof sign_in->next_title, "%s", next->title);
    sign_in->next = *next;
    sign_in->next.title = sign_in->next_title;
    sign_in->next.notice = NULL;
    sign_in->scope = scope;
    sign_in_place(&sign_in->screen);
    return &sign_in->screen;
}
