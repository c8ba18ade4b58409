#include "screens/widgets/chart_spans.h"

enum { SUB = 16 }; /* sixteenths */

colour chart_shade(colour ink, colour ground, unsigned part)
{
    colour mixed = 0xFF;
    for (int shift = 16; shift >= 0; shift -= 8) {
        unsigned upper = ink >> shift & 0xFF;
        unsigned lower = ground >> shift & 0xFF;
        mixed = mixed << 8 | (upper * part + lower * (SPAN_SHADES - part)) / SPAN_SHADES;
    }
    return mixed;
}

void chart_spans_start(struct chart_spans *spans, struct canvas *canvas, colour ink, colour ground,
                       int thickness, int dash)
{
    spans->canvas = canvas;
    spans->thickness = thickness;
    spans->dash = dash;
    for (unsigned i = 0; i < SPAN_SHADES; i++) {
        spans->batches[i].count = 0;
        spans->batches[i].ink = chart_shade(ink, ground, SPAN_SHADES - i);
    }
}

static void draw(struct chart_spans *spans, struct span_batch *batch)
{
    canvas_fill_all(spans->canvas, batch->items, batch->count, batch->ink);
    batch->count = 0;
}

static void add(struct chart_spans *spans, unsigned shade, struct rect span)
{
    struct span_batch *batch = &spans->batches[shade];
    struct rect *last = batch->count > 0 ? &batch->items[batch->count - 1] : NULL;
    if (last != NULL && last->y == span.y && last->h == span.h && last->x + last->w == span.x) {
        last->w += span.w;
        return;
    }
    if (batch->count == SPANS_MAX) {
        draw(spans, batch);
    }
    batch->items[batch->count++] = span;
}

/* The pixel at an edge, covered to so many sixteenths. */
static void add_edge(struct chart_spans *spans, int x, int y, int covered)
{
    unsigned thirds = (unsigned)((covered * SPAN_SHADES + SUB / 2) / SUB);
    if (thirds > 0) {
        add(spans, SPAN_SHADES - thirds, (struct rect){x, y, 1, 1});
    }
}

/* What stands above the screen, where a chart may have been scrolled to, is left out. */
static void add_column(struct chart_spans *spans, int x, int top, int bottom)
{
    top = top > 0 ? top : 0;
    int first = (top + SUB - 1) / SUB;
    int end = bottom / SUB;
    if (end <= first) {
        return;
    }
    add(spans, 0, (struct rect){x, first, 1, end - first});
    add_edge(spans, x, first - 1, first * SUB - top);
    add_edge(spans, x, end, bottom - end * SUB);
}

/* Half of what a line of this slope takes of a column: as thick across as a level one. */
static int half_upright(const struct chart_spans *spans, int width, int rise_16)
{
    int64_t across = (int64_t)width * SUB;
    int64_t rise = rise_16 < 0 ? -rise_16 : rise_16;
    int64_t longer = rise > across ? rise : across;
    int64_t shorter = rise > across ? across : rise;
    /* The hypotenuse, to within a tenth. */
    return (int)(spans->thickness * SUB / 2 * (longer + shorter * 2 / 5) / across);
}

void chart_spans_line(struct chart_spans *spans, int x0, int y0_16, int x1, int y1_16)
{
    int width = x1 - x0;
    int least = spans->thickness * SUB / 2;
    int half = width > 0 ? half_upright(spans, width, y1_16 - y0_16) : least;
    int top = (y0_16 < y1_16 ? y0_16 : y1_16) - least;
    int bottom = (y0_16 > y1_16 ? y0_16 : y1_16) + least;
    int period = spans->dash + spans->dash / 2;
    half = half > least ? half : least;
    for (int i = 0; i < width; i++) {
        int from = y0_16 + (int)((int64_t)(y1_16 - y0_16) * i / width);
        int to = y0_16 + (int)((int64_t)(y1_16 - y0_16) * (i + 1) / width);
        int x = x0 + i;
        if (period == 0 || x % period < spans->dash) {
            int upper = (from < to ? from : to) - half;
            int lower = (from > to ? from : to) + half;
            add_column(spans, x, upper > top ? upper : top, lower < bottom ? lower : bottom);
        }
    }
}

void chart_spans_end(struct chart_spans *spans)
{
    for (unsigned i = SPAN_SHADES; i-- > 0;) {
        draw(spans, &spans->batches[i]);
    }
}
