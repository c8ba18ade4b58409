#include "screens/search/search.h"

#include <stdio.h>
#include <string.h>

#include "screens/search/search_catalogue.h"
#include "screens/stage/dates.h"
#include "screens/stage/list_screen.h"
#include "screens/stage/notice_words.h"
#include "screens/stage/spoken_parts.h"
#include "screens/stage/station_words.h"
#include "screens/widgets/key_pad.h"
#include "screens/widgets/one_line.h"
#include "screens/widgets/t9_field.h"

enum { RESULTS_MAX = 1000 };

/* The focus is in the results until an arrow takes it to the pad; digits are typed in either place. */
struct search {
    struct list_screen list; /* what was found */
    char digits[SEARCH_QUERY_MAX + 1];
    struct rect field;
    struct key_pad pad;
    struct search_catalogue *catalogue;
    uint32_t results[RESULTS_MAX]; /* items of the catalogue */
};

/* How asking for what is looked through has failed; NULL: it has not. */
static const struct response *failure(const struct search *search)
{
    return search_catalogue_failure(search->catalogue);
}

/* Nothing can be said to be nowhere, and OK asks again. */
static int wants_retry(const struct search *search)
{
    return failure(search) != NULL && !search_catalogue_is_whole(search->catalogue);
}

/* --- Rows --- */

/* Ids of different kinds may be the same: the letter before them keeps the focus where it belongs. */
static void name_row(struct list_row *row, char kind, const char *id, const char *title, const char *detail)
{
    (void)snprintf(row->id, sizeof row->id, "%c:%s", kind, id);
    row->title = title;
    list_row_detail(row, detail);
}

static void mark_row(const struct stage *stage, struct list_row *row, const char *icon, enum string_id word)
{
    row->mark = icon_set_get(stage->icons, icon);
    row->mark_text = string_get(stage->strings, word);
    row->mark_fill = stage->kit.theme->surface_raised;
    row->mark_ink = stage->kit.theme->ink;
}

static void read_notice(const struct stage *stage, const struct notice_summary *notice, struct list_row *row)
{
    char date[DATE_SIZE];
    /* The id alone, as in the list of notices. */
    (void)snprintf(row->id, sizeof row->id, "%s", notice->id);
    row->title = notice->title;
    (void)snprintf(row->detail, sizeof row->detail, "%s",
                   notice_category_name(stage->strings, notice->category));
    (void)snprintf(row->trailing, sizeof row->trailing, "%s",
                   notice_day(date, stage->strings, notice, stage->now_ms));
}

static void read_item(const struct stage *stage, const struct search_item *item, struct list_row *row)
{
    switch (item->kind) {
    case SEARCH_TILE:
        /* no notice's id begins so */
        (void)snprintf(row->id, sizeof row->id, ":%s", item->tile->id);
        row->title = stage_text(stage, &item->tile->name);
        (void)snprintf(row->detail, sizeof row->detail, "%s", string_get(stage->strings, STRING_SEARCH_TILE));
        break;
    case SEARCH_GUIDE:
        name_row(row, 'g', item->guide->id, item->guide->name, item->guide->summary);
        mark_row(stage, row, "document", STRING_SEARCH_GUIDE);
        break;
    case SEARCH_POLICY:
        name_row(row, 'p', item->policy->id, item->policy->name, item->policy->org_name);
        mark_row(stage, row, "checklist", STRING_SEARCH_POLICY);
        break;
    case SEARCH_STATION:
        name_row(row, 's', item->station->id, item->station->name,
                 item->station->address[0] != '\0' ? item->station->address
                                                   : station_level_words(stage->strings, item->station));
        mark_row(stage, row, "place", STRING_SEARCH_STATION);
        break;
    case SEARCH_NOTICE:
        if (item->notice != NULL) {
            read_notice(stage, item->notice, row);
        }
        break;
    }
}

static void open_item(struct stage *stage, const struct search_item *item)
{
    switch (item->kind) {
    case SEARCH_TILE:
        stage_open_tile(stage, item->tile);
        break;
    case SEARCH_GUIDE:
        stage_open(stage, DESTINATION_GUIDE, item->guide->id, item->guide->name);
        break;
    case SEARCH_POLICY:
        stage_open(stage, DESTINATION_POLICY, item->policy->id, item->policy->name);
        break;
    case SEARCH_STATION:
        stage_open(stage, DESTINATION_STATION, item->station->id, item->station->name);
        break;
    case SEARCH_NOTICE:
        if (item->notice != NULL) {
            stage_open_notice(stage, item->notice);
        }
        break;
    }
}

