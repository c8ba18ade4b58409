#include "screens/guides/guide.h"

#include <stdio.h>
#include <stdlib.h>

#include "both-sides/log.h"
#include "screens/guides/guide_form.h"
#include "screens/guides/guide_material.h"
#include "screens/guides/guide_sections.h"
#include "screens/stage/asking.h"
#include "screens/stage/spoken_parts.h"

enum { NAME_SIZE = 256, CATEGORY_SIZE = 12 };

struct guide_screen {
    struct screen screen;
    struct frame frame;
    char id[CONTENT_ID_SIZE];
    char name[NAME_SIZE];
    struct guide *guide; /* NULL until it is there, and after it has gone */
    int covered;         /* a screen lies on this one and may show parts of the guide: it is not replaced */
    struct guide *newer; /* what came meanwhile */
    int gone;            /* meanwhile */
    struct guide_sections sections;
    struct asking asking;
};

/* --- Layout --- */

/* What OK does now; 0: nothing. */
static int ok_does(const struct guide_screen *screen, enum string_id *does)
{
    switch (guide_sections_chosen(&screen->sections)) {
    case GUIDE_OVERVIEW:
        *does = STRING_HINT_QUESTIONS;
        return screen->guide->summary.flow[0] != '\0';
    case GUIDE_MATERIALS:
        *does = STRING_HINT_DETAIL;
        return 1;
    case GUIDE_FORMS:
        *does = STRING_HINT_FIELDS;
        return 1;
    case GUIDE_QUESTIONS:
        *does = STRING_HINT_START;
        return 1;
    case GUIDE_STATIONS:
    case GUIDE_CALCULATION:
    case GUIDE_NOTICES:
        *does = STRING_HINT_OPEN;
        return 1;
    case GUIDE_STEPS:
    case GUIDE_FAQ:
    case GUIDE_PHONE:
        break;
    }
    return 0;
}

static void show_hints(struct guide_screen *screen)
{
    struct frame *frame = &screen->frame;
    struct frame before = *frame;
    enum string_id does = STRING_HINT_OPEN;
    frame->hint_count = 0;
    if (screen->guide != NULL) {
        if (ok_does(screen, &does)) {
            frame_hint_add(frame, STRING_KEY_OK, does);
        }
        frame_hint_add(frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_SECTIONS);
        if (guide_sections_move(&screen->sections)) {
            frame_hint_add(frame, STRING_KEY_UP_DOWN,
                           guide_sections_list(&screen->sections) != NULL ? STRING_HINT_MOVE
                                                                          : STRING_HINT_SCROLL);
        }
    } else if (asking_failed(&screen->asking) && !asking_is_gone(&screen->asking)) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_changed_hints(frame, &before, screen->screen.stage);
}

static void show_status(struct guide_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    const struct list *list = guide_sections_list(&screen->sections);
    if (asking_failed(&screen->asking) && screen->guide != NULL) {
        frame_status_for_failure(&screen->frame, stage, &screen->asking.last);
    } else if (screen->guide != NULL && list != NULL) {
        frame_set_count(&screen->frame, stage, STRING_GUIDE_COUNT, (int64_t)list->focus + 1,
                        (int64_t)list->count);
    } else {
        frame_set_status(&screen->frame, stage, "", 0);
    }
}

static void guide_place(struct screen *base)
{
    struct guide_screen *screen = (struct guide_screen *)base;
    guide_sections_place(&screen->sections, screen->guide, frame_body(base->stage));
    show_status(screen);
    show_hints(screen);
    canvas_damage_all(base->stage->kit.canvas);
}

/* --- Content --- */

/* NULL: it is gone. */
static void take_guide(struct guide_screen *screen, struct guide *guide)
{
    struct guide *old = screen->guide;
    screen->guide = guide;
    if (guide != NULL) {
        (void)snprintf(screen->name, sizeof screen->name, "%s", guide->summary.name);
    }
    guide_place(&screen->screen);
    guide_free(old);
}

