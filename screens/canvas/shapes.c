/* Fills, rounded fills and rings. */
#include "screens/canvas/canvas_private.h"

enum { FILLS_AT_ONCE = 64 };

static unsigned alpha_of(colour c)
{
    return c >> 24;
}

/* Rectangles that go to the painter in one call. */
struct fills {
    struct rect items[8];
    size_t count;
};

static void fills_add(struct fills *fills, const struct canvas *canvas, int x, int y, int w, int h)
{
    struct rect shown = rect_intersection((struct rect){x, y, w, h}, canvas_clip(canvas));
    if (!rect_is_empty(shown)) {
        fills->items[fills->count++] = shown;
    }
}

static void fills_draw(const struct fills *fills, struct canvas *canvas, colour fill)
{
    if (fills->count > 0 && canvas->drawing) {
        canvas->painter->operations->fill(canvas->painter, fills->items, fills->count, fill);
    }
}

void canvas_masks(struct canvas *canvas, struct mask *mask, const struct glyph_place *places, size_t count,
                  colour ink)
{
    if (canvas->drawing) {
        canvas->painter->operations->masks(canvas->painter, mask, places, count, ink);
    }
}

void canvas_fill(struct canvas *canvas, struct rect area, colour fill)
{
    if (canvas_visible(canvas, area) && alpha_of(fill) > 0) {
        struct fills fills = {.count = 0};
        fills_add(&fills, canvas, area.x, area.y, area.w, area.h);
        fills_draw(&fills, canvas, fill);
    }
}

void canvas_fill_all(struct canvas *canvas, const struct rect *areas, size_t count, colour fill)
{
    struct rect shown[FILLS_AT_ONCE];
    size_t found = 0;
    if (!canvas->drawing || alpha_of(fill) == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct rect part = rect_intersection(areas[i], canvas_clip(canvas));
        if (!rect_is_empty(part)) {
            shown[found++] = part;
        }
        if (found == FILLS_AT_ONCE || (found > 0 && i + 1 == count)) {
            canvas->painter->operations->fill(canvas->painter, shown, found, fill);
            found = 0;
        }
    }
}

void canvas_cover(struct canvas *canvas, struct rect area)
{
    struct rect shown = rect_intersection(area, canvas_clip(canvas));
    if (!rect_is_empty(shown) && canvas->cover_count < COVERS_MAX) {
        canvas->covers[canvas->cover_count++] = shown;
    }
}

/* Fills `area` but for the covers from `first` on: what lies above, below, left and right of one. */
static void fill_around(struct canvas *canvas, struct rect area, size_t first, colour fill)
{
    while (first < canvas->cover_count && !rect_overlaps(area, canvas->covers[first])) {
        first++;
    }
    if (first == canvas->cover_count || rect_is_empty(area)) {
        canvas_fill(canvas, area, fill);
        return;
    }
    struct rect hole = rect_intersection(area, canvas->covers[first]);
    int below = hole.y + hole.h;
    int right = hole.x + hole.w;
    struct rect parts[] = {
        {area.x, area.y, area.w, hole.y - area.y},
        {area.x, below, area.w, area.y + area.h - below},
        {area.x, hole.y, hole.x - area.x, hole.h},
        {right, hole.y, area.x + area.w - right, hole.h},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!rect_is_empty(parts[i])) {
            fill_around(canvas, parts[i], first + 1, fill);
        }
    }
}

void canvas_ground(struct canvas *canvas, colour fill)
{
    fill_around(canvas, canvas_clip(canvas), 0, fill);
    canvas->cover_count = 0;
}

/* The four quarters of the mask at the four corners of `area`. */
static void draw_corners(struct canvas *canvas, const struct corner_mask *mask, struct rect area, colour ink)
{
    int extent = mask->extent;
    struct glyph_place places[4];
    size_t count = 0;
    for (int corner = 0; corner < 4; corner++) {
        int right = corner & 1;
        int bottom = corner >> 1;
        int x = right ? area.x + area.w - extent : area.x;
        int y = bottom ? area.y + area.h - extent : area.y;
        if (canvas_visible(canvas, (struct rect){x, y, extent, extent})) {
            places[count++] =
                (struct glyph_place){right ? extent : 0, bottom ? extent : 0, extent, extent, x, y};
        }
    }
    if (count > 0) {
        canvas_masks(canvas, mask->mask, places, count, ink);
    }
}

static int fitting_radius(struct rect area, int radius)
{
    int half = (area.w < area.h ? area.w : area.h) / 2;
    radius = radius > half ? half : radius;
    return radius > CORNER_RADIUS_MAX ? CORNER_RADIUS_MAX : radius;
}

void canvas_fill_rounded(struct canvas *canvas, struct rect area, int radius, colour fill)
{
    if (!canvas_visible(canvas, area) || alpha_of(fill) == 0) {
        return;
    }
    int r = fitting_radius(area, radius);
    const struct corner_mask *mask = r > 0 ? corner_mask_get(canvas, r, 0) : NULL;
    if (!mask) {
        canvas_fill(canvas, area, fill);
        return;
    }
    draw_corners(canvas, mask, area, fill); /* first, while a painter knows what is under them */
    struct fills fills = {.count = 0};
    fills_add(&fills, canvas, area.x + r, area.y, area.w - 2 * r, r);
    fills_add(&fills, canvas, area.x, area.y + r, area.w, area.h - 2 * r);
    fills_add(&fills, canvas, area.x + r, area.y + area.h - r, area.w - 2 * r, r);
    fills_draw(&fills, canvas, fill);
}

void canvas_ring(struct canvas *canvas, struct rect area, int radius, int thickness, colour line)
{
    int half = (area.w < area.h ? area.w : area.h) / 2;
    if (!canvas_visible(canvas, area) || thickness <= 0 || alpha_of(line) == 0) {
        return;
    }
    if (thickness >= half) { /* no middle is left */
        canvas_fill_rounded(canvas, area, radius, line);
        return;
    }
    thickness = thickness > CORNER_RADIUS_MAX ? CORNER_RADIUS_MAX : thickness;
    int r = fitting_radius(area, radius);
    const struct corner_mask *mask = r > 0 ? corner_mask_get(canvas, r, thickness) : NULL;
    int corner = mask ? mask->extent : thickness;
    struct fills fills = {.count = 0};
    if (!mask) { /* square: the corners belong to the upper and lower edge */
        fills_add(&fills, canvas, area.x, area.y, corner, thickness);
        fills_add(&fills, canvas, area.x + area.w - corner, area.y, corner, thickness);
        fills_add(&fills, canvas, area.x, area.y + area.h - thickness, corner, thickness);
        fills_add(&fills, canvas, area.x + area.w - corner, area.y + area.h - thickness, corner, thickness);
    }
    fills_add(&fills, canvas, area.x + corner, area.y, area.w - 2 * corner, thickness);
    fills_add(&fills, canvas, area.x + corner, area.y + area.h - thickness, area.w - 2 * corner, thickness);
    fills_add(&fills, canvas, area.x, area.y + corner, thickness, area.h - 2 * corner);
    fills_add(&fills, canvas, area.x + area.w - thickness, area.y + corner, thickness, area.h - 2 * corner);
    fills_draw(&fills, canvas, line);
    if (mask) {
        draw_corners(canvas, mask, area, line);
    }
}
