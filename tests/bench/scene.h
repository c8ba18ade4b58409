#ifndef TESTS_BENCH_SCENE_H
#define TESTS_BENCH_SCENE_H

/* Where the hall's home (nine tiles) and its notices stand at 1280×720 in the theme `dusk`, for the programs
 * that the bench compares it with. Pixels. */

enum {
    SCENE_WIDTH = 1280,
    SCENE_HEIGHT = 720,
    SCENE_LEFT = 64,
    SCENE_INSIDE = 1152, /* the safe area's width */

    TILE_COLUMNS = 3,
    TILES = 9,
    TILE_TOP = 132,
    TILE_WIDTH = 373,
    TILE_HEIGHT = 133,
    TILE_GAP = 16,
    HINT_TOP = 584, /* of the letters of the line under the tiles */
    HINT_HEIGHT = 24,
    HINT_WIDTH = 620, /* the longest of nine */

    ROWS = 200,
    ROWS_SHOWN = 5,
    ROW_TOP = 196,
    ROW_WIDTH = 1129,
    ROW_HEIGHT = 75,
    ROW_GAP = 8,
    ROWS_HEIGHT = ROWS_SHOWN * (ROW_HEIGHT + ROW_GAP) - ROW_GAP,
    BAR_LEFT = 1209,
    BAR_WIDTH = 7,

    FOOTER_TOP = 628,
    FOOTER_HEIGHT = 56,
    STATUS_LEFT = 990,
    STATUS_WIDTH = SCENE_LEFT + SCENE_INSIDE - STATUS_LEFT,

    RING = 4,
    RING_OFFSET = 3,
    RING_REACH = RING + RING_OFFSET + 1, /* how far it leaves its tile or row */
};

#endif
