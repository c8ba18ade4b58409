#include "screens/stations/station_order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/area.h"

/* --- Places --- */

static int has_place(const struct station *station)
{
    return station->lat != STATION_UNKNOWN_PLACE && station->lon != STATION_UNKNOWN_PLACE;
}

int32_t station_distance(const struct station *a, const struct station *b)
{
    static const double metres_per_microdegree = 0.111195; /* of a meridian */
    static const double radians_per_microdegree = 3.14159265358979323846 / 180e6;
    if (!has_place(a) || !has_place(b)) {
        return STATION_DISTANCE_UNKNOWN;
    }
    /* Within a city the earth is flat enough: the error stays below a thousandth. */
    double north = (double)a->lat - b->lat;
    double east = ((double)a->lon - b->lon) * cos(((double)a->lat + b->lat) / 2 * radians_per_microdegree);
    double metres = sqrt(north * north + east * east) * metres_per_microdegree;
    return metres < INT32_MAX ? (int32_t)metres : INT32_MAX;
}

int32_t station_find(const struct station_list *list, const char *id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->stations[i].id, id) == 0) {
            return (int32_t)i;
        }
    }
    return -1;
}

int32_t station_of_area(const struct station_list *list, const char *area_code)
{
    int32_t best = -1;
    size_t best_length = 0;
    for (size_t i = 0; i < list->count; i++) {
        char prefix[AREA_CODE_SIZE];
        area_prefix(list->stations[i].area_code, prefix);
        size_t length = strlen(prefix);
        if (length > best_length && strncmp(prefix, area_code, length) == 0) {
            best = (int32_t)i;
            best_length = length;
        }
    }
    return best;
}

/* --- Rows --- */

/* Unknown distances behind all others; equal ones in the directory's order. */
static int compare_rows(const void *left, const void *right)
{
    const struct station_row *a = left;
    const struct station_row *b = right;
    uint32_t a_metres = (uint32_t)a->metres;
    uint32_t b_metres = (uint32_t)b->metres;
    if (a_metres != b_metres) {
        return a_metres < b_metres ? -1 : 1;
    }
    return a->station < b->station ? -1 : a->station > b->station;
}

size_t station_rows_nearest(const struct station_list *list, int32_t from, const char *guide,
                            struct station_row *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct station *station = &list->stations[i];
        if (guide[0] == '\0' || station_takes(list, station, guide) != STATION_DOES_NOT_TAKE) {
            int32_t metres =
                from < 0 ? STATION_DISTANCE_UNKNOWN : station_distance(&list->stations[from], station);
            rows[count++] = (struct station_row){(int32_t)i, metres};
        }
    }
    if (count > 0) {
        qsort(rows, count, sizeof *rows, compare_rows);
    }
    return count;
}

size_t station_rows_below(const struct station_list *list, int32_t parent, struct station_row *rows)
{
    size_t count = 0;
    if (parent >= 0) {
        rows[count++] = (struct station_row){parent, STATION_DISTANCE_UNKNOWN};
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->stations[i].parent == parent && (int32_t)i != parent) {
            rows[count++] = (struct station_row){(int32_t)i, STATION_DISTANCE_UNKNOWN};
        }
    }
    return count;
}

int station_has_below(const struct station_list *list, int32_t station)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->stations[i].parent == station) {
            return 1;
        }
    }
    return 0;
}
