#ifndef BACKEND_CLIENT_RECORDS_STATION_PLACES_H
#define BACKEND_CLIENT_RECORDS_STATION_PLACES_H

#include <stddef.h>
#include <stdint.h>

/* From ids to places in a list, by hashing. The ids are borrowed. */

struct station_places;

/* Room for `count` ids. NULL without memory. */
struct station_places *station_places_new(size_t count);
void station_places_free(struct station_places *places);
/* Of an id that is there twice the first place stays. At most as many as there is room for. */
void station_places_add(struct station_places *places, const char *id, int32_t place);
/* -1: no such id. */
int32_t station_places_find(const struct station_places *places, const char *id);

#endif
