#include "screens/search/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "screens/widgets/t9_keys.h"

/* A position is the set of keys (bits 0 … 9) that find the character there. */
enum {
    KEYS = 11,
    KEY_WILDCARD = 1 << (KEYS - 1), /* in every position */
    KEY_SETS = 1 << KEYS,
    PART_START = 1 << KEYS,
    GROUPS = 4,
    PLACES = 4, /* enum place, without PLACE_NONE */
    RANKS = GROUPS * PLACES,
    RANK_NONE = RANKS,
};

enum place { PLACE_WHOLE_PART, PLACE_TITLE_START, PLACE_PART_START, PLACE_INSIDE, PLACE_NONE };

struct item {
    uint32_t first;
    uint16_t count;
    uint8_t group;
    uint8_t rank; /* of the search that runs */
};

struct search_index {
    struct item *items;
    size_t count, capacity;
    uint16_t *positions; /* of all items, one after the other */
    size_t position_count, position_capacity;
};

struct search_index *search_index_new(void)
{
    return calloc(1, sizeof(struct search_index));
}

void search_index_free(struct search_index *index)
{
    if (index != NULL) {
        free(index->items);
        free(index->positions);
        free(index);
    }
}

void search_index_clear(struct search_index *index)
{
    index->count = 0;
    index->position_count = 0;
}

size_t search_index_count(const struct search_index *index)
{
    return index->count;
}

/* --- Adding --- */

static unsigned keys_of(char character)
{
    int digit = t9_digit(character);
    return KEY_WILDCARD | (digit >= 0 ? 1u << digit : 0u);
}

/* "[cz]": returns the end of it, or NULL for a bracket that does not close. */
static const char *read_alternatives(const char *text, unsigned *keys)
{
    const char *end = strchr(text, ']');
    for (const char *at = text + 1; end != NULL && at < end; at++) {
        *keys |= keys_of(*at);
    }
    return end;
}

static size_t read_positions(const char *initials, uint16_t positions[SEARCH_POSITIONS_MAX])
{
    size_t count = 0;
    unsigned part = PART_START;
    for (const char *at = initials; *at != '\0' && count < SEARCH_POSITIONS_MAX; at++) {
        unsigned keys = 0;
        const char *end = *at == '[' ? read_alternatives(at, &keys) : NULL;
        if (end != NULL) {
            at = end;
        } else if (*at == ' ') {
            part = PART_START;
        } else if (((unsigned char)*at & 0xC0) != 0x80) { /* not the rest of a character */
            keys = keys_of(*at);
        }
        if (keys != 0) {
            positions[count++] = (uint16_t)(keys | part);
            part = 0;
        }
    }
    return count;
}

/* For one more item, however long. */
static int make_room(struct search_index *index)
{
    if (index->count == index->capacity) {
        size_t capacity = index->capacity == 0 ? 256 : index->capacity * 2;
        struct item *items = realloc(index->items, capacity * sizeof *items);
        if (items == NULL) {
            return -1;
        }
        index->items = items;
        index->capacity = capacity;
    }
    if (index->position_capacity - index->position_count < SEARCH_POSITIONS_MAX) {
        size_t capacity = index->position_capacity * 2 + (size_t)8 * SEARCH_POSITIONS_MAX;
        uint16_t *grown = realloc(index->positions, capacity * sizeof *grown);
        if (grown == NULL) {
            return -1;
        }
        index->positions = grown;
        index->position_capacity = capacity;
    }
    return 0;
}

int search_index_add(struct search_index *index, const char *initials, int group)
{
    uint16_t positions[SEARCH_POSITIONS_MAX];
    size_t count = read_positions(initials, positions);
    if (index->count >= SEARCH_ITEMS_MAX || make_room(index) != 0) {
        return -1;
    }
    struct item *item = &index->items[index->count++];
    item->first = (uint32_t)index->position_count;
    item->count = (uint16_t)count;
    item->group = (uint8_t)(group < 0 ? 0 : group >= GROUPS ? GROUPS - 1 : group);
    item->rank = RANK_NONE;
    if (count > 0) {
        memcpy(index->positions + index->position_count, positions, count * sizeof positions[0]);
    }
    index->position_count += count;
    return 0;
}

