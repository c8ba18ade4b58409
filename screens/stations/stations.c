#include "screens/stations/stations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/stage/list_screen.h"
#include "screens/stage/station_words.h"
#include "screens/stations/station_order.h"

enum { WAY_NEAREST, WAY_BY_AREA, WAY_HOME, WAY_COUNT };

struct stations {
    struct list_screen list; /* with tabs, unless it is of one guide */
    char subtitle[LIST_SCREEN_TITLE_SIZE];
    char guide[CONTENT_ID_SIZE];  /* only those that take it; "": all */
    struct station_list *content; /* NULL until it is there */
    struct station_row *rows;     /* content->count of them */
    int32_t home;                 /* the household's own station; -1: none */
    char parent[STATION_ID_SIZE]; /* by area: whose children are shown; "": the top */
    char area_code[13];           /* of the stage, that `home` goes by */
    int has_asked;                /* where the household lives; who does not say sees the list nevertheless */
};

static const struct station *row_station(const struct stations *stations, size_t row)
{
    return &stations->content->stations[stations->rows[row].station];
}

static int by_area(const struct stations *stations)
{
    return stations->list.tabs.chosen == WAY_BY_AREA;
}

/* Where the household lives, and to change it. */
static int by_home(const struct stations *stations)
{
    return stations->list.tabs.chosen == WAY_HOME;
}

/* --- Rows --- */

static void read_home(const struct stage *stage, struct list_row *row)
{
    (void)snprintf(row->id, sizeof row->id, ":township"); /* no station is called so */
    row->title =
        stage->township[0] != '\0' ? stage->township : string_get(stage->strings, STRING_STATIONS_HOME_NONE);
    row->mark = icon_set_get(stage->icons, "home");
    row->mark_fill = stage->kit.theme->surface_raised;
    row->mark_ink = stage->kit.theme->ink;
    list_row_detail(row, string_get(stage->strings, STRING_STATIONS_HOME_DO));
}

static void mark_row(const struct stations *stations, const struct station *station, struct list_row *row)
{
    const struct stage *stage = stations->list.screen.stage;
    const struct theme *theme = stage->kit.theme;
    if (stations->guide[0] != '\0') {
        int direct = station_takes(stations->content, station, stations->guide) == STATION_TAKES_DIRECTLY;
        row->mark = icon_set_get(stage->icons, direct ? "need-necessary" : "need-optional");
        row->mark_text = string_get(stage->strings, direct ? STRING_STATIONS_DIRECT : STRING_STATIONS_RELAY);
        row->mark_fill = direct ? theme->accent : theme->surface_raised;
        row->mark_ink = direct ? theme->background : theme->ink;
    } else if (station_is_open(stage, stations->content, station)) {
        row->mark = icon_set_get(stage->icons, "clock");
        row->mark_text = string_get(stage->strings, STRING_STATIONS_OPEN);
        row->mark_fill = theme->accent;
        row->mark_ink = theme->background;
    }
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct stations *stations = context;
    const struct stage *stage = stations->list.screen.stage;
    if (by_home(stations)) {
        read_home(stage, row);
        return;
    }
    const struct station *station = row_station(stations, index);
    char open[STATION_WORDS_SIZE];
    char far[STATION_WORDS_SIZE];
    const char *detail =
        station->address[0] != '\0' ? station->address : station_level_words(stage->strings, station);
    (void)snprintf(row->id, sizeof row->id, "%s", station->id);
    row->title = station->name;
    list_row_detail(row, detail);
    station_open_words(open, stage, stations->content, station);
    station_distance_words(far, stage->strings, stations->rows[index].metres);
    (void)snprintf(row->trailing, sizeof row->trailing, "%s%s%s", open,
                   open[0] != '\0' && far[0] != '\0' ? "  ·  " : "", far);
    mark_row(stations, station, row);
}

/* "从人民路街道便民服务中心算起", or whose stations are shown. */
static void show_subtitle(struct stations *stations)
{
    const struct station_list *content = stations->content;
    int32_t parent = content != NULL ? station_find(content, stations->parent) : -1;
    stations->subtitle[0] = '\0';
    if (by_area(stations)) {
        if (parent >= 0) {
            (void)snprintf(stations->subtitle, sizeof stations->subtitle, "%s",
                           content->stations[parent].name);
        }
    } else if (content != NULL && stations->home >= 0 && !by_home(stations)) {
        const char *values[] = {content->stations[stations->home].name};
        string_format(stations->subtitle, sizeof stations->subtitle, stations->list.screen.stage->strings,
                      STRING_STATIONS_FROM, values, 1);
    }
    stations->list.frame.subtitle = stations->subtitle[0] != '\0' ? stations->subtitle : NULL;
}

