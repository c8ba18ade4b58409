#ifndef BOTH_SIDES_RECORDS_MENU_RECORDS_H
#define BOTH_SIDES_RECORDS_MENU_RECORDS_H

#include <stdint.h>

#include "both-sides/records/tile.h"
#include "both-sides/store_life.h"

/* The home screen's tiles. */
struct menu {
    int64_t rev;
    char life[STORE_LIFE_SIZE]; /* of the store; "": the headend does not say */
    struct tile_text region_name;
    struct tile_text hall_name;
    struct tile tiles[TILE_MAX];
    size_t tile_count;
};

extern const struct record_table menu_table;

#endif
