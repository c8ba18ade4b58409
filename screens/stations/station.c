#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/stage/asking.h"
#include "screens/stage/frame.h"
#include "screens/stage/phone_card.h"
#include "screens/stage/reading.h"
#include "screens/stage/station_words.h"
#include "screens/stations/station_order.h"
#include "screens/stations/stations.h"
#include "screens/widgets/flow.h"

enum { NAME_SIZE = 256, NAMES_SIZE = 4096 };

struct station_screen {
    struct screen screen;
    struct frame frame;
    char id[STATION_ID_SIZE];
    char name[NAME_SIZE];
    struct station_list *content;
    struct guide_list *guides;     /* what the matters are called; NULL: not (yet) known */
    const struct station *station; /* in the content; NULL: not there (any more) */
    struct flow *flow;
    struct phone_card page;
    struct phone_card booking;
    struct asking asking;
    request_id guides_request;
    int64_t shown_minute;
};

/* --- Text --- */

static const char *guide_name(const struct guide_list *guides, const char *id)
{
    for (size_t i = 0; guides != NULL && i < guides->count; i++) {
        if (strcmp(guides->guides[i].id, id) == 0) {
            return guides->guides[i].name;
        }
    }
    return NULL;
}

/* The names in one paragraph; what is not among the guides is left out. */
static void add_matters(struct station_screen *screen, enum string_id title, char (*ids)[STATION_ID_SIZE],
                        size_t count)
{
    const struct stage *stage = screen->screen.stage;
    char names[NAMES_SIZE] = "";
    size_t length = 0;
    for (size_t i = 0; i < count && length < sizeof names - 1; i++) {
        const char *name = guide_name(screen->guides, ids[i]);
        if (name != NULL && length == 0) {
            (void)snprintf(names, sizeof names, "%s", name);
        } else if (name != NULL) {
            const char *values[] = {name};
            string_format(names + length, sizeof names - length, stage->strings, STRING_STATION_JOINED,
                          values, 1);
        }
        length = strlen(names);
    }
    if (length > 0) {
        reading_title(screen->flow, stage, string_get(stage->strings, title));
        reading_text(screen->flow, stage, NULL, names);
    }
}

static void add_line(struct station_screen *screen, enum string_id label, const char *text)
{
    const struct stage *stage = screen->screen.stage;
    reading_text(screen->flow, stage, string_get(stage->strings, label), text);
}

static void add_windows(struct station_screen *screen)
{
    const struct strings *strings = screen->screen.stage->strings;
    char number[24];
    char words[STATION_WORDS_SIZE];
    const char *values[] = {number};
    if (screen->station->windows > 0) {
        (void)snprintf(number, sizeof number, "%d", screen->station->windows);
        add_line(screen, STRING_STATION_WINDOWS,
                 string_format(words, sizeof words, strings, STRING_STATION_WINDOW_COUNT, values, 1));
    }
}

static void add_hours(struct station_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    const struct station *station = screen->station;
    char open[STATION_WORDS_SIZE];
    char hours[STATION_HOURS_WORDS_SIZE];
    station_open_words(open, stage, screen->content, station);
    if (open[0] != '\0') {
        reading_title(screen->flow, stage, open);
    }
    add_line(screen, STRING_STATION_HOURS,
             station_hours_words(hours, stage->strings, screen->content, station));
    if (station->hours >= 0) {
        reading_note(screen->flow, stage, screen->content->hours[station->hours].note);
    }
}

static void add_updated(struct station_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    int updated = screen->station->updated;
    char day[24];
    char words[STATION_WORDS_SIZE];
    const char *values[] = {day};
    if (updated > 0) {
        (void)snprintf(day, sizeof day, "%d-%02d-%02d", updated / 10000, updated / 100 % 100, updated % 100);
        reading_note(screen->flow, stage,
                     string_format(words, sizeof words, stage->strings, STRING_STATION_UPDATED, values, 1));
    }
}

