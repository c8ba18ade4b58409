#ifndef SCREENS_CANVAS_GLYPH_TABLE_H
#define SCREENS_CANVAS_GLYPH_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* What is known of glyphs: open addressing, bounded. */

enum glyph_state {
    GLYPH_UNKNOWN,  /* no such entry */
    GLYPH_MEASURED, /* its advance is known */
    GLYPH_DRAWN,    /* and its picture is in the atlas (or it has none: page is ATLAS_NO_PAGE) */
};

struct glyph {
    uint32_t key; /* glyph_key; 0: free */
    int16_t advance;
    int16_t left, top; /* from the pen on the baseline to the picture's upper left, down is positive */
    uint16_t x, y, w, h;
    uint8_t page;
    uint8_t state;
    uint8_t missing; /* no face has it: the box is drawn instead */
};

enum { GLYPH_SIZE_MAX = 511, GLYPH_TABLE_FIRST = 1024, GLYPH_TABLE_MAX = 8192 };

struct glyph_table {
    struct glyph *slots;
    size_t capacity; /* a power of two */
    size_t count;
};

/* Character, size 1..GLYPH_SIZE_MAX and weight 0 or 1 in one number that is never 0. */
uint32_t glyph_key(uint32_t character, int size, unsigned weight);

void glyph_table_free(struct glyph_table *table);
struct glyph *glyph_table_find(const struct glyph_table *table, uint32_t key);
/* Adds a key that is not in it; pointers from before are void. NULL: it is full at its bound (or no memory).
 */
struct glyph *glyph_table_add(struct glyph_table *table, uint32_t key);
/* Drops the entries whose picture is in `page`, or with ATLAS_NO_PAGE those that have none. */
void glyph_table_drop_page(struct glyph_table *table, uint8_t page);

#endif
