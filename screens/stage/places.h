#ifndef SCREENS_STAGE_PLACES_H
#define SCREENS_STAGE_PLACES_H

#include "backend-client/records/station_records.h"

/* Counties and townships to choose from, as the directory of stations has them. */

enum { PLACES_MAX = 64, PLACE_NAME_SIZE = 64 };

struct place {
    char code[13];
    char name[PLACE_NAME_SIZE]; /* of its station, without what those of a level all end in */
};

struct places {
    struct place items[PLACES_MAX];
    size_t count;
};

/* The places of a level within an area ("": all); each once. `stations` NULL: none. */
void places_read(struct places *places, const struct station_list *stations, enum station_level level,
                 const char *within);

#endif