/* Why it stands here: the words that were found, before what else stands there. */
static void name_match(const struct search *search, uint32_t number, struct list_row *row)
{
    char found[SEARCH_WORDS_SIZE];
    char words[2 * SEARCH_WORDS_SIZE];
    char rest[DATE_SIZE];
    const char *values[] = {search_catalogue_match(search->catalogue, number, search->digits, found)};
    if (found[0] != '\0') {
        (void)one_line(rest, sizeof rest, row->trailing);
        string_format(words, sizeof words, search->list.screen.stage->strings, STRING_SEARCH_MATCH, values,
                      1);
        (void)snprintf(row->trailing, sizeof row->trailing, "%s%s%s", words, rest[0] != '\0' ? "  ·  " : "",
                       rest);
    }
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct search *search = context;
    struct search_item item;
    search_catalogue_item(search->catalogue, search->results[index], &item);
    read_item(search->list.screen.stage, &item, row);
    name_match(search, search->results[index], row);
}

static size_t collect(struct list_screen *screen)
{
    struct search *search = (struct search *)screen;
    return search_catalogue_find(search->catalogue, search->digits, search->results, RESULTS_MAX);
}

static struct message missing(const struct list_screen *screen)
{
    const struct search *search = (const struct search *)screen;
    if (search->digits[0] == '\0') {
        return (struct message){"search", STRING_SEARCH_HOW, STRING_SEARCH_EXAMPLE};
    }
    if (wants_retry(search)) {
        return message_for_failure(failure(search)->failure);
    }
    return search_catalogue_is_whole(search->catalogue)
               ? (struct message){"search", STRING_SEARCH_NONE, STRING_SEARCH_NONE_DO}
               : (struct message){NULL, STRING_MESSAGE_LOADING, STRING_MESSAGE_LOADING};
}

/* --- Layout --- */

static void show_hints(struct list_screen *screen)
{
    const struct search *search = (const struct search *)screen;
    struct frame *frame = &screen->frame;
    if (search->pad.active) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_PRESS);
        if (screen->list.count > 0) {
            frame_hint_add(frame, STRING_KEY_RIGHT, STRING_HINT_RESULTS);
        }
    } else if (screen->list.count > 0) {
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
}

static void show_status(struct list_screen *screen)
{
    const struct search *search = (const struct search *)screen;
    const struct stage *stage = screen->screen.stage;
    int shows_something = screen->list.count > 0 || search_catalogue_is_whole(search->catalogue);
    if (failure(search) != NULL && shows_something) {
        frame_status_for_failure(&screen->frame, stage, failure(search));
    } else if (screen->list.count > 0) {
        frame_set_count(&screen->frame, stage, STRING_SEARCH_COUNT, (int64_t)screen->list.count, 0);
    } else {
        frame_set_status(&screen->frame, stage, "", 0);
    }
}

/* Field and pad at the left, what was found beside them. */
static void place_parts(struct list_screen *screen)
{
    struct search *search = (struct search *)screen;
    const struct stage *stage = screen->screen.stage;
    const struct theme *theme = stage->kit.theme;
    struct rect body = screen->body;
    int width = body.w * 3 / 10;
    int height = theme->text_heading + theme->text_small + 2 * theme->gap;
    search->field = (struct rect){body.x, body.y, width, height};
    int top = body.y + height + theme->gap;
    search->pad.area = (struct rect){body.x, top, width, body.y + body.h - top};
    search->pad.delete_label = string_get(stage->strings, STRING_SEARCH_DELETE);
    search->pad.done_label = string_get(stage->strings, STRING_SEARCH_CLEAR);
    search->pad.one_label = string_get(stage->strings, STRING_SEARCH_ANY);
    int left = body.x + width + theme->gap_large;
    screen->body = (struct rect){left, body.y, body.x + body.w - left, body.h};
    body = screen->body;
    body.w -= theme->scroll_bar + theme->gap;
    list_place(&screen->list, body);
}

