#include "backend-client/records/station_decode.h"

#include <stdlib.h>
#include <string.h>

#include "backend-client/records/station_places.h"
#include "both-sides/arena.h"

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
    struct station_line *lines = list->lines;
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
                     STATION_HOURS_MAX * sizeof(struct station_hours) +
                     STATION_SETS_MAX * 2 * STATION_SET_GUIDES_MAX * CONTENT_ID_SIZE;
    struct station_list *list = record_decode_new(&station_list_table, offsetof(struct station_list, arena),
                                                  bytes, length, length * 2 + structs + 65536, error);
    if (list == NULL) {
        return NULL;
    }
    if (finish_stations(list) != 0) {
        station_list_free(list);
        return NULL;
    }
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
