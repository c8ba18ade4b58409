#include "backend-client/records/station_decode.h"

#include <stdlib.h>
#include <string.h>

#include "backend-client/records/phone_address.h"
#include "backend-client/records/station_places.h"
#include "both-sides/arena.h"
#include "both-sides/json/json_table.h"

/* --- What a list holds --- */

/* 4,000 of them are sent, read and kept: what is one of a few is written once and named by an id, which here
 * becomes a place. */
struct station_line {
    struct station station;
    const char *parent, *hours, *handles;
};

static const struct json_field station_fields[] = {
    ID_TEXT("id", REQUIRED, struct station_line, station.id),
    TEXT("name", REQUIRED, 1, 40, struct station_line, station.name),
    TEXT("initials", OPTIONAL, 0, 400, struct station_line, station.initials),
    INT("level", REQUIRED, STATION_CITY, STATION_VILLAGE, struct station_line, station.level),
    CHARS("area_code", REQUIRED, 6, 12, FORM_AREA_CODE, struct station_line, station.area_code),
    ID_TEXT("parent", OPTIONAL, struct station_line, parent),
    TEXT("address", OPTIONAL, 0, 80, struct station_line, station.address),
    INT_ELSE("lat", -90000000, 90000000, STATION_UNKNOWN_PLACE, struct station_line, station.lat),
    INT_ELSE("lon", -180000000, 180000000, STATION_UNKNOWN_PLACE, struct station_line, station.lon),
    TEXT("phone", OPTIONAL, 0, 30, struct station_line, station.phone),
    ID_TEXT("hours", OPTIONAL, struct station_line, hours),
    ID_TEXT("handles", OPTIONAL, struct station_line, handles),
    INT("windows", OPTIONAL, 0, 999, struct station_line, station.windows),
    TEXT("booking", OPTIONAL, 0, 200, struct station_line, station.booking),
    FLAG("sample", OPTIONAL, struct station_line, station.sample),
    DAY("updated", OPTIONAL, struct station_line, station.updated),
};
static const struct json_record station_record = RECORD("station", station_fields, struct station_line);

static const struct json_field calendar_fields[] = {
    INT("date", REQUIRED, 20000101, 29991231, struct calendar_day, date),
    FLAG("works", REQUIRED, struct calendar_day, works),
    TEXT("name", OPTIONAL, 0, 20, struct calendar_day, name),
};
static const struct json_record calendar_record = RECORD("day", calendar_fields, struct calendar_day);

static const struct json_field hours_fields[] = {
    ID("id", REQUIRED, struct station_hours, id),
    TEXT("spans", REQUIRED, 0, 120, struct station_hours, spans),
    TEXT("note", OPTIONAL, 0, 60, struct station_hours, note),
};
static const struct json_record hours_record = RECORD("hours", hours_fields, struct station_hours);

static const struct json_field set_fields[] = {
    ID("id", REQUIRED, struct station_set, id),
    IDS("direct", 500, struct station_set, direct, direct_count),
    IDS("relay", 500, struct station_set, relay, relay_count),
};
static const struct json_record set_record = RECORD("set", set_fields, struct station_set);

enum { HOURS_MAX = 32, SETS_MAX = 64 };

static const struct json_field list_fields[] = {
    INT64("rev", REQUIRED, struct station_list, rev),
    INT64("as_of", REQUIRED, struct station_list, as_of),
    TEXT("source", OPTIONAL, 0, 60, struct station_list, source),
    TEXT("page", OPTIONAL, 0, 200, struct station_list, page),
    OBJECTS("calendar", OPTIONAL, 200, calendar_record, struct station_list, calendar, calendar_count),
    OBJECTS("hours", OPTIONAL, HOURS_MAX, hours_record, struct station_list, hours, hours_count),
    OBJECTS("sets", OPTIONAL, SETS_MAX, set_record, struct station_list, sets, set_count),
    OBJECTS("stations", REQUIRED, STATION_LIST_MAX, station_record, struct station_list, stations, count),
};
static const struct json_record list_record = RECORD("station list", list_fields, struct station_list);

/* --- From lines to a list --- */

