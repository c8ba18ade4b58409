/* Fills, rounded fills and rings. */
#include "screens/canvas/canvas_private.h"

static u8 alpha_of(colour c)
{
    return (u8)(c >> 24);
}

static void set_colour(IDirectFBSurface *surface, colour c)
{
    (void)surface->SetColor(surface, (u8)(c >> 16), (u8)(c >> 8), (u8)c, alpha_of(c));
}

static void set_fill(struct canvas *canvas, colour fill)
{
    IDirectFBSurface *target = canvas->target;
    (void)target->SetDrawingFlags(target, alpha_of(fill) == 255 ? DSDRAW_NOFX : DSDRAW_BLEND);
    set_colour(target, fill);
}

void canvas_mask_ink(struct canvas *canvas, colour ink)
{
    IDirectFBSurface *target = canvas->target;
    DFBSurfaceBlittingFlags flags = DSBLIT_BLEND_ALPHACHANNEL | DSBLIT_COLORIZE;
    if (alpha_of(ink) != 255) {
        flags |= DSBLIT_BLEND_COLORALPHA;
    }
    (void)target->SetBlittingFlags(target, flags);
    set_colour(target, ink);
}

/* Rectangles that go to DirectFB in one call: each call costs more than the pixels of a small one. */
struct fills {
    DFBRectangle items[8];
    unsigned count;
};

static void fills_add(struct fills *fills, const struct canvas *canvas, int x, int y, int w, int h)
{
    struct rect shown = rect_intersection((struct rect){x, y, w, h}, canvas_clip(canvas));
    if (!rect_is_empty(shown)) {
        fills->items[fills->count++] = (DFBRectangle){shown.x, shown.y, shown.w, shown.h};
    }
}

static void fills_draw(const struct fills *fills, struct canvas *canvas, colour fill)
{
    if (fills->count > 0) {
        set_fill(canvas, fill);
        (void)canvas->target->FillRectangles(canvas->target, fills->items, fills->count);
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

/* The four quarters of the mask at the four corners of `area`. */
static void blit_corners(struct canvas *canvas, const struct corner_mask *mask, struct rect area, colour ink)
{
    int extent = mask->extent;
    DFBRectangle sources[4];
    DFBPoint places[4];
    int count = 0;
    for (int corner = 0; corner < 4; corner++) {
        int right = corner & 1;
        int bottom = corner >> 1;
        int x = right ? area.x + area.w - extent : area.x;
        int y = bottom ? area.y + area.h - extent : area.y;
        if (canvas_visible(canvas, (struct rect){x, y, extent, extent})) {
            sources[count] = (DFBRectangle){right ? extent : 0, bottom ? extent : 0, extent, extent};
            places[count++] = (DFBPoint){x, y};
        }
    }
    if (count > 0) {
        canvas_mask_ink(canvas, ink);
        (void)canvas->target->BatchBlit(canvas->target, mask->surface, sources, places, count);
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
    struct fills fills = {.count = 0};
    fills_add(&fills, canvas, area.x + r, area.y, area.w - 2 * r, r);
    fills_add(&fills, canvas, area.x, area.y + r, area.w, area.h - 2 * r);
    fills_add(&fills, canvas, area.x + r, area.y + area.h - r, area.w - 2 * r, r);
    fills_draw(&fills, canvas, fill);
    blit_corners(canvas, mask, area, fill);
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
        blit_corners(canvas, mask, area, line);
    }
}
