#ifndef SCREENS_CANVAS_GROUND_TABLE_H
#define SCREENS_CANVAS_GROUND_TABLE_H

#include <pixman.h>
#include <stddef.h>
#include <stdint.h>

/* Letters on one colour: what each of the 256 coverages of an ink makes of a ground, as libpixman blends it.
 * Nearly all text stands on a plain field, where a look-up in place of the blend costs a third of the
 * instructions (docs/decisions/0125). */

enum { GROUND_TABLES_MAX = 32, GROUND_COVERAGES = 256 };

struct ground_table {
    uint32_t ink, ground; /* ink: not premultiplied */
    uint32_t pixels[GROUND_COVERAGES];
};

/* Those of one format, the last made in place of the oldest. Zeroed: none. */
struct ground_tables {
    pixman_format_code_t format;
    struct ground_table items[GROUND_TABLES_MAX];
    size_t count, next;
    size_t last; /* given out */
};

/* `ink` is the colour of `source`. `ground` is a pixel of the surface, of 32 bits. NULL: libpixman has no
 * memory. Valid until the next call. */
const struct ground_table *ground_table_get(struct ground_tables *tables, pixman_format_code_t format,
                                            pixman_image_t *source, uint32_t ink, uint32_t ground);

/* A part of a mask over pixels of 32 bits; bytes from line to line. */
struct covered {
    unsigned char *to;
    const unsigned char *coverage;
    int pitch, stride, width, height;
};

/* Draws from line `first` on. Where another colour than the table's ground stands under the mask it stops: in
 * the line that it returns, of which `drawn` pixels are drawn. `height`: all is drawn. */
int ground_table_draw(const struct ground_table *table, const struct covered *covered, int first, int *drawn);

/* Likewise where the ground is known to stand under all of the mask. */
void ground_table_draw_plain(const struct ground_table *table, const struct covered *covered);

#endif
