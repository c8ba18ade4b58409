/* Drawing with DirectFB's own calls: for a box that accelerates them. */
#include <stdlib.h>

#include "both-sides/log.h"
#include "screens/canvas/painter.h"

enum { BATCH_MAX = 64 };

struct directfb_painter {
    struct painter base;
    IDirectFB *directfb;
    IDirectFBSurface *target;
    IDirectFBSurface *moving; /* what scrolls, on its way; NULL: none yet, or … */
    int moving_w, moving_h;
    int cannot_move; /* … there is no memory for it */
};

static IDirectFBSurface *target_of(struct painter *painter)
{
    return ((struct directfb_painter *)painter)->target;
}

static u8 alpha_of(colour c)
{
    return (u8)(c >> 24);
}

static void set_colour(IDirectFBSurface *surface, colour c)
{
    (void)surface->SetColor(surface, (u8)(c >> 16), (u8)(c >> 8), (u8)c, alpha_of(c));
}

static int begin(struct painter *painter)
{
    (void)painter;
    return 0;
}

static void end(struct painter *painter)
{
    (void)painter;
}

static void clip(struct painter *painter, struct rect area)
{
    DFBRegion region = {area.x, area.y, area.x + area.w - 1, area.y + area.h - 1};
    IDirectFBSurface *target = target_of(painter);
    (void)target->SetClip(target, &region);
}

/* In one call: each call costs more than the pixels of a small rectangle. */
static void fill(struct painter *painter, const struct rect *areas, size_t count, colour paint)
{
    IDirectFBSurface *target = target_of(painter);
    DFBRectangle items[BATCH_MAX];
    (void)target->SetDrawingFlags(target, alpha_of(paint) == 255 ? DSDRAW_NOFX : DSDRAW_BLEND);
    set_colour(target, paint);
    for (size_t done = 0; done < count;) {
        unsigned batch = 0;
        for (; done < count && batch < BATCH_MAX; done++, batch++) {
            items[batch] = (DFBRectangle){areas[done].x, areas[done].y, areas[done].w, areas[done].h};
        }
        (void)target->FillRectangles(target, items, batch);
    }
}

static void drop_moving(struct directfb_painter *own)
{
    if (own->moving != NULL) {
        (void)own->moving->Release(own->moving);
        own->moving = NULL;
    }
}

static IDirectFBSurface *surface_over(struct directfb_painter *painter, void *memory, int width, int height,
                                      int pitch, DFBSurfacePixelFormat format)
{
    IDirectFBSurface *surface = NULL;
    DFBSurfaceDescription description = {
        .flags = DSDESC_CAPS | DSDESC_WIDTH | DSDESC_HEIGHT | DSDESC_PIXELFORMAT | DSDESC_PREALLOCATED,
        .caps = DSCAPS_SYSTEMONLY,
        .width = width,
        .height = height,
        .pixelformat = format,
    };
    description.preallocated[0].data = memory;
    description.preallocated[0].pitch = pitch;
    DFBResult result = painter->directfb->CreateSurface(painter->directfb, &description, &surface);
    if (result != DFB_OK) {
        log_line(LOG_LEVEL_ERROR, "canvas", "no surface of %dx%d: %s", width, height,
                 DirectFBErrorString(result));
        return NULL;
    }
    return surface;
}

static IDirectFBSurface *mask_surface(struct directfb_painter *painter, struct mask *mask)
{
    if (mask->maker != &painter->base) {
        mask_forget(mask);
        mask->cached =
            surface_over(painter, mask->coverage, mask->width, mask->height, mask->stride, DSPF_A8);
        mask->maker = mask->cached != NULL ? &painter->base : NULL;
    }
    return mask->cached;
}

static void masks(struct painter *painter, struct mask *mask, const struct glyph_place *places, size_t count,
                  colour ink)
{
    IDirectFBSurface *target = target_of(painter);
    IDirectFBSurface *surface = mask_surface((struct directfb_painter *)painter, mask);
    DFBRectangle sources[BATCH_MAX];
    DFBPoint points[BATCH_MAX];
    if (surface == NULL) {
        return;
    }
    DFBSurfaceBlittingFlags flags = DSBLIT_BLEND_ALPHACHANNEL | DSBLIT_COLORIZE;
    (void)target->SetBlittingFlags(target, alpha_of(ink) != 255 ? flags | DSBLIT_BLEND_COLORALPHA : flags);
    set_colour(target, ink);
    for (size_t done = 0; done < count;) {
        int batch = 0;
        for (; done < count && batch < BATCH_MAX; done++, batch++) {
            const struct glyph_place *place = &places[done];
            sources[batch] = (DFBRectangle){place->source_x, place->source_y, place->w, place->h};
            points[batch] = (DFBPoint){place->x, place->y};
        }
        (void)target->BatchBlit(target, surface, sources, points, batch);
    }
}

