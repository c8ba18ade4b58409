#ifndef BACKEND_CLIENT_RECORDS_STATION_RECORDS_H
#define BACKEND_CLIENT_RECORDS_STATION_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/flow/service_flow.h"
#include "both-sides/opening_hours.h"

/* The directory of halls: what the headend's answer becomes. Some 2,500 stations in at most 2 MB, names to
 * parents, hours and sets made places in the lists once, when the answer is read. */

enum {
    STATION_ID_SIZE = FLOW_ID_SIZE,
    STATION_LIST_MAX = 4000,
    STATION_UNKNOWN_PLACE = INT32_MAX, /* lat and lon of a station whose place is not known */
};

enum station_level { STATION_CITY = 3, STATION_COUNTY = 4, STATION_TOWNSHIP = 5, STATION_VILLAGE = 6 };

struct station {
    const char *id;
    const char *name;
    const char *initials;
    const char *address;
    const char *phone;
    const char *booking;
    char area_code[13];
    signed char level;
    signed char sample;
    short windows;
    int32_t lat, lon; /* micro-degrees */
    int32_t parent;   /* place in the list; -1: none */
    int32_t hours;    /* place in `hours`; -1: not said */
    int32_t handles;  /* place in `sets`; -1: not said */
    int32_t updated;  /* YYYYMMDD, 0: not said */
};

struct station_hours {
    char id[STATION_ID_SIZE];
    const char *spans; /* as in the feed */
    const char *note;
    struct opening_hours opening;
    int readable; /* 0: the text was not of the form; the hall shows that it does not know */
};

struct station_set {
    char id[STATION_ID_SIZE];
    char (*direct)[STATION_ID_SIZE]; /* ids of guides */
    size_t direct_count;
    char (*relay)[STATION_ID_SIZE];
    size_t relay_count;
};

struct station_list {
    int64_t rev;
    int64_t as_of;
    const char *source;
    const char *page; /* path of a station's page for the phone, to which the id is added; "": none */
    struct calendar_day *calendar; /* in order of date */
    size_t calendar_count;
    struct station_hours *hours;
    size_t hours_count;
    struct station_set *sets;
    size_t set_count;
    struct station
        *stations; /* in the feed's order; a parent that is not there or not of a smaller level: -1 */
    size_t count;
    struct arena *arena;
};
void station_list_free(struct station_list *list);

enum station_takes { STATION_DOES_NOT_TAKE, STATION_TAKES_DIRECTLY, STATION_TAKES_AND_RELAYS };
enum station_takes station_takes(const struct station_list *list, const struct station *station,
                                 const char *guide);

#endif