static void lay_out(struct station_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    const struct station *station = screen->station;
    flow_clear(screen->flow);
    if (station == NULL) {
        return;
    }
    char far[STATION_WORDS_SIZE];
    int32_t home = station_of_area(screen->content, stage->config->area_code);
    int32_t metres =
        home >= 0 ? station_distance(&screen->content->stations[home], station) : STATION_DISTANCE_UNKNOWN;
    reading_heading(screen->flow, stage, station->name);
    if (station->sample) {
        reading_note(screen->flow, stage, string_get(stage->strings, STRING_STATION_SAMPLE));
    }
    add_hours(screen);
    add_line(screen, STRING_STATION_ADDRESS, station->address);
    if (metres > 0) {
        add_line(screen, STRING_STATION_DISTANCE, station_distance_words(far, stage->strings, metres));
    }
    add_line(screen, STRING_STATION_PHONE, station->phone);
    add_windows(screen);
    if (station->handles >= 0) {
        const struct station_set *set = &screen->content->sets[station->handles];
        add_matters(screen, STRING_STATION_DIRECT_LIST, set->direct, set->direct_count);
        add_matters(screen, STRING_STATION_RELAY_LIST, set->relay, set->relay_count);
    }
    add_updated(screen);
}

/* --- Layout --- */

static void show_frame(struct station_screen *screen)
{
    struct frame *frame = &screen->frame;
    const struct stage *stage = screen->screen.stage;
    frame->hint_count = 0;
    if (screen->station != NULL) {
        frame->title = station_level_words(stage->strings, screen->station);
        frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
    } else if (asking_failed(&screen->asking)) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    if (asking_failed(&screen->asking) && screen->station != NULL) {
        frame_status_for_failure(frame, stage, &screen->asking.last);
    } else {
        frame_set_status(frame, stage, "", 0);
    }
}

/* The column of codes at the right of `body`: one has it alone; two stand one below the other, with their
 * words beside them. */
static struct rect place_cards(struct station_screen *screen, struct rect body)
{
    const struct stage *stage = screen->screen.stage;
    int gap = stage->kit.theme->gap;
    char page[NAME_SIZE] = "";
    const char *booking = screen->station != NULL ? screen->station->booking : "";
    if (screen->station != NULL && screen->content->page[0] != '\0') {
        (void)snprintf(page, sizeof page, "%s%s", screen->content->page, screen->id);
    }
    int is_two = page[0] != '\0' && booking[0] != '\0';
    int width = is_two ? body.w / 3 : body.w / 4;
    struct rect column = {body.x + body.w - width, body.y, width, body.h};
    struct rect place = {column.x, column.y, column.w, is_two ? (column.h - gap) / 2 : column.h};
    phone_card_place(&screen->page, stage, place, page, STRING_STATION_SCAN);
    if (is_two) {
        place.y += screen->page.area.h + gap;
    }
    phone_card_place(&screen->booking, stage, place, booking, STRING_STATION_BOOKING_SCAN);
    return column;
}

static void station_place(struct screen *base)
{
    struct station_screen *screen = (struct station_screen *)base;
    const struct kit *kit = &base->stage->kit;
    struct rect body = frame_body(base->stage);
    int scroll = flow_scroll(screen->flow);
    struct rect column = place_cards(screen, body);
    if (screen->page.qr != NULL || screen->booking.qr != NULL) {
        body.w -= column.w + kit->theme->gap_large;
    }
    body.w -= kit->theme->gap + kit->theme->scroll_bar;
    flow_place(screen->flow, body);
    lay_out(screen);
    flow_settle(screen->flow);
    flow_scroll_to(screen->flow, scroll);
    show_frame(screen);
    canvas_damage_all(kit->canvas);
}

/* --- Content --- */

static void on_stations(void *context, const struct answer *answer, struct station_list *list)
{
    struct station_screen *screen = context;
    struct station_list *before = screen->content;
    asking_heard(&screen->asking, answer);
    if (list != NULL) {
        screen->content = list;
        int32_t at = station_find(list, screen->id);
        screen->station = at >= 0 ? &list->stations[at] : NULL;
        station_list_free(before);
    }
    station_place(&screen->screen);
}

static void on_guides(void *context, const struct answer *answer, struct guide_list *guides)
{
    struct station_screen *screen = context;
    if (answer->final) {
        screen->guides_request = 0;
    }
    if (guides != NULL) {
        guide_list_free(screen->guides);
        screen->guides = guides;
        station_place(&screen->screen);
    }
}