static void on_guide(void *context, const struct response *response, struct guide *guide)
{
    struct guide_screen *screen = context;
    asking_heard(&screen->asking, response);
    int gone = response->state == RESPONSE_FAILED && response->failure == FAILURE_NOT_FOUND;
    if (screen->covered) {
        if (guide != NULL || gone) {
            guide_free(screen->newer);
            screen->newer = guide;
            screen->gone = gone;
        }
        return;
    }
    if (guide != NULL || gone) {
        take_guide(screen, guide);
    }
    show_status(screen);
    show_hints(screen);
    canvas_damage(screen->screen.stage->kit.canvas, frame_body(screen->screen.stage));
}

/* --- Operations --- */

static void guide_enter(struct screen *base)
{
    struct guide_screen *screen = (struct guide_screen *)base;
    struct guide *newer = screen->newer;
    screen->covered = 0;
    screen->newer = NULL;
    if (newer != NULL || screen->gone) {
        screen->gone = 0;
        take_guide(screen, newer);
    }
    asking_enter(&screen->asking);
}

static void guide_leave(struct screen *base)
{
    ((struct guide_screen *)base)->covered = 1;
}

static void open_chosen(struct guide_screen *screen)
{
    struct stage *stage = screen->screen.stage;
    const struct guide *guide = screen->guide;
    char category[CATEGORY_SIZE];
    switch (guide_sections_chosen(&screen->sections)) {
    case GUIDE_MATERIALS:
        stage->open(stage->application, guide_material_new(stage, guide, screen->sections.materials.focus));
        break;
    case GUIDE_FORMS:
        stage->open(stage->application, guide_form_new(stage, &guide->forms[screen->sections.forms.focus]));
        break;
    case GUIDE_STATIONS:
        stage_open(stage, DESTINATION_GUIDE_STATIONS, screen->id, guide->summary.name);
        break;
    case GUIDE_CALCULATION:
        stage_open(stage, DESTINATION_RETIREMENT, "", NULL);
        break;
    case GUIDE_NOTICES:
        (void)snprintf(category, sizeof category, "%d", guide->notices);
        stage_open(stage, DESTINATION_NOTICES, category, NULL);
        break;
    default: /* all other sections lead to the questions */
        stage_open(stage, DESTINATION_QUESTIONS, guide->summary.flow, guide->summary.name);
        break;
    }
}

/* 1: what stands in place of the guide. */
static int missing(const struct guide_screen *screen, struct message *message)
{
    if (screen->guide != NULL) {
        return 0;
    }
    *message = asking_is_gone(&screen->asking)
                   ? (struct message){"guide", STRING_GUIDE_GONE, STRING_GUIDE_GONE_DO}
                   : asking_message(&screen->asking);
    return 1;
}

static enum key_result retry_key(struct guide_screen *screen, const struct remote_event *event)
{
    if (event->key != REMOTE_KEY_OK) {
        return KEY_IGNORED;
    }
    struct message message = {0};
    if (event->press != REMOTE_PRESS) {
        return KEY_STAYED;
    }
    if (asking_is_gone(&screen->asking) || !asking_retry(&screen->asking)) {
        (void)missing(screen, &message);
        return stage_say_string(screen->screen.stage, message.says);
    }
    show_hints(screen);
    canvas_damage(screen->screen.stage->kit.canvas, frame_body(screen->screen.stage));
    return KEY_DONE;
}

/* What the overview tells leads to the questions, where there are any. */
static enum key_result overview_ok(struct guide_screen *screen, const struct remote_event *event)
{
    if (event->press != REMOTE_PRESS) {
        return KEY_STAYED;
    }
    if (screen->guide->summary.flow[0] == '\0') {
        return stage_say_string(screen->screen.stage, STRING_KEY_READ_ONLY);
    }
    open_chosen(screen);
    return KEY_DONE;
}

