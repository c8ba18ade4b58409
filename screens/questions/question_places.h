#ifndef SCREENS_QUESTIONS_QUESTION_PLACES_H
#define SCREENS_QUESTIONS_QUESTION_PLACES_H

#include "backend-client/records/station_records.h"

/* Counties and townships to choose from, as the directory of stations has them. */

enum { QUESTION_PLACES_MAX = 64, QUESTION_PLACE_NAME_SIZE = 64 };

struct question_place {
    char code[13];
    char name[QUESTION_PLACE_NAME_SIZE]; /* of its station, without what those of a level all end in */
};

struct question_places {
    struct question_place items[QUESTION_PLACES_MAX];
    size_t count;
};

/* The places of a level within an area ("": all); each once. `stations` NULL: none. */
void question_places_read(struct question_places *places, const struct station_list *stations,
                          enum station_level level, const char *within);
/* 1 if the flow tells townships apart in what it makes of this node's answer. */
int question_places_need_townships(const struct service_flow *flow, const char *node);

#endif
