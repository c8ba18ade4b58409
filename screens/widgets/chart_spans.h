#ifndef SCREENS_WIDGETS_CHART_SPANS_H
#define SCREENS_WIDGETS_CHART_SPANS_H

#include "screens/canvas/canvas.h"

/* Slanted lines as upright spans, one a column of pixels and one for several that are alike, for painters
 * that fill rectangles: many go into one call. Edges are smoothed in two steps of the line's colour towards
 * the ground. */

enum { SPANS_MAX = 128, SPAN_SHADES = 3 };

struct span_batch {
    struct rect items[SPANS_MAX];
    size_t count;
    colour ink;
};

struct chart_spans {
    struct canvas *canvas;
    struct span_batch batches[SPAN_SHADES]; /* full, two thirds, one third */
    int thickness;
    int dash; /* this many pixels are drawn, then half as many left out; 0: all are */
};

/* `thickness` > 0, in pixels. */
void chart_spans_start(struct chart_spans *spans, struct canvas *canvas, colour ink, colour ground,
                       int thickness, int dash);
/* From column x0 up to x1 (excluded), between heights in sixteenths of a pixel. Only what is visible. */
void chart_spans_line(struct chart_spans *spans, int x0, int y0_16, int x1, int y1_16);
/* Draws what has not been drawn yet. */
void chart_spans_end(struct chart_spans *spans);

/* `part` of 3 of `ink` over `ground`, opaque. */
colour chart_shade(colour ink, colour ground, unsigned part);

#endif