static request_id ask(void *context)
{
    struct station_screen *screen = context;
    struct hall_client *client = screen->screen.stage->client;
    hall_client_cancel(client, screen->guides_request);
    screen->guides_request = 0;
    request_id guides = hall_client_get_guides(client, on_guides, screen);
    screen->guides_request = guides;
    return hall_client_get_stations(client, on_stations, screen);
}

/* --- Operations --- */

static void station_enter(struct screen *base)
{
    struct station_screen *screen = (struct station_screen *)base;
    asking_enter(&screen->asking);
}

static enum key_result station_key(struct screen *base, const struct remote_event *event)
{
    struct station_screen *screen = (struct station_screen *)base;
    if (event->press == REMOTE_RELEASE) {
        return KEY_IGNORED;
    }
    if (event->key == REMOTE_KEY_OK) {
        if (event->press != REMOTE_PRESS || screen->station != NULL || !asking_retry(&screen->asking)) {
            return KEY_STAYED;
        }
        station_place(base);
        return KEY_DONE;
    }
    return flow_key(screen->flow, event->key);
}

static void station_update(struct screen *base)
{
    struct station_screen *screen = (struct station_screen *)base;
    int64_t minute = base->stage->now_ms / 60000;
    if (minute != screen->shown_minute) { /* whether it is open */
        screen->shown_minute = minute;
        station_place(base);
    }
    asking_update(&screen->asking);
}

static int64_t station_deadline(const struct screen *base)
{
    return asking_deadline(&((const struct station_screen *)base)->asking, INT64_MAX);
}

static struct message missing(const struct station_screen *screen)
{
    if (screen->content != NULL) {
        return (struct message){"nearby", STRING_STATION_GONE, STRING_STATION_GONE_DO};
    }
    return asking_message(&screen->asking);
}

static void station_draw(struct screen *base, struct rect clip)
{
    struct station_screen *screen = (struct station_screen *)base;
    (void)clip;
    frame_draw(&screen->frame, base->stage);
    if (screen->station == NULL) {
        struct message message = missing(screen);
        message_draw(&message, base->stage, frame_body(base->stage));
        return;
    }
    flow_draw(screen->flow);
    phone_card_draw(&screen->page, base->stage);
    phone_card_draw(&screen->booking, base->stage);
}

static void station_report(const struct screen *base, struct screen_report *report)
{
    const struct station_screen *screen = (const struct station_screen *)base;
    report->focus = screen->id;
    report->title = screen->station != NULL ? screen->station->name : screen->name;
    report->notice = screen->station != NULL ? screen->frame.status
                                             : string_get(base->stage->strings, missing(screen).says);
    report->offline = asking_failed(&screen->asking);
    report->position = flow_scroll(screen->flow);
    report->total = flow_height(screen->flow);
}

static void station_free(struct screen *base)
{
    struct station_screen *screen = (struct station_screen *)base;
    asking_stop(&screen->asking);
    hall_client_cancel(base->stage->client, screen->guides_request);
    phone_card_clear(&screen->page);
    phone_card_clear(&screen->booking);
    flow_free(screen->flow);
    station_list_free(screen->content);
    guide_list_free(screen->guides);
    free(screen);
}

static const struct screen_operations station_operations = {
    .name = "station",
    .enter = station_enter,
    .place = station_place,
    .key = station_key,
    .update = station_update,
    .deadline = station_deadline,
    .draw = station_draw,
    .report = station_report,
    .free = station_free,
};

struct screen *station_new(struct stage *stage, const struct destination *destination)
{
    struct station_screen *screen = calloc(1, sizeof *screen);
    if (screen == NULL) {
        return NULL;
    }
    screen->screen = (struct screen){&station_operations, stage};
    (void)snprintf(screen->id, sizeof screen->id, "%s", destination->id);
    (void)snprintf(screen->name, sizeof screen->name, "%s", destination->title);
    screen->frame.title = screen->name;
    asking_start(&screen->asking, stage, ask, screen);
    asking_seldom(&screen->asking);
    screen->shown_minute = stage->now_ms / 60000;
    screen->flow = flow_new(&stage->kit);
    if (screen->flow == NULL) {
        free(screen);
        return NULL;
    }
    station_place(&screen->screen);
    return &screen->screen;
}