static int by_date(const void *a, const void *b)
{
    int x = ((const struct calendar_day *)a)->date;
    int y = ((const struct calendar_day *)b)->date;
    return (x > y) - (x < y);
}

static int32_t hours_place(const struct station_list *list, const char *id)
{
    for (size_t i = 0; id[0] != '\0' && i < list->hours_count; i++) {
        if (strcmp(list->hours[i].id, id) == 0) {
            return (int32_t)i;
        }
    }
    return -1;
}

static int32_t set_place(const struct station_list *list, const char *id)
{
    for (size_t i = 0; id[0] != '\0' && i < list->set_count; i++) {
        if (strcmp(list->sets[i].id, id) == 0) {
            return (int32_t)i;
        }
    }
    return -1;
}

static void finish_station(struct station_list *list, struct station_line *line)
{
    struct station *station = &line->station;
    station->booking = phone_https(station->booking);
    station->hours = hours_place(list, line->hours);
    station->handles = set_place(list, line->handles);
    if (station->lat == STATION_UNKNOWN_PLACE || station->lon == STATION_UNKNOWN_PLACE) {
        station->lat = station->lon = STATION_UNKNOWN_PLACE;
    }
}

/* The lines become stations where they lie: one is never written beyond where its line began. -1: no memory.
 */
static int finish_stations(struct station_list *list)
{
    struct station_line *lines = (struct station_line *)(void *)list->stations;
    struct station_places *places = station_places_new(list->count);
    if (places == NULL) {
        return -1;
    }
    for (size_t i = 0; i < list->count; i++) {
        station_places_add(places, lines[i].station.id, (int32_t)i);
    }
    for (size_t i = 0; i < list->count; i++) {
        int32_t parent = lines[i].parent[0] == '\0' ? -1 : station_places_find(places, lines[i].parent);
        int above = parent >= 0 && lines[parent].station.level < lines[i].station.level;
        lines[i].station.parent = above ? parent : -1;
        finish_station(list, &lines[i]);
    }
    station_places_free(places);
    unsigned char *to = (unsigned char *)list->stations;
    for (size_t i = 0; i < list->count; i++) {
        memmove(to + i * sizeof(struct station), &lines[i].station, sizeof(struct station));
    }
    return 0;
}

struct station_list *station_list_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    size_t structs = STATION_LIST_MAX * sizeof(struct station_line) +
                     HOURS_MAX * sizeof(struct station_hours) + SETS_MAX * 1000 * STATION_ID_SIZE;
    struct arena *arena = arena_new(length / 2, length * 2 + structs + 65536);
    struct station_list *list = malloc(sizeof *list);
    error[0] = '\0';
    if (arena == NULL || list == NULL || json_decode(&list_record, bytes, length, list, arena, error) != 0 ||
        finish_stations(list) != 0) {
        arena_free(arena);
        free(list);
        return NULL;
    }
    list->arena = arena;
    list->page = phone_page(list->page);
    if (list->calendar_count > 1) {
        qsort(list->calendar, list->calendar_count, sizeof *list->calendar, by_date);
    }
    for (size_t i = 0; i < list->hours_count; i++) {
        struct station_hours *hours = &list->hours[i];
        hours->readable = opening_hours_read(hours->spans, &hours->opening) == 0;
    }
    return list;
}

void station_list_free(struct station_list *list)
{
    if (list != NULL) {
        arena_free(list->arena);
        free(list);
    }
}

/* --- Who takes what --- */

static int has(char (*ids)[STATION_ID_SIZE], size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(ids[i], id) == 0) {
            return 1;
        }
    }
    return 0;
}

enum station_takes station_takes(const struct station_list *list, const struct station *station,
                                 const char *guide)
{
    if (station->handles < 0) {
        return STATION_DOES_NOT_TAKE;
    }
    const struct station_set *set = &list->sets[station->handles];
    if (has(set->direct, set->direct_count, guide)) {
        return STATION_TAKES_DIRECTLY;
    }
    return has(set->relay, set->relay_count, guide) ? STATION_TAKES_AND_RELAYS : STATION_DOES_NOT_TAKE;
}
