#include <stdio.h>
#include <string.h>

#include "screens/stage/detail.h"
#include "screens/stage/phone_card.h"
#include "screens/stage/reading.h"
#include "screens/stage/spoken_parts.h"
#include "screens/stage/station_words.h"
#include "screens/stations/station_matters.h"
#include "screens/stations/station_order.h"
#include "screens/stations/stations.h"

enum { NAME_SIZE = 256 };

struct station_screen {
    struct detail detail;
    char id[STATION_ID_SIZE];
    char name[NAME_SIZE];
    struct station_list *content;
    const struct station *station; /* in the content; NULL: not there (any more) */
    struct phone_card page;
    struct phone_card booking;
    char matters[STATION_WORDS_SIZE]; /* of the button */
};

/* --- Text --- */

static void add_line(struct station_screen *screen, enum string_id label, const char *text)
{
    const struct stage *stage = screen->detail.screen.stage;
    reading_text(screen->detail.rich_text, stage, string_get(stage->strings, label), text);
}

static void add_windows(struct station_screen *screen)
{
    const struct strings *strings = screen->detail.screen.stage->strings;
    char words[STATION_WORDS_SIZE];
    if (screen->station->windows > 0) {
        add_line(screen, STRING_STATION_WINDOWS,
                 string_format_numbers(words, sizeof words, strings, STRING_STATION_WINDOW_COUNT,
                                       screen->station->windows, 0));
    }
}

static void add_hours(struct station_screen *screen)
{
    const struct stage *stage = screen->detail.screen.stage;
    const struct station *station = screen->station;
    char open[STATION_WORDS_SIZE];
    char hours[STATION_HOURS_WORDS_SIZE];
    station_open_words(open, stage, screen->content, station);
    if (open[0] != '\0') {
        reading_title(screen->detail.rich_text, stage, open);
    }
    add_line(screen, STRING_STATION_HOURS,
             station_hours_words(hours, stage->strings, screen->content, station));
    if (station->hours >= 0) {
        reading_note(screen->detail.rich_text, stage, screen->content->hours[station->hours].note);
    }
}

static void add_updated(struct station_screen *screen)
{
    const struct stage *stage = screen->detail.screen.stage;
    int updated = screen->station->updated;
    char day[24];
    char words[STATION_WORDS_SIZE];
    const char *values[] = {day};
    if (updated > 0) {
        (void)snprintf(day, sizeof day, "%d-%02d-%02d", updated / 10000, updated / 100 % 100, updated % 100);
        reading_note(screen->detail.rich_text, stage,
                     string_format(words, sizeof words, stage->strings, STRING_STATION_UPDATED, values, 1));
    }
}

static void lay_out(struct detail *detail)
{
    struct station_screen *screen = (struct station_screen *)detail;
    const struct stage *stage = detail->screen.stage;
    const struct station *station = screen->station;
    char far[STATION_WORDS_SIZE];
    int32_t home = station_of_area(screen->content, stage->area_code);
    int32_t metres =
        home >= 0 ? station_distance(&screen->content->stations[home], station) : STATION_DISTANCE_UNKNOWN;
    reading_heading(screen->detail.rich_text, stage, station->name);
    if (station->sample) {
        reading_note(screen->detail.rich_text, stage, string_get(stage->strings, STRING_STATION_SAMPLE));
    }
    add_hours(screen);
    add_line(screen, STRING_STATION_ADDRESS, station->address);
    if (metres > 0) {
        add_line(screen, STRING_STATION_DISTANCE, station_distance_words(far, stage->strings, metres));
    }
    add_line(screen, STRING_STATION_PHONE, station->phone);
    add_windows(screen);
    add_updated(screen);
}

/* --- What is handled here --- */

/* NULL: nothing is known of it. */
static const struct station_set *set_of(const struct station_screen *screen)
{
    const struct station *station = screen->station;
    const struct station_set *set =
        station != NULL && station->handles >= 0 ? &screen->content->sets[station->handles] : NULL;
    return set != NULL && set->direct_count + set->relay_count > 0 ? set : NULL;
}

static size_t set_buttons(const struct detail *detail, struct button items[BUTTONS_MAX])
{
    const struct station_screen *screen = (const struct station_screen *)detail;
    items[0] = (struct button){"matters", screen->matters, REMOTE_KEY_GREEN};
    return set_of(screen) != NULL ? 1 : 0;
}

