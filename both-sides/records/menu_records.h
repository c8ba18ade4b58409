#ifndef BOTH_SIDES_RECORDS_MENU_RECORDS_H
#define BOTH_SIDES_RECORDS_MENU_RECORDS_H

#include <stdint.h>

#include "both-sides/records/tile.h"

/* The home screen's tiles. */
struct menu {
    int64_t rev;
    struct tile_text region_name;
    struct tile_text hall_name;
    struct tile tiles[TILE_MAX];
    size_t tile_count;
};

extern const struct record_table menu_table;

#endif
