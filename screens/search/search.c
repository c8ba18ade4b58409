#include "screens/search/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/search/search_catalogue.h"
#include "screens/search/search_rows.h"
#include "screens/stage/frame.h"
#include "screens/widgets/key_pad.h"
#include "screens/widgets/list.h"
#include "screens/widgets/t9_field.h"

enum { RESULTS_MAX = 1000 };

/* The focus is in the results until an arrow takes it to the pad; digits are typed in either place. */
struct search {
    struct screen screen;
    struct frame frame;
    char title[TILE_HINT_SIZE];
    char digits[SEARCH_QUERY_MAX + 1];
    struct rect field;
    struct key_pad pad;
    struct list list;
    struct search_catalogue *catalogue;
    uint32_t results[RESULTS_MAX]; /* items of the catalogue */
};

/* How asking for what is looked through has failed; NULL: it has not. */
static const struct answer *failure(const struct search *search)
{
    return search_catalogue_failure(search->catalogue);
}

/* Nothing can be said to be nowhere, and OK asks again. */
static int wants_retry(const struct search *search)
{
    return failure(search) != NULL && !search_catalogue_is_whole(search->catalogue);
}

/* --- Rows --- */

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct search *search = context;
    struct search_item item;
    search_catalogue_item(search->catalogue, search->results[index], &item);
    search_row_read(search->screen.stage, &item, row);
}

/* --- Layout --- */

static void show_hints(struct search *search)
{
    struct frame *frame = &search->frame;
    frame->hint_count = 0;
    if (search->pad.active) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_PRESS);
        if (search->list.count > 0) {
            frame_hint_add(frame, STRING_KEY_RIGHT, STRING_HINT_RESULTS);
        }
    } else if (search->list.count > 0) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_OPEN);
    } else if (wants_retry(search)) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    if (!search->pad.active) {
        frame_hint_add(frame, STRING_KEY_LEFT, STRING_HINT_PAD);
    }
    if (search->digits[0] != '\0') {
        frame_hint_add(frame, STRING_KEY_RED, STRING_HINT_DELETE);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_footer(search->screen.stage);
}

static void show_status(struct search *search)
{
    const struct stage *stage = search->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    char count[24];
    int shows_something = search->list.count > 0 || search_catalogue_is_whole(search->catalogue);
    if (failure(search) != NULL && shows_something) {
        frame_status_for_failure(&search->frame, stage, failure(search));
        return;
    }
    if (search->list.count > 0) {
        snprintf(count, sizeof count, "%zu", search->list.count);
        const char *values[] = {count};
        string_format(text, sizeof text, stage->strings, STRING_SEARCH_COUNT, values, 1);
    }
    frame_set_status(&search->frame, stage, text, 0);
}

/* What is typed, or what is looked through, has changed. */
static void find(struct search *search)
{
    const struct stage *stage = search->screen.stage;
    size_t count = search_catalogue_find(search->catalogue, search->digits, search->results, RESULTS_MAX);
    list_refresh(&search->list, &stage->kit, count, (int64_t)count);
    canvas_damage(stage->kit.canvas, search->field);
    show_status(search);
    show_hints(search);
}

static void search_place(struct screen *screen)
{
    struct search *search = (struct search *)screen;
    const struct stage *stage = screen->stage;
    const struct theme *theme = stage->kit.theme;
    struct rect body = frame_body(stage);
    int width = body.w * 3 / 10;
    int height = theme->text_heading + theme->text_small + 2 * theme->gap;
    search->field = (struct rect){body.x, body.y, width, height};
    int top = body.y + height + theme->gap;
    search->pad.area = (struct rect){body.x, top, width, body.y + body.h - top};
    search->pad.delete_label = string_get(stage->strings, STRING_SEARCH_DELETE);
    search->pad.done_label = string_get(stage->strings, STRING_SEARCH_CLEAR);
    search->pad.one_label = string_get(stage->strings, STRING_SEARCH_ANY);
    int left = body.x + width + theme->gap_large;
    int bar = theme->scroll_bar + theme->gap;
    list_place(&search->list, (struct rect){left, body.y, body.x + body.w - bar - left, body.h});
    find(search);
    canvas_damage_all(stage->kit.canvas);
}

