#ifndef SCREENS_CANVAS_GLYPH_ATLAS_H
#define SCREENS_CANVAS_GLYPH_ATLAS_H

#include <stdint.h>

#include "screens/canvas/painter.h"

/* Pages of 8-bit coverage, filled shelf by shelf. Plain memory, so that glyphs can be made before there is a
 * screen. */

enum { ATLAS_PAGE_SIDE = 512, ATLAS_PAGES_MAX = 16, ATLAS_SHELVES_MAX = 96, ATLAS_NO_PAGE = 0xFF };

struct atlas_shelf {
    uint16_t y, height, used;
};

struct atlas_page {
    struct mask *mask;
    struct atlas_shelf shelves[ATLAS_SHELVES_MAX];
    int shelf_count;
    unsigned last_use;
};

struct glyph_atlas {
    struct atlas_page pages[ATLAS_PAGES_MAX];
    int page_count;
    int page_limit; /* 1..ATLAS_PAGES_MAX */
    unsigned uses;
    unsigned emptied; /* pages so far: places from before may be void */
};

struct atlas_place {
    int page, x, y;
};

void atlas_free(struct glyph_atlas *atlas);
/* Finds room. 0: found. -1: all pages are full; empty one first. w and h 1..ATLAS_PAGE_SIDE. */
int atlas_place(struct glyph_atlas *atlas, int w, int h, struct atlas_place *place);
/* The page that was used longest ago; -1: no page is in use. */
int atlas_oldest(const struct glyph_atlas *atlas);
/* Empties the page that was used longest ago and returns its number; its glyphs are gone. -1: there is none.
 */
int atlas_empty_oldest(struct glyph_atlas *atlas);
void atlas_touch(struct glyph_atlas *atlas, int page);

#endif
