#include "backend-client/records/station_places.h"

#include <stdlib.h>
#include <string.h>

struct slot {
    const char *id; /* NULL: free */
    int32_t place;
};

struct station_places {
    size_t mask;
    struct slot slots[]; /* a power of two, at most half of them in use: a search ends soon */
};

/* FNV-1a. A directory of made-up collisions costs time, and the number of stations bounds how much. */
static size_t hash_of(const char *id)
{
    uint32_t hash = 2166136261U;
    for (; *id != '\0'; id++) {
        hash = (hash ^ (unsigned char)*id) * 16777619U;
    }
    return hash;
}

struct station_places *station_places_new(size_t count)
{
    size_t slots = 2;
    while (slots < count * 2) {
        slots *= 2;
    }
    struct station_places *places = calloc(1, sizeof *places + slots * sizeof places->slots[0]);
    if (places != NULL) {
        places->mask = slots - 1;
    }
    return places;
}

void station_places_free(struct station_places *places)
{
    free(places);
}

/* Where the id is, or where it would be put. */
static size_t slot_of(const struct station_places *places, const char *id)
{
    size_t at = hash_of(id) & places->mask;
    while (places->slots[at].id != NULL && strcmp(places->slots[at].id, id) != 0) {
        at = (at + 1) & places->mask;
    }
    return at;
}

void station_places_add(struct station_places *places, const char *id, int32_t place)
{
    struct slot *slot = &places->slots[slot_of(places, id)];
    if (slot->id == NULL) {
        *slot = (struct slot){.id = id, .place = place};
    }
}

int32_t station_places_find(const struct station_places *places, const char *id)
{
    const struct slot *slot = &places->slots[slot_of(places, id)];
    return slot->id == NULL ? -1 : slot->place;
}