/* --- Content --- */

static void on_change(void *context)
{
    find(context);
}

static void search_enter(struct screen *screen)
{
    struct search *search = (struct search *)screen;
    settle_stop(&search->list.settle);
    search_catalogue_enter(search->catalogue);
}

/* --- Typing --- */

static void set_length(struct search *search, size_t length)
{
    search->digits[length] = '\0';
    list_reset(&search->list); /* the best is the first, whatever was in focus for fewer digits */
    find(search);
}

static void type_digit(struct search *search, int digit)
{
    size_t length = strlen(search->digits);
    if (length < SEARCH_QUERY_MAX) {
        search->digits[length] = (char)('0' + digit);
        set_length(search, length + 1);
    }
}

static void delete_last(struct search *search)
{
    size_t length = strlen(search->digits);
    if (length > 0) {
        set_length(search, length - 1);
    }
}

/* --- Keys --- */

static void enter_pad(struct search *search)
{
    const struct stage *stage = search->screen.stage;
    search->list.unfocused = 1;
    settle_stop(&search->list.settle);
    list_damage_focus(&search->list, &stage->kit);
    key_pad_activate(&search->pad, &stage->kit, stage->now_us);
    show_hints(search);
}

static void leave_pad(struct search *search)
{
    const struct stage *stage = search->screen.stage;
    key_pad_leave(&search->pad, &stage->kit);
    search->list.unfocused = 0;
    settle_start(&search->list.settle, stage->now_us);
    list_damage_focus(&search->list, &stage->kit);
    show_hints(search);
}

static void open_focused(struct search *search)
{
    struct stage *stage = search->screen.stage;
    struct search_item item;
    search_catalogue_item(search->catalogue, search->results[search->list.focus], &item);
    search_item_open(stage, &item);
}

static void press_ok(struct search *search)
{
    if (search->list.count > 0) {
        open_focused(search);
    } else if (wants_retry(search)) {
        search_catalogue_retry(search->catalogue);
        find(search);
    } else {
        enter_pad(search);
    }
}

static int pad_key(struct search *search, const struct remote_event *event)
{
    const struct stage *stage = search->screen.stage;
    if (event->key == REMOTE_KEY_OK && event->press != REMOTE_PRESS) {
        return 1;
    }
    switch (key_pad_key(&search->pad, &stage->kit, event->key, stage->now_us)) {
    case KEY_PAD_DIGIT:
        type_digit(search, search->pad.pressed);
        return 1;
    case KEY_PAD_DELETE:
        delete_last(search);
        return 1;
    case KEY_PAD_DONE:
        set_length(search, 0);
        return 1;
    case KEY_PAD_STAYED:
        if (event->key == REMOTE_KEY_RIGHT && search->list.count > 0) {
            leave_pad(search);
        }
        return 1;
    case KEY_PAD_MOVED:
        return 1;
    case KEY_PAD_IGNORED:
        break;
    }
    return 0;
}

static int results_key(struct search *search, const struct remote_event *event)
{
    const struct stage *stage = search->screen.stage;
    if (event->key == REMOTE_KEY_OK) {
        if (event->press == REMOTE_PRESS) {
            press_ok(search);
        }
        return 1;
    }
    int arrow =
        event->key == REMOTE_KEY_UP || event->key == REMOTE_KEY_DOWN || event->key == REMOTE_KEY_RIGHT;
    if (event->key == REMOTE_KEY_LEFT || (arrow && search->list.count == 0)) {
        enter_pad(search);
        return 1;
    }
    return list_key(&search->list, &stage->kit, event->key, stage->now_us) != LIST_IGNORED;
}

static int search_key(struct screen *screen, const struct remote_event *event)
{
    struct search *search = (struct search *)screen;
    if (event->press == REMOTE_RELEASE) {
        return 0;
    }
    int digit = remote_key_digit(event->key);
    if (digit >= 0) {
        if (event->press == REMOTE_PRESS) { /* a key held too long is one digit */
            type_digit(search, digit);
        }
        return 1;
    }
    switch (event->key) {
    case REMOTE_KEY_RED:
    case REMOTE_KEY_DELETE:
        delete_last(search);
        return 1;
    case REMOTE_KEY_GREEN:
        if (event->press == REMOTE_PRESS && search->list.count > 0) {
            open_focused(search);
        }
        return 1;
    default:
        return pad_key(search, event) || results_key(search, event);
    }
}

