#include "screens/stations/stations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/stage/asking.h"
#include "screens/stage/frame.h"
#include "screens/stage/station_words.h"
#include "screens/stations/station_order.h"
#include "screens/widgets/list.h"
#include "screens/widgets/tabs.h"

enum { NAME_SIZE = 256 };
enum { WAY_NEAREST, WAY_BY_AREA, WAY_COUNT };

struct stations {
    struct screen screen;
    struct frame frame;
    char title[NAME_SIZE];
    char subtitle[NAME_SIZE];
    char guide[CONTENT_ID_SIZE];  /* only those that take it; "": all */
    struct station_list *content; /* NULL until it is there */
    struct station_row *rows;     /* content->count of them */
    size_t count;
    int32_t home;                 /* the household's own station; -1: none */
    char parent[STATION_ID_SIZE]; /* by area: whose children are shown; "": the top */
    struct tabs tabs;             /* without `guide` */
    struct list list;
    struct asking asking;
    int64_t shown_minute; /* of what is said about being open */
};

static const struct station *row_station(const struct stations *stations, size_t row)
{
    return &stations->content->stations[stations->rows[row].station];
}

static int by_area(const struct stations *stations)
{
    return stations->guide[0] == '\0' && stations->tabs.chosen == WAY_BY_AREA;
}

/* --- Rows --- */

static void mark_row(const struct stations *stations, const struct station *station, struct list_row *row)
{
    const struct stage *stage = stations->screen.stage;
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
    const struct stage *stage = stations->screen.stage;
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

static void collect(struct stations *stations)
{
    struct station_list *content = stations->content;
    stations->count = 0;
    if (content != NULL && by_area(stations)) {
        int32_t parent = station_find(content, stations->parent);
        stations->count = station_rows_below(content, parent, stations->rows);
    } else if (content != NULL) {
        stations->count = station_rows_nearest(content, stations->home, stations->guide, stations->rows);
    }
    list_refresh(&stations->list, &stations->screen.stage->kit, stations->count, (int64_t)stations->count);
}

/* --- Layout --- */

static void show_hints(struct stations *stations)
{
    struct frame *frame = &stations->frame;
    frame->hint_count = 0;
    if (stations->list.count > 0) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_OPEN);
        if (stations->guide[0] == '\0') {
            frame_hint_add(frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_WAY);
        }
        frame_hint_add(frame, STRING_KEY_PAGE, STRING_HINT_PAGE);
    } else if (asking_failed(&stations->asking)) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_footer(stations->screen.stage);
}

static void show_status(struct stations *stations)
{
    const struct stage *stage = stations->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    char row[24];
    char total[24];
    const char *values[] = {row, total};
    if (asking_failed(&stations->asking) && stations->list.count > 0) {
        frame_status_for_failure(&stations->frame, stage, &stations->asking.last);
        return;
    }
    if (stations->list.count > 0) {
        (void)snprintf(row, sizeof row, "%zu", stations->list.focus + 1);
        (void)snprintf(total, sizeof total, "%zu", stations->count);
        string_format(text, sizeof text, stage->strings, STRING_STATIONS_COUNT, values, 2);
    }
    frame_set_status(&stations->frame, stage, text, 0);
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
    } else if (content != NULL && stations->home >= 0) {
        const char *values[] = {content->stations[stations->home].name};
        string_format(stations->subtitle, sizeof stations->subtitle, stations->screen.stage->strings,
                      STRING_STATIONS_FROM, values, 1);
    }
    stations->frame.subtitle = stations->subtitle[0] != '\0' ? stations->subtitle : NULL;
}

