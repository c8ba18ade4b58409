#include "screens/stage/list_screen.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/stage/spoken_parts.h"

enum { MINUTE_MS = 60000 };

/* --- What is said of the rows --- */

void list_screen_hint_ok(struct list_screen *screen)
{
    if (screen->list.count > 0) {
        frame_hint_add(&screen->frame, STRING_KEY_OK, STRING_HINT_OPEN);
    } else if (asking_failed(&screen->asking)) {
        frame_hint_add(&screen->frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
}

void list_screen_hint_page(struct list_screen *screen)
{
    if (screen->list.count > 1) {
        frame_hint_add(&screen->frame, STRING_KEY_PAGE, STRING_HINT_PAGE);
    }
}

void list_screen_status(struct list_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    const struct list *list = &screen->list;
    int64_t leading = (int64_t)screen->leading;
    if (list->count > 0 && asking_failed(&screen->asking)) {
        frame_status_for_failure(&screen->frame, stage, &screen->asking.last);
    } else if (list->focus >= screen->leading && list->count > 0) {
        frame_set_count(&screen->frame, stage, screen->kind->count, (int64_t)list->focus + 1 - leading,
                        list->total - leading);
    } else {
        frame_set_status(&screen->frame, stage, "", 0);
    }
}

static void show_status(struct list_screen *screen)
{
    if (screen->kind->status != NULL) {
        screen->kind->status(screen);
    } else {
        list_screen_status(screen);
    }
}

void list_screen_show(struct list_screen *screen)
{
    show_status(screen);
    screen->frame.hint_count = 0;
    if (screen->kind->hints != NULL) {
        screen->kind->hints(screen);
    } else {
        list_screen_hint_ok(screen);
        list_screen_hint_page(screen);
    }
    frame_hint_add(&screen->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_footer(screen->screen.stage);
}

void list_screen_refresh(struct list_screen *screen)
{
    size_t count = screen->kind->collect(screen);
    list_refresh(&screen->list, &screen->screen.stage->kit, count, screen->total);
    list_screen_show(screen);
}

void list_screen_damage(struct list_screen *screen)
{
    list_damage(&screen->list, &screen->screen.stage->kit);
}

void list_screen_heard(struct list_screen *screen, const struct response *response)
{
    asking_heard(&screen->asking, response);
    list_screen_refresh(screen);
}

static struct message missing(const struct list_screen *screen)
{
    return screen->kind->missing != NULL ? screen->kind->missing(screen) : asking_message(&screen->asking);
}

/* --- Layout --- */

static struct rect place_tabs(struct list_screen *screen, struct rect body)
{
    const struct stage *stage = screen->screen.stage;
    struct tabs *tabs = &screen->tabs;
    tabs->area = (struct rect){body.x, body.y, body.w, stage->kit.theme->text_body * 2};
    for (int i = 0; i < tabs->count; i++) {
        tabs->labels[i] = screen->kind->tab_label(stage, i);
    }
    int taken = tabs->count > 0 ? tabs->area.h + stage->kit.theme->gap : 0;
    return (struct rect){body.x, body.y + taken, body.w, body.h - taken};
}

void list_screen_place(struct screen *base)
{
    struct list_screen *screen = (struct list_screen *)base;
    const struct theme *theme = base->stage->kit.theme;
    screen->body = place_tabs(screen, frame_body(base->stage));
    if (screen->kind->place != NULL) {
        screen->kind->place(screen);
    } else {
        struct rect area = screen->body;
        area.w -= theme->scroll_bar + theme->gap;
        list_place(&screen->list, area);
    }
    list_screen_refresh(screen);
    canvas_damage_all(base->stage->kit.canvas);
}

/* --- Operations --- */

static void show_minute(struct list_screen *screen)
{
    int64_t minute = screen->screen.stage->now_ms / MINUTE_MS;
    if (minute != screen->shown_minute && screen->kind->minute != NULL) {
        screen->shown_minute = minute;
        screen->kind->minute(screen);
    }
}

void list_screen_enter(struct screen *base)
{
    struct list_screen *screen = (struct list_screen *)base;
    settle_stop(&screen->list.settle);
    show_minute(screen);
    asking_enter(&screen->asking);
}

static enum key_result press_ok(struct list_screen *screen)
{
    if (screen->list.count > 0) {
        screen->kind->open(screen, screen->list.focus);
        return KEY_DONE;
    }
    if (asking_retry(&screen->asking)) {
        list_screen_show(screen);
        canvas_damage(screen->screen.stage->kit.canvas, screen->body);
        return KEY_DONE;
    }
    return stage_say_string(screen->screen.stage, missing(screen).says);
}

static void choose_tab(struct list_screen *screen)
{
    if (screen->kind->tab_chosen != NULL) {
        screen->kind->tab_chosen(screen);
    } else {
        list_reset(&screen->list);
        list_screen_place(&screen->screen);
    }
}

enum key_result list_screen_key(struct screen *base, const struct remote_event *event)
{
    struct list_screen *screen = (struct list_screen *)base;
    const struct stage *stage = base->stage;
    if (event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? press_ok(screen) : KEY_STAYED;
    }
    enum key_result result = tabs_key(&screen->tabs, &stage->kit, event->key);
    if (result == KEY_DONE) {
        choose_tab(screen);
    }
    if (result != KEY_IGNORED) {
        return result;
    }
    result = list_key(&screen->list, &stage->kit, event->key, stage->now_us);
    if (result == KEY_DONE) {
        show_status(screen);
    }
    return result;
}

void list_screen_open_next(struct screen *base)
{
    struct list_screen *screen = (struct list_screen *)base;
    if (screen->list.count > 0) {
        screen->kind->open(screen, screen->list.focus);
    }
}

void list_screen_update(struct screen *base)
{
    struct list_screen *screen = (struct list_screen *)base;
    list_settle(&screen->list, &base->stage->kit, base->stage->now_us);
    show_minute(screen);
    asking_update(&screen->asking);
}

int64_t list_screen_deadline(const struct screen *base)
{
    const struct list_screen *screen = (const struct list_screen *)base;
    return asking_deadline(&screen->asking, screen->list.settle.next_us);
}

void list_screen_draw(struct screen *base, struct rect clip)
{
    struct list_screen *screen = (struct list_screen *)base;
    (void)clip;
    if (screen->list.count > 0) {
        list_cover(&screen->list, &base->stage->kit);
    }
    frame_draw(&screen->frame, base->stage);
    tabs_draw(&screen->tabs, &base->stage->kit);
    if (screen->list.count > 0) {
        list_draw(&screen->list, &base->stage->kit, base->stage->now_us);
    } else {
        struct message message = missing(screen);
        message_draw(&message, base->stage, screen->body);
    }
}

void list_screen_report(const struct screen *base, struct screen_report *report)
{
    const struct list_screen *screen = (const struct list_screen *)base;
    screen_report_list(report, &screen->list);
    report->title = screen->title;
    report->notice = screen->list.count > 0 ? screen->frame.status
                                            : string_get(base->stage->strings, missing(screen).says);
    report->offline = asking_failed(&screen->asking);
    report->frame = &screen->frame;
}

void list_screen_say(const struct screen *base, struct spoken *spoken)
{
    const struct list_screen *screen = (const struct list_screen *)base;
    spoken_add(spoken->title, screen->title);
    spoken_tabs(spoken, &screen->tabs);
    if (screen->list.count > 0) {
        spoken_list(spoken, &screen->list);
    } else {
        struct message message = missing(screen);
        spoken_message(spoken, base->stage, &message);
    }
}

void list_screen_free(struct screen *base)
{
    struct list_screen *screen = (struct list_screen *)base;
    asking_stop(&screen->asking);
    free(screen);
}

static const struct screen_operations common = {
    .enter = list_screen_enter,
    .place = list_screen_place,
    .key = list_screen_key,
    .update = list_screen_update,
    .deadline = list_screen_deadline,
    .draw = list_screen_draw,
    .report = list_screen_report,
    .say = list_screen_say,
    .free = list_screen_free,
};

void *list_screen_new(size_t size, const struct screen_operations *operations,
                      const struct list_screen_kind *kind, struct stage *stage, const char *title)
{
    struct list_screen *screen = calloc(1, size);
    if (screen == NULL) {
        return NULL;
    }
    screen->operations = screen_operations_with(operations, &common);
    screen->screen = (struct screen){&screen->operations, stage};
    screen->kind = kind;
    (void)snprintf(screen->title, sizeof screen->title, "%s", title);
    screen->frame.title = screen->title;
    screen->shown_minute = stage->now_ms / MINUTE_MS;
    asking_start(&screen->asking, stage, kind->ask, screen);
    screen->list.settle = SETTLE_AT_REST;
    screen->list.source = kind->row;
    screen->list.context = screen;
    return screen;
}
