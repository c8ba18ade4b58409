#ifndef TESTS_BENCH_FLOOR_CHANGES_H
#define TESTS_BENCH_FLOOR_CHANGES_H

#include "tests/bench/scene.h"

/* What the floors put on the screen for a key: the rectangles that a key changes in each scene. */

enum { CHANGES_MAX = 3 };

struct change {
    int x, y, width, height; /* width 0: no more */
};

static const struct change AT_HOME[CHANGES_MAX] = {
    {SCENE_LEFT - RING_REACH, TILE_TOP - RING_REACH, TILE_WIDTH + 2 * RING_REACH,
     TILE_HEIGHT + 2 * RING_REACH},
    {SCENE_LEFT + TILE_WIDTH + TILE_GAP - RING_REACH, TILE_TOP - RING_REACH, TILE_WIDTH + 2 * RING_REACH,
     TILE_HEIGHT + 2 * RING_REACH},
    {SCENE_LEFT, HINT_TOP, HINT_WIDTH, HINT_HEIGHT},
};
static const struct change IN_LIST[CHANGES_MAX] = {
    {SCENE_LEFT - RING_REACH, ROW_TOP - RING_REACH, SCENE_INSIDE + RING_REACH, ROWS_HEIGHT + 2 * RING_REACH},
    {STATUS_LEFT, FOOTER_TOP, STATUS_WIDTH, FOOTER_HEIGHT},
};

#endif