static void stations_place(struct screen *screen)
{
    struct stations *stations = (struct stations *)screen;
    const struct stage *stage = screen->stage;
    const struct theme *theme = stage->kit.theme;
    struct rect body = frame_body(stage);
    int top = body.y;
    if (stations->guide[0] == '\0') {
        stations->tabs.area = (struct rect){body.x, body.y, body.w, theme->text_body * 2};
        stations->tabs.count = WAY_COUNT;
        stations->tabs.labels[WAY_NEAREST] = string_get(stage->strings, STRING_STATIONS_NEAREST);
        stations->tabs.labels[WAY_BY_AREA] = string_get(stage->strings, STRING_STATIONS_BY_AREA);
        top += stations->tabs.area.h + theme->gap;
    }
    list_place(&stations->list,
               (struct rect){body.x, top, body.w - theme->scroll_bar - theme->gap, body.y + body.h - top});
    collect(stations);
    show_subtitle(stations);
    show_status(stations);
    show_hints(stations);
    canvas_damage_all(stage->kit.canvas);
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
    stations->home = station_of_area(list, stations->screen.stage->config->area_code);
    start_at_home(stations);
    collect(stations);
    show_subtitle(stations);
    station_list_free(before);
}

static void on_list(void *context, const struct answer *answer, struct station_list *list)
{
    struct stations *stations = context;
    asking_heard(&stations->asking, answer);
    if (list != NULL) {
        take_list(stations, list);
    }
    show_status(stations);
    show_hints(stations);
    canvas_damage_all(stations->screen.stage->kit.canvas);
}

static request_id ask(void *context)
{
    struct stations *stations = context;
    return hall_client_get_stations(stations->screen.stage->client, on_list, stations);
}

/* --- Keys --- */

static void show_below(struct stations *stations, const char *parent, const char *focus)
{
    const struct kit *kit = &stations->screen.stage->kit;
    char id[LIST_ID_SIZE];
    (void)snprintf(id, sizeof id, "%s", focus);
    (void)snprintf(stations->parent, sizeof stations->parent, "%s", parent);
    list_reset(&stations->list);
    collect(stations);
    for (size_t i = 0; i < stations->count; i++) {
        if (strcmp(row_station(stations, i)->id, id) == 0) {
            list_focus(&stations->list, kit, i);
        }
    }
    show_subtitle(stations);
    show_status(stations);
    canvas_damage_all(kit->canvas);
}

/* By area a hall that has others below leads to them; what stands first is the hall itself. */
static void open_focused(struct stations *stations)
{
    int32_t at = stations->rows[stations->list.focus].station;
    const struct station *station = &stations->content->stations[at];
    if (by_area(stations) && strcmp(station->id, stations->parent) != 0 &&
        station_has_below(stations->content, at)) {
        show_below(stations, station->id, "");
    } else {
        stage_open(stations->screen.stage, DESTINATION_STATION, station->id, station->name);
    }
}

static int press_ok(struct stations *stations)
{
    if (stations->list.count > 0) {
        open_focused(stations);
    } else if (asking_retry(&stations->asking)) {
        show_hints(stations);
        canvas_damage_all(stations->screen.stage->kit.canvas);
    }
    return 1;
}

/* One level up; 0: the screen is left. */
static int press_back(struct stations *stations)
{
    int32_t at = stations->content != NULL ? station_find(stations->content, stations->parent) : -1;
    if (!by_area(stations) || at < 0) {
        return 0;
    }
    int32_t above = stations->content->stations[at].parent;
    if (above < 0) {
        return 0;
    }
    char from[STATION_ID_SIZE];
    (void)snprintf(from, sizeof from, "%s", stations->parent);
    show_below(stations, stations->content->stations[above].id, from);
    return 1;
}

static int stations_key(struct screen *screen, const struct remote_event *event)
{
    struct stations *stations = (struct stations *)screen;
    const struct stage *stage = screen->stage;
    if (event->press == REMOTE_RELEASE) {
        return 0;
    }
    if (event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? press_ok(stations) : 1;
    }
    if (event->key == REMOTE_KEY_BACK) {
        return event->press == REMOTE_PRESS ? press_back(stations) : 1;
    }
    if (stations->guide[0] == '\0' && tabs_key(&stations->tabs, &stage->kit, event->key)) {
        list_reset(&stations->list);
        stations_place(screen);
        return 1;
    }
    enum list_answer answer = list_key(&stations->list, &stage->kit, event->key, stage->now_us);
    if (answer == LIST_MOVED) {
        show_status(stations);
    }
    return answer != LIST_IGNORED;
}