/* What is typed, or what is looked through, has changed. */
static void find(void *context)
{
    struct search *search = context;
    list_screen_refresh(&search->list);
    canvas_damage(search->list.screen.stage->kit.canvas, search->field);
}

/* --- Typing --- */

static void set_length(struct search *search, size_t length)
{
    search->digits[length] = '\0';
    list_reset(&search->list.list); /* the best is the first, whatever was in focus for fewer digits */
    find(search);
}

static enum key_result type_digit(struct search *search, int digit)
{
    size_t length = strlen(search->digits);
    if (length >= SEARCH_QUERY_MAX && !search_catalogue_is_whole(search->catalogue)) {
        return KEY_DONE; /* what stands there says more: it is on its way, or has failed */
    }
    if (length >= SEARCH_QUERY_MAX) {
        return stage_say_string(search->list.screen.stage, STRING_NUMBER_FULL);
    }
    search->digits[length] = (char)('0' + digit);
    set_length(search, length + 1);
    return KEY_DONE;
}

static enum key_result delete_last(struct search *search)
{
    size_t length = strlen(search->digits);
    if (length == 0) {
        return stage_say_string(search->list.screen.stage, STRING_NUMBER_NOTHING_TO_DELETE);
    }
    set_length(search, length - 1);
    return KEY_DONE;
}

/* --- Keys --- */

static void enter_pad(struct search *search)
{
    const struct stage *stage = search->list.screen.stage;
    search->list.list.unfocused = 1;
    settle_stop(&search->list.list.settle);
    list_damage_focus(&search->list.list, &stage->kit);
    key_pad_activate(&search->pad, &stage->kit, stage->now_us);
    list_screen_show(&search->list);
}

static void leave_pad(struct search *search)
{
    const struct stage *stage = search->list.screen.stage;
    key_pad_leave(&search->pad, &stage->kit);
    search->list.list.unfocused = 0;
    settle_start(&search->list.list.settle, stage->now_us);
    list_damage_focus(&search->list.list, &stage->kit);
    list_screen_show(&search->list);
}

static void open_row(struct list_screen *screen, size_t row)
{
    struct search *search = (struct search *)screen;
    struct search_item item;
    search_catalogue_item(search->catalogue, search->results[row], &item);
    open_item(screen->screen.stage, &item);
}

static enum key_result pad_key(struct search *search, const struct remote_event *event)
{
    const struct stage *stage = search->list.screen.stage;
    if (event->key == REMOTE_KEY_OK && event->press != REMOTE_PRESS) {
        return KEY_STAYED;
    }
    enum key_result result = key_pad_key(&search->pad, &stage->kit, event->key, stage->now_us);
    if (result == KEY_STAYED && event->key == REMOTE_KEY_RIGHT && search->list.list.count > 0) {
        leave_pad(search);
        return KEY_DONE;
    }
    if (result != KEY_PRESSED) {
        return result;
    }
    if (search->pad.pressed == KEY_PAD_DELETE) {
        return delete_last(search);
    }
    if (search->pad.pressed != KEY_PAD_DONE) {
        return type_digit(search, search->pad.pressed);
    }
    set_length(search, 0);
    return KEY_DONE;
}

static enum key_result results_key(struct search *search, const struct remote_event *event)
{
    int arrow =
        event->key == REMOTE_KEY_UP || event->key == REMOTE_KEY_DOWN || event->key == REMOTE_KEY_RIGHT;
    int is_empty = search->list.list.count == 0;
    if (event->key == REMOTE_KEY_LEFT || (arrow && is_empty)) {
        enter_pad(search);
        return KEY_DONE;
    }
    if (event->key != REMOTE_KEY_OK || event->press != REMOTE_PRESS || !is_empty) {
        return list_screen_key(&search->list.screen, event);
    }
    if (wants_retry(search)) {
        search_catalogue_retry(search->catalogue);
        find(search);
    } else {
        enter_pad(search);
    }
    return KEY_DONE;
}