static size_t collect(struct list_screen *screen)
{
    struct stations *stations = (struct stations *)screen;
    struct station_list *content = stations->content;
    show_subtitle(stations);
    if (content == NULL || by_home(stations)) {
        return by_home(stations) ? 1 : 0;
    }
    return by_area(stations)
               ? station_rows_below(content, station_find(content, stations->parent), stations->rows)
               : station_rows_nearest(content, stations->home, stations->guide, stations->rows);
}

static const char *way_label(const struct stage *stage, int way)
{
    static const enum string_id labels[WAY_COUNT] = {STRING_STATIONS_NEAREST, STRING_STATIONS_BY_AREA,
                                                     STRING_STATIONS_HOME};
    return string_get(stage->strings, labels[way]);
}

static void show_hints(struct list_screen *screen)
{
    if (by_home((const struct stations *)screen)) {
        frame_hint_add(&screen->frame, STRING_KEY_OK, STRING_HINT_CHOOSE_ANSWER);
    } else {
        list_screen_hint_ok(screen);
    }
    if (screen->list.count > 0 && screen->tabs.count > 0) {
        frame_hint_add(&screen->frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_WAY);
    }
    list_screen_hint_page(screen);
}

static void show_status(struct list_screen *screen)
{
    if (by_home((const struct stations *)screen)) {
        frame_set_status(&screen->frame, screen->screen.stage, "", 0);
    } else {
        list_screen_status(screen);
    }
}

static struct message missing(const struct list_screen *screen)
{
    const struct stations *stations = (const struct stations *)screen;
    if (stations->content == NULL) {
        return asking_message(&screen->asking);
    }
    return stations->guide[0] != '\0'
               ? (struct message){"nearby", STRING_STATIONS_NONE_FOR, STRING_STATIONS_NONE_FOR_DO}
               : (struct message){"nearby", STRING_STATIONS_NONE, STRING_STATIONS_NONE_DO};
}

/* --- Content --- */

/* Where one begins by area: at the own township among its neighbours, or the own county. */
static void start_at_home(struct stations *stations)
{
    const struct station_list *content = stations->content;
    if (stations->parent[0] == '\0' && stations->home >= 0) {
        int32_t parent = content->stations[stations->home].parent;
        int32_t at = station_has_below(content, stations->home) || parent < 0 ? stations->home : parent;
        (void)snprintf(stations->parent, sizeof stations->parent, "%s", content->stations[at].id);
    }
}

static void find_home(struct stations *stations)
{
    (void)snprintf(stations->area_code, sizeof stations->area_code, "%s",
                   stations->list.screen.stage->area_code);
    stations->home = station_of_area(stations->content, stations->area_code);
    start_at_home(stations);
}

static void take_list(struct stations *stations, struct station_list *list)
{
    struct station_row *rows = calloc(list->count + 1, sizeof *rows);
    struct station_list *before = stations->content;
    if (rows == NULL) {
        log_line(LOG_LEVEL_ERROR, "stations", "no memory for %zu stations", list->count);
        station_list_free(list);
        return;
    }
    free(stations->rows);
    stations->rows = rows;
    stations->content = list;
    find_home(stations);
    station_list_free(before);
}

static void on_list(void *context, const struct response *response, struct station_list *list)
{
    struct stations *stations = context;
    if (list != NULL) {
        take_list(stations, list);
    }
    list_screen_heard(&stations->list, response);
    canvas_damage_all(stations->list.screen.stage->kit.canvas); /* the header, too */
}

/* --- Keys --- */

static void show_below(struct stations *stations, const char *parent, const char *focus)
{
    struct list_screen *screen = &stations->list;
    const struct kit *kit = &screen->screen.stage->kit;
    char id[LIST_ID_SIZE];
    (void)snprintf(id, sizeof id, "%s", focus);
    (void)snprintf(stations->parent, sizeof stations->parent, "%s", parent);
    list_reset(&screen->list);
    list_screen_refresh(screen);
    for (size_t i = 0; i < screen->list.count; i++) {
        if (strcmp(row_station(stations, i)->id, id) == 0) {
            list_focus(&screen->list, kit, i);
        }
    }
    list_screen_show(screen);
    canvas_damage_all(kit->canvas);
}