/* --- Operations --- */

static void stations_enter(struct screen *screen)
{
    struct stations *stations = (struct stations *)screen;
    settle_stop(&stations->list.settle);
    asking_enter(&stations->asking);
}

static void stations_update(struct screen *screen)
{
    struct stations *stations = (struct stations *)screen;
    const struct stage *stage = screen->stage;
    int64_t minute = stage->now_ms / 60000;
    list_settle(&stations->list, &stage->kit, stage->now_us);
    if (minute != stations->shown_minute) { /* which are open */
        stations->shown_minute = minute;
        list_damage(&stations->list, &stage->kit);
    }
    asking_update(&stations->asking);
}

static int64_t stations_deadline(const struct screen *screen)
{
    const struct stations *stations = (const struct stations *)screen;
    return asking_deadline(&stations->asking, stations->list.settle.next_us);
}

/* What stands in place of rows; 0: nothing is missing. */
static int missing(const struct stations *stations, struct message *message)
{
    if (stations->list.count > 0) {
        return 0;
    }
    if (stations->content != NULL && stations->guide[0] != '\0') {
        *message = (struct message){"nearby", STRING_STATIONS_NONE_FOR, STRING_STATIONS_NONE_FOR_DO};
    } else if (stations->content != NULL) {
        *message = (struct message){"nearby", STRING_STATIONS_NONE, STRING_STATIONS_NONE_DO};
    } else {
        *message = asking_message(&stations->asking);
    }
    return 1;
}

static void stations_draw(struct screen *screen, struct rect clip)
{
    struct stations *stations = (struct stations *)screen;
    struct message message;
    (void)clip;
    frame_draw(&stations->frame, screen->stage);
    if (stations->guide[0] == '\0') {
        tabs_draw(&stations->tabs, &screen->stage->kit);
    }
    if (missing(stations, &message)) {
        message_draw(&message, screen->stage, stations->list.area);
    } else {
        list_draw(&stations->list, &screen->stage->kit, screen->stage->now_us);
    }
}

static void stations_report(const struct screen *screen, struct screen_report *report)
{
    const struct stations *stations = (const struct stations *)screen;
    struct message message;
    report->focus = stations->list.focus_id;
    report->title = stations->subtitle[0] != '\0' ? stations->subtitle : stations->title;
    report->notice = missing(stations, &message) ? string_get(screen->stage->strings, message.says)
                                                 : stations->frame.status;
    report->offline = asking_failed(&stations->asking);
    report->position = (int64_t)stations->list.focus;
    report->total = stations->list.total;
}

static void stations_free(struct screen *screen)
{
    struct stations *stations = (struct stations *)screen;
    asking_stop(&stations->asking);
    station_list_free(stations->content);
    free(stations->rows);
    free(stations);
}

static const struct screen_operations stations_operations = {
    .name = "stations",
    .enter = stations_enter,
    .place = stations_place,
    .key = stations_key,
    .update = stations_update,
    .deadline = stations_deadline,
    .draw = stations_draw,
    .report = stations_report,
    .free = stations_free,
};

struct screen *stations_new(struct stage *stage, const struct destination *destination)
{
    struct stations *stations = calloc(1, sizeof *stations);
    if (stations == NULL) {
        return NULL;
    }
    stations->screen = (struct screen){&stations_operations, stage};
    (void)snprintf(stations->title, sizeof stations->title, "%s", destination->title);
    (void)snprintf(stations->guide, sizeof stations->guide, "%s", destination->id);
    stations->frame.title = stations->title;
    stations->home = -1;
    stations->shown_minute = stage->now_ms / 60000;
    asking_start(&stations->asking, stage, ask, stations);
    asking_seldom(&stations->asking);
    stations->list.settle = SETTLE_AT_REST;
    stations->list.source = read_row;
    stations->list.context = stations;
    stations_place(&stations->screen);
    return &stations->screen;
}