static enum key_result search_key(struct screen *screen, const struct remote_event *event)
{
    struct search *search = (struct search *)screen;
    int digit = remote_key_digit(event->key);
    if (digit >= 0) { /* a key held too long is one digit */
        return event->press == REMOTE_PRESS ? type_digit(search, digit) : KEY_STAYED;
    }
    switch (event->key) {
    case REMOTE_KEY_RED:
    case REMOTE_KEY_DELETE:
        return delete_last(search);
    case REMOTE_KEY_GREEN:
        if (event->press != REMOTE_PRESS) {
            return KEY_STAYED;
        }
        if (search->list.list.count == 0) {
            return stage_say_string(screen->stage, missing(&search->list).says);
        }
        open_row(&search->list, search->list.list.focus);
        return KEY_DONE;
    default:
        break;
    }
    enum key_result result = pad_key(search, event);
    return result != KEY_IGNORED ? result : results_key(search, event);
}

/* --- Operations --- */

static void search_enter(struct screen *screen)
{
    list_screen_enter(screen);
    search_catalogue_enter(((struct search *)screen)->catalogue);
}

/* While the results have the focus. */
static void search_open_next(struct screen *screen)
{
    if (!((struct search *)screen)->list.list.unfocused) {
        list_screen_open_next(screen);
    }
}

static void search_update(struct screen *screen)
{
    struct search *search = (struct search *)screen;
    list_screen_update(screen);
    if (settle_step(&search->pad.settle, screen->stage->now_us)) {
        key_pad_damage_focus(&search->pad, &screen->stage->kit);
    }
    search_catalogue_update(search->catalogue);
}

static int64_t search_deadline(const struct screen *screen)
{
    const struct search *search = (const struct search *)screen;
    int64_t list = list_screen_deadline(screen);
    int64_t pad = search->pad.settle.next_us;
    return search_catalogue_deadline(search->catalogue, list < pad ? list : pad);
}

static void search_draw(struct screen *screen, struct rect clip)
{
    struct search *search = (struct search *)screen;
    const struct stage *stage = screen->stage;
    list_screen_draw(screen, clip);
    t9_field_draw(&stage->kit, search->field, search->digits,
                  string_get(stage->strings, STRING_SEARCH_EMPTY));
    key_pad_draw(&search->pad, &stage->kit, stage->now_us);
}

static void search_report(const struct screen *screen, struct screen_report *report)
{
    const struct search *search = (const struct search *)screen;
    list_screen_report(screen, report);
    report->offline = failure(search) != NULL;
    if (search->pad.active) {
        report->focus = key_pad_focus_name(&search->pad);
    }
}

static void search_say(const struct screen *screen, struct spoken *spoken)
{
    const struct search *search = (const struct search *)screen;
    const struct stage *stage = screen->stage;
    spoken_add(spoken->title, search->list.title);
    if (search->pad.active) {
        spoken_key_pad(spoken, stage, &search->pad);
    } else if (search->digits[0] == '\0') {
        spoken_add_string(spoken->focus, stage, STRING_SPOKEN_SEARCH_FIELD);
    } else {
        list_screen_say(screen, spoken);
    }
    spoken_typed(spoken, stage, search->digits);
    if (search->digits[0] == '\0') {
        spoken_add_string(spoken->value, stage, STRING_SEARCH_EMPTY);
    }
}

static void search_free(struct screen *screen)
{
    search_catalogue_free(((struct search *)screen)->catalogue);
    list_screen_free(screen);
}

static const struct screen_operations search_operations = {
    .name = "search",
    .enter = search_enter,
    .key = search_key,
    .update = search_update,
    .deadline = search_deadline,
    .draw = search_draw,
    .report = search_report,
    .say = search_say,
    .free = search_free,
    .open_next = search_open_next,
};

/* The catalogue asks. */
static const struct list_screen_kind search_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .missing = missing,
    .place = place_parts,
    .hints = show_hints,
    .status = show_status,
};

struct screen *search_new(struct stage *stage, const struct destination *destination)
{
    struct search *search =
        list_screen_new(sizeof *search, &search_operations, &search_kind, stage, destination->title);
    if (search == NULL) {
        return NULL;
    }
    key_pad_start(&search->pad);
    search->pad.letters = 1;
    search->catalogue = search_catalogue_new(stage, find, search);
    if (search->catalogue == NULL) {
        list_screen_free(&search->list.screen);
        return NULL;
    }
    list_screen_place(&search->list.screen);
    return &search->list.screen;
}