/* --- Finding --- */

/* Shift-and: bit i of a state says that the first i + 1 digits stand right here. `step[keys]` holds a bit for
 * each digit of the query that finds a position with those keys, so a position costs the same for any query.
 */
struct query {
    uint16_t step[KEY_SETS];
    uint16_t whole; /* the bit of its last digit */
    size_t length;
};

/* -1: none, or one that finds nothing. */
static int read_query(const char *digits, struct query *query)
{
    query->length = strnlen(digits, SEARCH_QUERY_MAX + 1);
    if (query->length == 0 || query->length > SEARCH_QUERY_MAX) {
        return -1;
    }
    uint16_t of_key[KEYS] = {0};
    for (size_t i = 0; i < query->length; i++) {
        if (digits[i] < '0' || digits[i] > '9') {
            return -1;
        }
        int key = digits[i] == '1' ? KEYS - 1 : digits[i] - '0';
        of_key[key] = (uint16_t)(of_key[key] | 1u << i);
    }
    query->whole = (uint16_t)(1u << (query->length - 1));
    query->step[0] = 0;
    for (unsigned key = 0, half = 1; key < KEYS; key++, half *= 2) {
        for (unsigned keys = 0; keys < half; keys++) {
            query->step[half + keys] = query->step[keys] | of_key[key];
        }
    }
    return 0;
}

/* Of the `length` positions from `start`. */
static enum place place_of(const uint16_t *positions, size_t count, size_t start, size_t length)
{
    size_t end = start + length;
    if ((positions[start] & PART_START) == 0) {
        return PLACE_INSIDE;
    }
    if (end == count || (positions[end] & PART_START) != 0) {
        return PLACE_WHOLE_PART;
    }
    return start == 0 ? PLACE_TITLE_START : PLACE_PART_START;
}

/* *start: where it stands, the first of equals. */
static enum place best_place(const struct query *query, const uint16_t *positions, size_t count,
                             size_t *start)
{
    enum place best = PLACE_NONE;
    unsigned state = 0;
    for (size_t at = 0; at < count && best != PLACE_WHOLE_PART; at++) {
        state = (state << 1 | 1) & query->step[positions[at] & (KEY_SETS - 1)];
        if ((state & query->whole) == 0) {
            continue;
        }
        size_t first = at + 1 - query->length;
        enum place place = place_of(positions, count, first, query->length);
        if (place < best) {
            best = place;
            *start = first;
        }
    }
    return best;
}

size_t search_index_find(struct search_index *index, const char *digits, uint32_t *found, size_t size)
{
    struct query query;
    size_t counts[RANKS + 1] = {0};
    size_t starts[RANKS + 1];
    if (read_query(digits, &query) != 0) {
        return 0;
    }
    for (size_t i = 0; i < index->count; i++) {
        struct item *item = &index->items[i];
        size_t start = 0;
        enum place place = best_place(&query, index->positions + item->first, item->count, &start);
        item->rank = (uint8_t)(place == PLACE_NONE ? RANK_NONE : (int)place * GROUPS + item->group);
        counts[item->rank]++;
    }
    starts[0] = 0;
    for (size_t rank = 0; rank < RANKS; rank++) {
        starts[rank + 1] = starts[rank] + counts[rank];
    }
    size_t total = starts[RANKS];
    for (size_t i = 0; i < index->count; i++) {
        unsigned rank = index->items[i].rank;
        if (rank != RANK_NONE && starts[rank]++ < size) {
            found[starts[rank] - 1] = (uint32_t)i;
        }
    }
    return total < size ? total : size;
}

int search_index_match(const struct search_index *index, uint32_t item, const char *digits)
{
    struct query query;
    size_t start = 0;
    if (item >= index->count || read_query(digits, &query) != 0) {
        return -1;
    }
    const struct item *found = &index->items[item];
    enum place place = best_place(&query, index->positions + found->first, found->count, &start);
    return place != PLACE_NONE ? (int)start : -1;
}
