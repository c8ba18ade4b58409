#include "screens/stage/detail.h"

#include <stdlib.h>

#include "screens/stage/spoken_parts.h"

enum { MINUTE_MS = 60000 };

/* --- What is said below the text --- */

void detail_hints(struct detail *detail)
{
    if (detail->is_there && rich_text_scrolls(detail->rich_text)) {
        frame_hint_add(&detail->frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
    }
    if (detail->buttons.count > 1) {
        frame_hint_add(&detail->frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_MOVE);
    }
}

/* What is gone stays so. */
static int may_retry(const struct detail *detail)
{
    return !detail->is_there && asking_failed(&detail->asking) && !asking_is_gone(&detail->asking);
}

void detail_show(struct detail *detail)
{
    const struct stage *stage = detail->screen.stage;
    struct frame *frame = &detail->frame;
    int has_failed = asking_failed(&detail->asking);
    frame->hint_count = 0;
    if (detail->kind->hints != NULL) {
        detail->kind->hints(detail);
    } else {
        detail_hints(detail);
    }
    if (may_retry(detail)) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    if (has_failed && detail->is_there) {
        frame_status_for_failure(frame, stage, &detail->asking.last);
    } else if (detail->kind->status != NULL && detail->is_there) {
        detail->kind->status(detail);
    } else {
        frame_set_status(frame, stage, "", 0);
    }
    frame_damage_footer(stage);
}

void detail_heard(struct detail *detail, const struct response *response)
{
    const struct stage *stage = detail->screen.stage;
    asking_heard(&detail->asking, response);
    detail_show(detail);
    canvas_damage(stage->kit.canvas, frame_body(stage));
}

static struct message missing(const struct detail *detail)
{
    return detail->kind->missing != NULL ? detail->kind->missing(detail) : asking_message(&detail->asking);
}

/* --- Layout --- */

/* Below the text, over the whole width. Returns what is left for the text. */
static struct rect place_buttons(struct detail *detail, struct rect text)
{
    const struct kit *kit = &detail->screen.stage->kit;
    struct button items[BUTTONS_MAX];
    size_t count = detail->kind->buttons != NULL ? detail->kind->buttons(detail, items) : 0;
    buttons_set(&detail->buttons, items, count);
    if (count > 0) {
        struct rect body = frame_body(detail->screen.stage);
        int height = buttons_height(kit);
        text.h -= height + kit->theme->gap;
        detail->buttons.area = (struct rect){body.x, text.y + text.h + kit->theme->gap, body.w, height};
    }
    return text;
}

void detail_place(struct screen *base)
{
    struct detail *detail = (struct detail *)base;
    int scroll = rich_text_scroll(detail->rich_text);
    detail->body = frame_body(base->stage);
    struct rect text = detail->kind->place(detail);
    rich_text_clear(detail->rich_text);
    rich_text_place(detail->rich_text, place_buttons(detail, text));
    if (detail->is_there) {
        detail->kind->lay_out(detail);
    }
    rich_text_scroll_to(detail->rich_text, scroll);
    detail_show(detail);
    canvas_damage_all(base->stage->kit.canvas);
}

/* --- Operations --- */

static void show_minute(struct detail *detail)
{
    int64_t minute = detail->screen.stage->now_ms / MINUTE_MS;
    if (minute != detail->shown_minute && detail->kind->minute != NULL) {
        detail->shown_minute = minute;
        detail->kind->minute(detail);
    }
}

static void enter(struct screen *base)
{
    struct detail *detail = (struct detail *)base;
    show_minute(detail);
    asking_enter(&detail->asking);
}

static enum key_result press_ok(struct detail *detail)
{
    if (detail->is_there && detail->kind->ok != NULL) {
        return detail->kind->ok(detail, buttons_focus_id(&detail->buttons));
    }
    if (detail->is_there) {
        return stage_say_string(detail->screen.stage, STRING_KEY_READ_ONLY);
    }
    if (!may_retry(detail) || !asking_retry(&detail->asking)) {
        return stage_say_string(detail->screen.stage, missing(detail).says);
    }
    detail_place(&detail->screen);
    return KEY_DONE;
}

/* What the keys do below the text is another thing while a chart is in sight. */
static enum key_result read_on(struct detail *detail, const struct remote_event *event)
{
    const struct chart *chart = rich_text_chart(detail->rich_text);
    enum key_result result = rich_text_chart_key(detail->rich_text, event);
    if (result != KEY_IGNORED) {
        return result;
    }
    result = rich_text_key(detail->rich_text, event->key);
    if (rich_text_chart(detail->rich_text) != chart) {
        detail_show(detail);
    }
    return result;
}

enum key_result detail_key(struct screen *base, const struct remote_event *event)
{
    struct detail *detail = (struct detail *)base;
    const struct stage *stage = base->stage;
    enum key_result result = buttons_key(&detail->buttons, &stage->kit, event->key, stage->now_us);
    if (result == KEY_PRESSED || event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? press_ok(detail) : KEY_STAYED;
    }
    return result != KEY_IGNORED ? result : read_on(detail, event);
}

void detail_update(struct screen *base)
{
    struct detail *detail = (struct detail *)base;
    if (settle_step(&detail->buttons.settle, base->stage->now_us)) {
        buttons_damage(&detail->buttons, &base->stage->kit);
    }
    show_minute(detail);
    asking_update(&detail->asking);
}

int64_t detail_deadline(const struct screen *base)
{
    const struct detail *detail = (const struct detail *)base;
    return asking_deadline(&detail->asking, detail->buttons.settle.next_us);
}

static void draw(struct screen *base, struct rect clip)
{
    struct detail *detail = (struct detail *)base;
    const struct stage *stage = base->stage;
    (void)clip;
    frame_draw(&detail->frame, stage);
    if (detail->is_there) {
        rich_text_draw(detail->rich_text);
    } else {
        struct message message = missing(detail);
        message_draw(&message, stage, detail->body);
    }
    if (detail->kind->draw != NULL) {
        detail->kind->draw(detail);
    }
    buttons_draw(&detail->buttons, &stage->kit, stage->now_us);
}

void detail_report(const struct screen *base, struct screen_report *report)
{
    const struct detail *detail = (const struct detail *)base;
    const char *button = buttons_focus_id(&detail->buttons);
    report->focus = button != NULL ? button : detail->id;
    report->title = detail->name;
    report->notice =
        detail->is_there ? detail->frame.status : string_get(base->stage->strings, missing(detail).says);
    report->offline = asking_failed(&detail->asking);
    report->frame = &detail->frame;
    report->position = rich_text_scroll(detail->rich_text);
    report->total = rich_text_height(detail->rich_text);
}

void detail_say(const struct screen *base, struct spoken *spoken)
{
    const struct detail *detail = (const struct detail *)base;
    if (!detail->is_there) {
        struct message message = missing(detail);
        spoken_message(spoken, base->stage, &message);
        return;
    }
    spoken_buttons(spoken, &detail->buttons);
    const struct chart *chart = rich_text_chart(detail->rich_text);
    if (detail->buttons.count == 0 && chart != NULL) {
        spoken_add(spoken->focus, chart_words(chart));
    } else if (detail->buttons.count == 0) {
        spoken_add_string(spoken->focus, base->stage, STRING_SPOKEN_TEXT);
    }
    spoken_rich_text(spoken, base->stage, detail->rich_text);
    if (detail->kind->say != NULL && rich_text_scroll(detail->rich_text) == 0) {
        detail->kind->say(detail, spoken);
    }
}

void detail_free(struct screen *base)
{
    struct detail *detail = (struct detail *)base;
    asking_stop(&detail->asking);
    rich_text_free(detail->rich_text);
    free(detail);
}

static const struct screen_operations common = {
    .enter = enter,
    .place = detail_place,
    .key = detail_key,
    .update = detail_update,
    .deadline = detail_deadline,
    .draw = draw,
    .report = detail_report,
    .say = detail_say,
    .free = detail_free,
};

void *detail_new(size_t size, const struct screen_operations *operations, const struct detail_kind *kind,
                 struct stage *stage)
{
    struct detail *detail = calloc(1, size);
    if (detail == NULL) {
        return NULL;
    }
    detail->operations = screen_operations_with(operations, &common);
    detail->screen = (struct screen){&detail->operations, stage};
    detail->kind = kind;
    detail->id = "";
    detail->name = "";
    detail->frame.title = "";
    detail->shown_minute = stage->now_ms / MINUTE_MS;
    detail->buttons.settle = SETTLE_AT_REST;
    asking_start(&detail->asking, stage, kind->ask, detail);
    detail->rich_text = rich_text_new(&stage->kit);
    if (detail->rich_text == NULL) {
        free(detail);
        return NULL;
    }
    return detail;
}