/* --- Operations --- */

static void search_update(struct screen *screen)
{
    struct search *search = (struct search *)screen;
    const struct stage *stage = screen->stage;
    list_settle(&search->list, &stage->kit, stage->now_us);
    if (settle_step(&search->pad.settle, stage->now_us)) {
        key_pad_damage_focus(&search->pad, &stage->kit);
    }
    search_catalogue_update(search->catalogue);
}

static int64_t search_deadline(const struct screen *screen)
{
    const struct search *search = (const struct search *)screen;
    int64_t list = search->list.settle.next_us;
    int64_t pad = search->pad.settle.next_us;
    return search_catalogue_deadline(search->catalogue, list < pad ? list : pad);
}

/* What stands in place of results; 0: nothing is missing. */
static int missing(const struct search *search, struct message *message)
{
    if (search->list.count > 0) {
        return 0;
    }
    if (search->digits[0] == '\0') {
        *message = (struct message){"search", STRING_SEARCH_HOW, STRING_SEARCH_EXAMPLE};
    } else if (wants_retry(search)) {
        *message = message_for_failure(failure(search)->failure);
    } else if (!search_catalogue_is_whole(search->catalogue)) {
        *message = (struct message){NULL, STRING_MESSAGE_LOADING, STRING_MESSAGE_LOADING};
    } else {
        *message = (struct message){"search", STRING_SEARCH_NONE, STRING_SEARCH_NONE_DO};
    }
    return 1;
}

static void search_draw(struct screen *screen, struct rect clip)
{
    struct search *search = (struct search *)screen;
    const struct stage *stage = screen->stage;
    struct message message;
    (void)clip;
    frame_draw(&search->frame, stage);
    t9_field_draw(&stage->kit, search->field, search->digits,
                  string_get(stage->strings, STRING_SEARCH_EMPTY));
    key_pad_draw(&search->pad, &stage->kit, stage->now_us);
    if (missing(search, &message)) {
        struct rect area = search->list.area;
        area.w += stage->kit.theme->gap + stage->kit.theme->scroll_bar;
        message_draw(&message, stage, area);
    } else {
        list_draw(&search->list, &stage->kit, stage->now_us);
    }
}

static void search_report(const struct screen *screen, struct screen_report *report)
{
    const struct search *search = (const struct search *)screen;
    struct message message;
    report->focus = search->pad.active ? key_pad_focus_name(&search->pad) : search->list.focus_id;
    report->title = search->frame.title;
    report->notice =
        missing(search, &message) ? string_get(screen->stage->strings, message.says) : search->frame.status;
    report->offline = failure(search) != NULL;
    report->position = (int64_t)search->list.focus;
    report->total = (int64_t)search->list.count;
}

static void search_free(struct screen *screen)
{
    struct search *search = (struct search *)screen;
    search_catalogue_free(search->catalogue);
    free(search);
}

static const struct screen_operations search_operations = {
    .name = "search",
    .enter = search_enter,
    .place = search_place,
    .key = search_key,
    .update = search_update,
    .deadline = search_deadline,
    .draw = search_draw,
    .report = search_report,
    .free = search_free,
};

struct screen *search_new(struct stage *stage, const struct destination *destination)
{
    struct search *search = calloc(1, sizeof *search);
    if (search == NULL) {
        return NULL;
    }
    search->screen = (struct screen){&search_operations, stage};
    snprintf(search->title, sizeof search->title, "%s", destination->title);
    search->frame.title = search->title;
    search->list.settle = SETTLE_AT_REST;
    search->list.source = read_row;
    search->list.context = search;
    key_pad_start(&search->pad);
    search->pad.letters = 1;
    search->catalogue = search_catalogue_new(stage, on_change, search);
    if (search->catalogue == NULL) {
        free(search);
        return NULL;
    }
    search_place(&search->screen);
    return &search->screen;
}