static void picture(struct painter *painter, struct pixels *pixels, int x, int y)
{
    struct directfb_painter *own = (struct directfb_painter *)painter;
    IDirectFBSurface *target = own->target;
    if (pixels->maker != painter) {
        pixels_forget(pixels);
        pixels->cached = surface_over(own, pixels->argb, pixels->width, pixels->height, pixels->width * 4,
                                      pixels->has_alpha ? DSPF_ARGB : DSPF_RGB32);
        pixels->maker = pixels->cached != NULL ? painter : NULL;
    }
    if (pixels->cached != NULL) {
        (void)target->SetBlittingFlags(target, pixels->has_alpha ? DSBLIT_BLEND_ALPHACHANNEL : DSBLIT_NOFX);
        /* Premultiplied; everything else that is blended is not. */
        (void)target->SetSrcBlendFunction(target, DSBF_ONE);
        (void)target->Blit(target, pixels->cached, NULL, x, y);
        (void)target->SetSrcBlendFunction(target, DSBF_SRCALPHA);
    }
}

/* In the memory that the target lies in, or each copy would cross from one to the other. */
static DFBResult create_moving(struct directfb_painter *own, int w, int h)
{
    IDirectFBSurface *target = own->target;
    DFBSurfaceDescription description = {
        .flags = DSDESC_CAPS | DSDESC_WIDTH | DSDESC_HEIGHT | DSDESC_PIXELFORMAT, .width = w, .height = h};
    DFBResult result = target->GetCapabilities(target, &description.caps);
    description.caps &= DSCAPS_SYSTEMONLY | DSCAPS_VIDEOONLY;
    if (result == DFB_OK) {
        result = target->GetPixelFormat(target, &description.pixelformat);
    }
    if (result == DFB_OK) {
        result = own->directfb->CreateSurface(own->directfb, &description, &own->moving);
    }
    return result;
}

/* Makes `moving` at least that large. -1: it cannot be created; logged once. */
static int make_moving(struct directfb_painter *own, int w, int h)
{
    if (own->cannot_move || (own->moving != NULL && own->moving_w >= w && own->moving_h >= h)) {
        return own->cannot_move ? -1 : 0;
    }
    drop_moving(own);
    own->moving_w = w > own->moving_w ? w : own->moving_w;
    own->moving_h = h > own->moving_h ? h : own->moving_h;
    DFBResult result = create_moving(own, own->moving_w, own->moving_h);
    if (result == DFB_OK) {
        result = surface_take_memory(own->moving);
    }
    if (result != DFB_OK) {
        drop_moving(own);
        own->cannot_move = 1;
        log_line(LOG_LEVEL_WARNING, "canvas", "lists do not scroll by a copy: no surface of %dx%d: %s",
                 own->moving_w, own->moving_h, DirectFBErrorString(result));
        return -1;
    }
    return 0;
}

static DFBResult copy(IDirectFBSurface *to, IDirectFBSurface *from, DFBRectangle part, int x, int y)
{
    (void)to->SetClip(to, NULL);
    (void)to->SetBlittingFlags(to, DSBLIT_NOFX);
    return to->Blit(to, from, &part, x, y);
}

/* By way of another surface: DirectFB leaves open in which order a blit onto itself copies its lines. */
static int scroll(struct painter *painter, struct rect area, int dy)
{
    struct directfb_painter *own = (struct directfb_painter *)painter;
    int lines = area.h - abs(dy);
    if (lines <= 0) {
        return 0;
    }
    if (make_moving(own, area.w, lines) < 0) {
        return -1;
    }
    DFBRectangle part = {area.x, dy < 0 ? area.y - dy : area.y, area.w, lines};
    DFBRectangle all = {0, 0, area.w, lines};
    DFBResult result = copy(own->moving, own->target, part, 0, 0);
    if (result == DFB_OK) {
        result = copy(own->target, own->moving, all, area.x, part.y + dy);
    }
    return result == DFB_OK ? 0 : -1;
}

static void forget(struct painter *painter, void *cached)
{
    IDirectFBSurface *surface = cached;
    (void)painter;
    (void)surface->Release(surface);
}

static void painter_free(struct painter *painter)
{
    drop_moving((struct directfb_painter *)painter);
    free(painter);
}

struct painter *painter_directfb_new(IDirectFB *directfb, IDirectFBSurface *target)
{
    static const struct painter_operations operations = {
        .name = "DirectFB",
        .begin = begin,
        .end = end,
        .clip = clip,
        .fill = fill,
        .masks = masks,
        .picture = picture,
        .scroll = scroll,
        .forget = forget,
        .free = painter_free,
    };
    struct directfb_painter *painter = calloc(1, sizeof *painter);
    if (painter == NULL) {
        log_line(LOG_LEVEL_ERROR, "canvas", "out of memory");
        return NULL;
    }
    *painter =
        (struct directfb_painter){.base.operations = &operations, .directfb = directfb, .target = target};
    return &painter->base;
}
