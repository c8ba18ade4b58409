#include "screens/canvas/glyph_atlas.h"

#include <stdlib.h>
#include <string.h>

/* Shelves come in steps of this height, so that letters of nearly one height share one. */
enum { SHELF_STEP = 4 };

void atlas_free(struct glyph_atlas *atlas)
{
    for (int i = 0; i < atlas->page_count; i++) {
        mask_free(atlas->pages[i].mask);
    }
    atlas->page_count = 0;
    atlas->emptied++;
}

/* The lowest shelf that is high enough, but not so high that most of it would be wasted; else a new one. */
static struct atlas_shelf *find_shelf(struct atlas_page *page, int w, int h)
{
    struct atlas_shelf *best = NULL;
    int top = 0;
    for (int i = 0; i < page->shelf_count; i++) {
        struct atlas_shelf *shelf = &page->shelves[i];
        top = shelf->y + shelf->height;
        if (shelf->height >= h && shelf->height <= h + h / 4 + SHELF_STEP &&
            shelf->used + w <= ATLAS_PAGE_SIDE && (!best || shelf->height < best->height)) {
            best = shelf;
        }
    }
    if (best) {
        return best;
    }
    int height = (h + SHELF_STEP - 1) / SHELF_STEP * SHELF_STEP;
    if (top + height > ATLAS_PAGE_SIDE) {
        height = ATLAS_PAGE_SIDE - top;
    }
    if (height < h || page->shelf_count == ATLAS_SHELVES_MAX) {
        return NULL;
    }
    best = &page->shelves[page->shelf_count++];
    *best = (struct atlas_shelf){(uint16_t)top, (uint16_t)height, 0};
    return best;
}

static int place_in_page(struct glyph_atlas *atlas, int page, int w, int h, struct atlas_place *place)
{
    struct atlas_shelf *shelf = find_shelf(&atlas->pages[page], w, h);
    if (!shelf) {
        return -1;
    }
    *place = (struct atlas_place){page, shelf->used, shelf->y};
    shelf->used = (uint16_t)(shelf->used + w);
    return 0;
}

int atlas_place(struct glyph_atlas *atlas, int w, int h, struct atlas_place *place)
{
    /* The newest page first: it has the most room. */
    for (int i = atlas->page_count - 1; i >= 0; i--) {
        if (place_in_page(atlas, i, w, h, place) == 0) {
            return 0;
        }
    }
    if (atlas->page_count >= atlas->page_limit) {
        return -1;
    }
    struct mask *mask = mask_new(ATLAS_PAGE_SIDE, ATLAS_PAGE_SIDE);
    if (!mask) {
        return -1;
    }
    memset(&atlas->pages[atlas->page_count], 0, sizeof atlas->pages[0]);
    atlas->pages[atlas->page_count].mask = mask;
    return place_in_page(atlas, atlas->page_count++, w, h, place);
}

int atlas_oldest(const struct glyph_atlas *atlas)
{
    int oldest = atlas->page_count > 0 ? 0 : -1;
    for (int i = 1; i < atlas->page_count; i++) {
        if (atlas->pages[i].last_use < atlas->pages[oldest].last_use) {
            oldest = i;
        }
    }
    return oldest;
}

int atlas_empty_oldest(struct glyph_atlas *atlas)
{
    int oldest = atlas_oldest(atlas);
    if (oldest < 0) {
        return -1;
    }
    atlas->pages[oldest].shelf_count = 0;
    atlas->emptied++;
    atlas_touch(atlas, oldest);
    return oldest;
}

void atlas_touch(struct glyph_atlas *atlas, int page)
{
    atlas->pages[page].last_use = ++atlas->uses;
}
