#include "screens/canvas/corner_mask.h"

#include <math.h>
#include <stdlib.h>

#include "screens/canvas/canvas_private.h"

enum { SUB_LINES = 16 };

/* How much of the pixel whose far corner from the centre is (x+1, y+1) lies within `radius` of the centre:
 * lines of a sixteenth pixel, each with its exact length. */
static double coverage_by_lines(int x, int y, double radius)
{
    double sum = 0;
    for (int i = 0; i < SUB_LINES; i++) {
        double line = y + (i + 0.5) / SUB_LINES;
        double reach = line < radius ? sqrt(radius * radius - line * line) - x : 0;
        sum += reach < 0 ? 0 : reach > 1 ? 1 : reach;
    }
    return sum / SUB_LINES;
}

/* The lines run one way only; the mean with the other way is the same on both sides of the diagonal. */
static double quarter_coverage(int x, int y, double radius)
{
    return (coverage_by_lines(x, y, radius) + coverage_by_lines(y, x, radius)) / 2;
}

/* The inner edge of a ring whose corner is sharp: everything beyond (0, 0). */
static double inside(int x, int y, int centre, int radius)
{
    if (x < centre || y < centre) {
        /* Towards the middle of the shape from the centre of the arc, along one axis: a straight edge. */
        int far = x > y ? x : y;
        return far < centre + radius ? 1 : 0;
    }
    return quarter_coverage(x - centre, y - centre, radius);
}

void corner_mask_draw(unsigned char *coverage, int stride, int extent, int radius, int thickness)
{
    /* Coordinates run from the middle of the square outwards; the arcs' centre is `extent - radius` away from
     * it. */
    int centre = extent - radius;
    int inner_radius = radius > thickness ? radius - thickness : 0;
    int inner_centre = radius > thickness ? centre : extent - thickness;
    for (int y = 0; y < extent; y++) {
        for (int x = 0; x < extent; x++) {
            double share = inside(x, y, centre, radius);
            if (thickness > 0) {
                share -= inside(x, y, inner_centre, inner_radius);
            }
            unsigned char value = (unsigned char)((share < 0 ? 0 : share) * 255 + 0.5);
            coverage[(extent + y) * stride + extent + x] = value;
            coverage[(extent + y) * stride + extent - 1 - x] = value;
            coverage[(extent - 1 - y) * stride + extent + x] = value;
            coverage[(extent - 1 - y) * stride + extent - 1 - x] = value;
        }
    }
}

static void corner_mask_free(struct corner_mask *mask)
{
    mask_free(mask->mask);
    *mask = (struct corner_mask){0};
}

void corner_masks_free(struct corner_masks *masks)
{
    for (size_t i = 0; i < CORNER_MASKS; i++) {
        corner_mask_free(&masks->items[i]);
    }
}

const struct corner_mask *corner_mask_get(struct canvas *canvas, int radius, int thickness)
{
    struct corner_masks *masks = &canvas->corner_masks;
    struct corner_mask *oldest = &masks->items[0];
    masks->uses++;
    for (size_t i = 0; i < CORNER_MASKS; i++) {
        struct corner_mask *mask = &masks->items[i];
        if (mask->extent > 0 && mask->radius == radius && mask->thickness == thickness) {
            mask->last_use = masks->uses;
            return mask;
        }
        if (mask->extent == 0 || mask->last_use < oldest->last_use) {
            oldest = mask;
        }
    }
    corner_mask_free(oldest);
    int extent = radius > thickness ? radius : thickness;
    oldest->mask = mask_new(extent * 2, extent * 2);
    if (oldest->mask == NULL) {
        return NULL;
    }
    corner_mask_draw(oldest->mask->coverage, oldest->mask->stride, extent, radius, thickness);
    oldest->radius = radius;
    oldest->thickness = thickness;
    oldest->extent = extent;
    oldest->last_use = masks->uses;
    return oldest;
}