static enum key_result guide_key(struct screen *base, const struct remote_event *event)
{
    struct guide_screen *screen = (struct guide_screen *)base;
    if (screen->guide == NULL) {
        return retry_key(screen, event);
    }
    if (event->key == REMOTE_KEY_OK && guide_sections_chosen(&screen->sections) == GUIDE_OVERVIEW) {
        return overview_ok(screen, event);
    }
    enum key_result result = guide_sections_key(&screen->sections, event);
    if (result == KEY_PRESSED) {
        if (event->press != REMOTE_PRESS) {
            return KEY_STAYED;
        }
        open_chosen(screen);
        return KEY_DONE;
    }
    if (result == KEY_DONE) {
        show_status(screen);
        show_hints(screen);
    }
    return result;
}

static void guide_open_next(struct screen *base)
{
    struct guide_screen *screen = (struct guide_screen *)base;
    enum string_id does = STRING_HINT_OPEN;
    if (screen->guide != NULL && ok_does(screen, &does)) {
        open_chosen(screen);
    }
}

static void guide_update(struct screen *base)
{
    struct guide_screen *screen = (struct guide_screen *)base;
    guide_sections_settle(&screen->sections);
    asking_update(&screen->asking);
}

static int64_t guide_deadline(const struct screen *base)
{
    const struct guide_screen *screen = (const struct guide_screen *)base;
    return asking_deadline(&screen->asking, guide_sections_deadline(&screen->sections));
}

static void guide_draw(struct screen *base, struct rect clip)
{
    struct guide_screen *screen = (struct guide_screen *)base;
    const struct list *list = guide_sections_list(&screen->sections);
    struct message message;
    (void)clip;
    if (screen->guide != NULL && list != NULL) {
        list_cover(list, &base->stage->kit);
    }
    frame_draw(&screen->frame, base->stage);
    if (missing(screen, &message)) {
        message_draw(&message, base->stage, frame_body(base->stage));
    } else {
        guide_sections_draw(&screen->sections);
    }
}

static void guide_report(const struct screen *base, struct screen_report *report)
{
    const struct guide_screen *screen = (const struct guide_screen *)base;
    struct message message;
    guide_sections_report(&screen->sections, report);
    report->notice =
        missing(screen, &message) ? string_get(base->stage->strings, message.says) : screen->frame.status;
    report->offline = asking_failed(&screen->asking);
    report->frame = &screen->frame;
}

static void guide_say(const struct screen *base, struct spoken *spoken)
{
    const struct guide_screen *screen = (const struct guide_screen *)base;
    struct message message;
    spoken_add(spoken->title, screen->name);
    if (missing(screen, &message)) {
        spoken_message(spoken, base->stage, &message);
    } else {
        guide_sections_say(&screen->sections, spoken);
    }
}

static void guide_free_screen(struct screen *base)
{
    struct guide_screen *screen = (struct guide_screen *)base;
    asking_stop(&screen->asking);
    guide_sections_free(&screen->sections);
    guide_free(screen->newer);
    guide_free(screen->guide);
    free(screen);
}

static const struct screen_operations guide_operations = {
    .name = "guide",
    .enter = guide_enter,
    .leave = guide_leave,
    .place = guide_place,
    .key = guide_key,
    .update = guide_update,
    .deadline = guide_deadline,
    .draw = guide_draw,
    .report = guide_report,
    .say = guide_say,
    .free = guide_free_screen,
    .open_next = guide_open_next,
};

struct screen *guide_new(struct stage *stage, const struct destination *destination)
{
    struct guide_screen *screen = calloc(1, sizeof *screen);
    if (screen == NULL) {
        return NULL;
    }
    screen->screen = (struct screen){&guide_operations, stage};
    (void)snprintf(screen->id, sizeof screen->id, "%s", destination->id);
    (void)snprintf(screen->name, sizeof screen->name, "%s", destination->title);
    screen->frame.title = screen->name;
    asking_for_guide(&screen->asking, stage, screen->id, on_guide, screen);
    guide_sections_start(&screen->sections, stage);
    guide_place(&screen->screen);
    return &screen->screen;
}