/* By area a station that has others below leads to them; what stands first is the station itself. */
static void open_row(struct list_screen *screen, size_t row)
{
    struct stations *stations = (struct stations *)screen;
    if (by_home(stations)) {
        stage_open(screen->screen.stage, DESTINATION_TOWNSHIP, "", NULL);
        return;
    }
    int32_t at = stations->rows[row].station;
    const struct station *station = &stations->content->stations[at];
    if (by_area(stations) && strcmp(station->id, stations->parent) != 0 &&
        station_has_below(stations->content, at)) {
        show_below(stations, station->id, "");
    } else {
        stage_open(screen->screen.stage, DESTINATION_STATION, station->id, station->name);
    }
}

/* One level up; KEY_IGNORED: the screen is left. */
static enum key_result press_back(struct stations *stations)
{
    int32_t at = stations->content != NULL ? station_find(stations->content, stations->parent) : -1;
    if (!by_area(stations) || at < 0) {
        return KEY_IGNORED;
    }
    int32_t above = stations->content->stations[at].parent;
    if (above < 0) {
        return KEY_IGNORED;
    }
    char from[STATION_ID_SIZE];
    (void)snprintf(from, sizeof from, "%s", stations->parent);
    show_below(stations, stations->content->stations[above].id, from);
    return KEY_DONE;
}

static enum key_result stations_key(struct screen *screen, const struct remote_event *event)
{
    if (event->key == REMOTE_KEY_BACK) {
        return event->press == REMOTE_PRESS ? press_back((struct stations *)screen) : KEY_STAYED;
    }
    return list_screen_key(screen, event);
}

/* --- Operations --- */

/* Another township was chosen meanwhile: all of it goes by that, from the top. */
static void go_by_new_home(struct stations *stations)
{
    stations->parent[0] = '\0';
    stations->list.tabs.chosen = WAY_NEAREST;
    find_home(stations);
    list_reset(&stations->list.list);
    list_screen_place(&stations->list.screen);
}

static void stations_enter(struct screen *screen)
{
    struct stations *stations = (struct stations *)screen;
    struct stage *stage = screen->stage;
    if (stations->content != NULL && strcmp(stations->area_code, stage->area_code) != 0) {
        go_by_new_home(stations);
    }
    list_screen_enter(screen);
    if (stage->asks_township && !stations->has_asked) {
        stations->has_asked = 1;
        stage_open(stage, DESTINATION_TOWNSHIP, "", NULL);
    }
}

static void stations_report(const struct screen *screen, struct screen_report *report)
{
    const struct stations *stations = (const struct stations *)screen;
    list_screen_report(screen, report);
    if (stations->subtitle[0] != '\0') {
        report->title = stations->subtitle;
    }
}

static void stations_free(struct screen *screen)
{
    struct stations *stations = (struct stations *)screen;
    station_list_free(stations->content);
    free(stations->rows);
    list_screen_free(screen);
}

static const struct screen_operations stations_operations = {
    .name = "stations",
    .enter = stations_enter,
    .key = stations_key,
    .report = stations_report,
    .free = stations_free,
};

static const struct list_screen_kind stations_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .missing = missing,
    .count = STRING_STATIONS_COUNT,
    .tab_label = way_label,
    .hints = show_hints,
    .status = show_status,
    .minute = list_screen_damage, /* which are open */
};

struct screen *stations_new(struct stage *stage, const struct destination *destination)
{
    struct stations *stations =
        list_screen_new(sizeof *stations, &stations_operations, &stations_kind, stage, destination->title);
    if (stations == NULL) {
        return NULL;
    }
    asking_for_stations(&stations->list.asking, stage, on_list, stations);
    (void)snprintf(stations->guide, sizeof stations->guide, "%s", destination->id);
    stations->home = -1;
    stations->list.tabs.count = stations->guide[0] == '\0' ? WAY_COUNT : 0;
    asking_seldom(&stations->list.asking);
    list_screen_place(&stations->list.screen);
    return &stations->list.screen;
}
