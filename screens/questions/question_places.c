#include "screens/questions/question_places.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/area.h"

enum { COUNTY_DIGITS = 6 };

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

static int is_there(const struct question_places *places, const char *code)
{
    for (size_t i = 0; i < places->count; i++) {
        if (area_is_same(places->items[i].code, code)) {
            return 1;
        }
    }
    return 0;
}

static void add(struct question_places *places, const struct station *station, size_t end)
{
    struct question_place *place = &places->items[places->count];
    size_t length = strlen(station->name);
    length = length > end ? length - end : length;
    if (places->count == QUESTION_PLACES_MAX || is_there(places, station->area_code) ||
        length >= sizeof place->name) {
        return;
    }
    (void)snprintf(place->code, sizeof place->code, "%s", station->area_code);
    memcpy(place->name, station->name, length);
    place->name[length] = '\0';
    places->count++;
}

void question_places_read(struct question_places *places, const struct station_list *stations,
                          enum station_level level, const char *within)
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

static int clauses_need(const struct flow_clause *clauses, size_t count, const char *node)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; strcmp(clauses[i].node, node) == 0 && k < clauses[i].value_count; k++) {
            char prefix[AREA_CODE_SIZE];
            area_prefix(clauses[i].values[k], prefix);
            if (strlen(prefix) > COUNTY_DIGITS) {
                return 1;
            }
        }
    }
    return 0;
}

static int item_needs(const struct flow_item *item, const char *node)
{
    int needs = clauses_need(item->when, item->when_count, node);
    for (size_t i = 0; i < item->exempt_count; i++) {
        needs |= clauses_need(item->exempt[i].when, item->exempt[i].when_count, node);
    }
    return needs;
}

int question_places_need_townships(const struct service_flow *flow, const char *node)
{
    int needs = 0;
    for (size_t i = 0; i < flow->node_count; i++) {
        for (size_t k = 0; k < flow->nodes[i].next_count; k++) {
            needs |= clauses_need(flow->nodes[i].next[k].when, flow->nodes[i].next[k].when_count, node);
        }
    }
    for (size_t i = 0; i < flow->item_count; i++) {
        needs |= item_needs(&flow->items[i], node);
    }
    return needs;
}
