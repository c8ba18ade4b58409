#include "screens/stage/places.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/area.h"

static int is_wanted(const struct station *station, enum station_level level, const char *within)
{
    return station->level == (signed char)level && area_is_within(station->area_code, within);
}

/* Bytes at the end that two names share, whole characters only. */
static size_t shared_end(const char *a, const char *b, size_t most)
{
    size_t a_length = strlen(a), b_length = strlen(b);
    size_t shared = 0;
    while (shared < most && shared < a_length && shared < b_length &&
           a[a_length - 1 - shared] == b[b_length - 1 - shared]) {
        shared++;
    }
    while (shared > 0 && ((unsigned char)a[a_length - shared] & 0xC0) == 0x80) {
        shared--;
    }
    return shared;
}

/* "…政务服务中心": what the names of all stations of the level end in says nothing about the place. */
static size_t common_end(const struct station_list *stations, enum station_level level)
{
    const char *first = NULL;
    size_t end = 0, seen = 0;
    for (size_t i = 0; i < stations->count; i++) {
        const struct station *station = &stations->stations[i];
        if (!is_wanted(station, level, "")) {
            continue;
        }
        end = first == NULL ? strlen(station->name) : shared_end(first, station->name, end);
        first = first == NULL ? station->name : first;
        seen++;
    }
    return seen > 1 ? end : 0;
}

static int is_there(const struct places *places, const char *code)
{
    for (size_t i = 0; i < places->count; i++) {
        if (area_is_same(places->items[i].code, code)) {
            return 1;
        }
    }
    return 0;
}

static void add(struct places *places, const struct station *station, size_t end)
{
    struct place *place = &places->items[places->count];
    size_t length = strlen(station->name);
    length = length > end ? length - end : length;
    if (places->count == PLACES_MAX || is_there(places, station->area_code) || length >= sizeof place->name) {
        return;
    }
    (void)snprintf(place->code, sizeof place->code, "%s", station->area_code);
    memcpy(place->name, station->name, length);
    place->name[length] = '\0';
    places->count++;
}

void places_read(struct places *places, const struct station_list *stations, enum station_level level,
                 const char *within)
{
    places->count = 0;
    if (stations == NULL) {
        return;
    }
    size_t end = common_end(stations, level);
    for (size_t i = 0; i < stations->count; i++) {
        if (is_wanted(&stations->stations[i], level, within)) {
            add(places, &stations->stations[i], end);
        }
    }
}