static enum key_result press(struct detail *detail, const char *button)
{
    const struct station_screen *screen = (const struct station_screen *)detail;
    struct stage *stage = detail->screen.stage;
    const struct station_set *set = set_of(screen);
    if (button == NULL || set == NULL) {
        return stage_say_string(stage, STRING_KEY_READ_ONLY);
    }
    stage->open(stage->application, station_matters_new(stage, screen->station->name, set));
    return KEY_DONE;
}

/* --- Layout --- */

/* The column of codes at the right of `body`: one has it alone; two stand one below the other, with their
 * words beside them. */
static struct rect place_cards(struct station_screen *screen, struct rect body)
{
    const struct stage *stage = screen->detail.screen.stage;
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

static struct rect place(struct detail *detail)
{
    struct station_screen *screen = (struct station_screen *)detail;
    const struct theme *theme = detail->screen.stage->kit.theme;
    struct rect body = frame_body(detail->screen.stage);
    struct rect column = place_cards(screen, body);
    const struct station_set *set = set_of(screen);
    if (set != NULL) {
        (void)string_format_numbers(screen->matters, sizeof screen->matters, detail->screen.stage->strings,
                                    STRING_STATION_MATTERS, (int64_t)(set->direct_count + set->relay_count),
                                    0);
    }
    if (screen->station != NULL) {
        detail->frame.title = station_level_words(detail->screen.stage->strings, screen->station);
    }
    if (screen->page.qr != NULL || screen->booking.qr != NULL) {
        body.w -= column.w + theme->gap_large;
    }
    body.w -= theme->gap + theme->scroll_bar;
    return body;
}

static void draw(const struct detail *detail)
{
    const struct station_screen *screen = (const struct station_screen *)detail;
    phone_card_draw(&screen->page, detail->screen.stage);
    phone_card_draw(&screen->booking, detail->screen.stage);
}

static void say_cards(const struct detail *detail, struct spoken *spoken)
{
    const struct station_screen *screen = (const struct station_screen *)detail;
    spoken_phone_card(spoken, &screen->page);
    spoken_phone_card(spoken, &screen->booking);
}

/* --- Content --- */

static void on_stations(void *context, const struct response *response, struct station_list *list)
{
    struct station_screen *screen = context;
    struct detail *detail = &screen->detail;
    struct station_list *before = screen->content;
    if (list != NULL) {
        int32_t at = station_find(list, screen->id);
        screen->content = list;
        screen->station = at >= 0 ? &list->stations[at] : NULL;
        detail->is_there = at >= 0;
        detail->name = at >= 0 ? screen->station->name : screen->name;
        detail_place(&detail->screen);
        station_list_free(before);
    }
    detail_heard(detail, response);
}

static request_id ask(void *context)
{
    struct station_screen *screen = context;
    return hall_client_get_stations(screen->detail.screen.stage->client, on_stations, screen);
}

static struct message missing(const struct detail *detail)
{
    return ((const struct station_screen *)detail)->content != NULL
               ? (struct message){"nearby", STRING_STATION_GONE, STRING_STATION_GONE_DO}
               : asking_message(&detail->asking);
}

/* --- Operations --- */

/* Whether it is open. */
static void show_minute(struct detail *detail)
{
    detail_place(&detail->screen);
}

static void station_free(struct screen *base)
{
    struct station_screen *screen = (struct station_screen *)base;
    phone_card_clear(&screen->page);
    phone_card_clear(&screen->booking);
    station_list_free(screen->content);
    detail_free(base);
}

static void station_open_next(struct screen *base)
{
    struct detail *detail = (struct detail *)base;
    const char *button = buttons_focus_id(&detail->buttons);
    if (detail->is_there && button != NULL) {
        (void)press(detail, button);
    }
}

static const struct screen_operations station_operations = {
    .name = "station",
    .free = station_free,
    .open_next = station_open_next,
};

static const struct detail_kind station_kind = {
    .ask = ask,
    .place = place,
    .lay_out = lay_out,
    .missing = missing,
    .buttons = set_buttons,
    .ok = press,
    .draw = draw,
    .say = say_cards,
    .minute = show_minute,
};

struct screen *station_new(struct stage *stage, const struct destination *destination)
{
    struct station_screen *screen = detail_new(sizeof *screen, &station_operations, &station_kind, stage);
    if (screen == NULL) {
        return NULL;
    }
    (void)snprintf(screen->id, sizeof screen->id, "%s", destination->id);
    (void)snprintf(screen->name, sizeof screen->name, "%s", destination->title);
    screen->detail.id = screen->id;
    screen->detail.name = screen->name;
    screen->detail.frame.title = screen->name;
    asking_seldom(&screen->detail.asking);
    detail_place(&screen->detail.screen);
    return &screen->detail.screen;
}
