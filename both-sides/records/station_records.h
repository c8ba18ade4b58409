#ifndef BOTH_SIDES_RECORDS_STATION_RECORDS_H
#define BOTH_SIDES_RECORDS_STATION_RECORDS_H

#include "both-sides/opening_hours.h"
#include "both-sides/records/content_id.h"
#include "both-sides/records/record_table.h"
#include "both-sides/store_life.h"

/* The directory: some 2,500 stations in at most 2 MB. */

struct arena;

enum {
    STATION_ID_SIZE = CONTENT_ID_SIZE,
    STATION_LIST_MAX = 4000,
    STATION_HOURS_MAX = 32,
    STATION_SETS_MAX = 64,
    STATION_SET_GUIDES_MAX = 500,
    CALENDAR_DAYS_MAX = 200,
    STATION_UNKNOWN_PLACE = INT32_MAX, /* lat and lon of a station whose place is not known */
};

enum station_level { STATION_CITY = 3, STATION_COUNTY = 4, STATION_TOWNSHIP = 5, STATION_VILLAGE = 6 };

struct station {
    const char *id;
    const char *name;
    const char *initials; /* made by the headend */
    const char *address;
    const char *phone;
    const char *booking;
    char area_code[13];
    signed char level; /* enum station_level */
    signed char sample;
    short windows;    /* or FIELD_NOT_SAID */
    int32_t lat, lon; /* micro-degrees */
    /* Made by a box when it has read the whole list: places in it, -1: none. */
    int32_t parent, hours, handles;
    int32_t updated; /* YYYYMMDD, 0: not said */
};

/* A station as answers and content files have it: what is one of a few is written once and named by its id,
 * "": none. */
struct station_line {
    struct station station;
    const char *parent, *hours, *handles;
};

struct station_hours {
    char id[CONTENT_ID_SIZE];
    const char *spans; /* opening_hours.h */
    const char *note;
    /* Made by a box of the spans. */
    struct opening_hours opening;
    int readable; /* 0: the text was not of the form; the hall shows that it does not know */
};

struct station_set {
    char id[CONTENT_ID_SIZE];
    char (*direct)[CONTENT_ID_SIZE]; /* ids of guides that are handled on the spot */
    size_t direct_count;
    char (*relay)[CONTENT_ID_SIZE]; /* that are taken and passed on */
    size_t relay_count;
};

struct station_list {
    int64_t rev;
    char life[STORE_LIFE_SIZE]; /* of the store; "": the headend does not say */
    int64_t as_of;
    const char *source;
    const char *page; /* path of a station's page for the phone, to which the id is added; "": none */
    struct calendar_day *calendar;
    size_t calendar_count;
    struct station_hours *hours;
    size_t hours_count;
    struct station_set *sets;
    size_t set_count;
    union {
        struct station_line *lines; /* as in the answer */
        struct station *stations;   /* what a box makes of them, where they lie, in the same order */
    };
    size_t count;
    struct arena *arena;
};

extern const struct record_table station_table, station_hours_table, station_set_table, calendar_day_table,
    station_list_table;

#endif
