#ifndef SCREENS_CANVAS_CORNER_MASK_H
#define SCREENS_CANVAS_CORNER_MASK_H

#include <stddef.h>

#include "screens/canvas/painter.h"

struct canvas;

enum { CORNER_MASKS = 16, CORNER_RADIUS_MAX = 256 };

/* The four corners of a rounded shape, put together without its straight parts: a square of 2 × `extent`
 * pixels. */
struct corner_mask {
    int radius, thickness; /* thickness 0: filled */
    int extent;            /* 0: not in use */
    struct mask *mask;
    unsigned last_use;
};

/* The masks that were used last; a theme has fewer kinds than this. */
struct corner_masks {
    struct corner_mask items[CORNER_MASKS];
    unsigned uses;
};

/* NULL without memory. `radius` 1..CORNER_RADIUS_MAX. */
const struct corner_mask *corner_mask_get(struct canvas *canvas, int radius, int thickness);
void corner_masks_free(struct corner_masks *masks);

/* Fills `coverage` (2 × extent rows, `stride` bytes apart): the share of each pixel, 0..255, that lies
 * inside. */
void corner_mask_draw(unsigned char *coverage, int stride, int extent, int radius, int thickness);

#endif
