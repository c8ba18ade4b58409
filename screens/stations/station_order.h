#ifndef SCREENS_STATIONS_STATION_ORDER_H
#define SCREENS_STATIONS_STATION_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "backend-client/records/station_records.h"

/* Which stations a list shows, and in which order. Places are those in the directory's list. */

enum { STATION_DISTANCE_UNKNOWN = -1 };

struct station_row {
    int32_t station;
    int32_t metres; /* from the household's own station, as the crow flies; STATION_DISTANCE_UNKNOWN */
};

/* The household's own: of its area code, else of the nearest area around it that has one; -1: none. */
int32_t station_of_area(const struct station_list *list, const char *area_code);

/* By its id; -1: none. */
int32_t station_find(const struct station_list *list, const char *id);

/* Metres between two stations; STATION_DISTANCE_UNKNOWN if the place of one is not known. */
int32_t station_distance(const struct station *a, const struct station *b);

/* Fills `rows` (list->count of them) with the stations that take `guide` ("": all), nearest to `from` first;
 * those whose place is not known come last, in the directory's order, and so do all if `from` is -1. Returns
 * how many. */
size_t station_rows_nearest(const struct station_list *list, int32_t from, const char *guide,
                            struct station_row *rows);

/* Fills `rows` with `parent` itself and the stations right below it, in the directory's order; -1: those
 * without a parent. */
size_t station_rows_below(const struct station_list *list, int32_t parent, struct station_row *rows);
/* 1 if one lies below it. */
int station_has_below(const struct station_list *list, int32_t station);

#endif
