/* Drawing on memory with libpixman: where nothing accelerates DirectFB's calls, whose software
 * renderer takes pixel by pixel and locks the surface for each call. */
#include <pixman.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/canvas/ground_table.h"
#include "screens/canvas/painter.h"
#include "screens/canvas/plain_field.h"
#include "screens/canvas/rect.h"

struct pixman_painter {
    struct painter base;
    struct drawing_memory *drawn_on;
    struct pixel_view view; /* from begin to end */
    int is_locked;
    pixman_image_t *target; /* over `seen`; kept while nothing of it changes */
    struct pixel_view seen;
    struct rect clip;
    pixman_image_t *ink; /* the colour used last */
    colour ink_colour;
    struct ground_tables grounds;
    struct plain_field plain; /* of the part that is drawn */
};

/* 0: a format that is not drawn on here. */
static pixman_format_code_t format_of(DFBSurfacePixelFormat format)
{
    if (format == DSPF_RGB32) {
        return PIXMAN_x8r8g8b8;
    }
    if (format == DSPF_ARGB) {
        return PIXMAN_a8r8g8b8;
    }
    return format == DSPF_RGB16 ? PIXMAN_r5g6b5 : (pixman_format_code_t)0;
}

static void drop_target(struct pixman_painter *own)
{
    if (own->target != NULL) {
        (void)pixman_image_unref(own->target);
        own->target = NULL;
    }
}

static int is_same_shape(const struct pixel_view *a, const struct pixel_view *b)
{
    return a->pitch == b->pitch && a->width == b->width && a->height == b->height && a->format == b->format;
}

/* The memory may have got another size, format or place since the last frame. 1: not only the place. -1: it
 * cannot be drawn on. */
static int make_target(struct pixman_painter *own)
{
    const struct pixel_view *view = &own->view;
    int is_same = own->target != NULL && is_same_shape(view, &own->seen);
    if (is_same && view->memory == own->seen.memory) {
        return 0;
    }
    drop_target(own);
    pixman_format_code_t code = format_of(view->format);
    if (code == 0 || view->pitch % 4 != 0) {
        return -1;
    }
    own->target = pixman_image_create_bits_no_clear(code, view->width, view->height,
                                                    (uint32_t *)(void *)view->memory, view->pitch);
    own->seen = *view;
    if (own->target == NULL) {
        return -1;
    }
    return is_same ? 0 : 1;
}

static void end(struct painter *painter)
{
    struct pixman_painter *own = (struct pixman_painter *)painter;
    if (own->is_locked) {
        own->drawn_on->unlock(own->drawn_on);
        own->is_locked = 0;
    }
}

static int begin(struct painter *painter)
{
    struct pixman_painter *own = (struct pixman_painter *)painter;
    if (own->drawn_on->lock(own->drawn_on, &own->view) < 0) {
        return -1;
    }
    own->is_locked = 1;
    int made = make_target(own);
    if (made < 0) {
        end(painter);
        return -1;
    }
    own->clip = (struct rect){0, 0, own->view.width, own->view.height};
    plain_field_forget(&own->plain);
    return made;
}

static void clip(struct painter *painter, struct rect area)
{
    struct pixman_painter *own = (struct pixman_painter *)painter;
    struct rect before = own->clip;
    own->clip = rect_intersection(area, (struct rect){0, 0, own->view.width, own->view.height});
    if (!rect_is_within(own->clip, before)) {
        plain_field_forget(&own->plain); /* another part: its own fields are smaller, perhaps */
    }
}

/* A channel of a colour, premultiplied, in pixman's 16 bits. */
static uint16_t channel(colour c, int shift)
{
    uint32_t alpha = c >> 24;
    uint32_t value = c >> shift & 0xFF;
    return (uint16_t)((value * alpha + 127) / 255 * 257);
}

static pixman_color_t premultiplied(colour c)
{
    return (pixman_color_t){channel(c, 16), channel(c, 8), channel(c, 0), (uint16_t)((c >> 24) * 257)};
}

static uint32_t pixel_of(const struct pixman_painter *own, colour c)
{
    if (own->view.format == DSPF_RGB16) {
        return (c >> 8 & 0xF800) | (c >> 5 & 0x07E0) | (c >> 3 & 0x001F);
    }
    return c;
}

static void fill_opaque(struct pixman_painter *own, struct rect area, colour paint)
{
    int bits = own->view.format == DSPF_RGB16 ? 16 : 32;
    uint32_t pixel = pixel_of(own, paint);
    if (!pixman_fill((uint32_t *)(void *)own->view.memory, own->view.pitch / 4, bits, area.x, area.y, area.w,
                     area.h, pixel)) {
        pixman_box32_t box = {area.x, area.y, area.x + area.w, area.y + area.h};
        pixman_color_t solid = premultiplied(paint);
        (void)pixman_image_fill_boxes(PIXMAN_OP_SRC, own->target, &solid, 1, &box);
    }
}

static void fill(struct painter *painter, const struct rect *areas, size_t count, colour paint)
{
    struct pixman_painter *own = (struct pixman_painter *)painter;
    for (size_t i = 0; i < count; i++) {
        struct rect area = rect_intersection(areas[i], own->clip);
        if (rect_is_empty(area)) {
            continue;
        }
        if (paint >> 24 == 255) {
            fill_opaque(own, area, paint);
            plain_field_filled(&own->plain, area);
        } else {
            pixman_box32_t box = {area.x, area.y, area.x + area.w, area.y + area.h};
            pixman_color_t blended = premultiplied(paint);
            (void)pixman_image_fill_boxes(PIXMAN_OP_OVER, own->target, &blended, 1, &box);
            plain_field_drawn(&own->plain, area);
        }
    }
}

static pixman_image_t *ink_image(struct pixman_painter *own, colour ink)
{
    if (own->ink == NULL || own->ink_colour != ink) {
        if (own->ink != NULL) {
            (void)pixman_image_unref(own->ink);
        }
        pixman_color_t solid = premultiplied(ink);
        own->ink = pixman_image_create_solid_fill(&solid);
        own->ink_colour = ink;
    }
    return own->ink;
}

static pixman_image_t *mask_image(struct pixman_painter *own, struct mask *mask)
{
    if (mask->maker != &own->base) {
        mask_forget(mask);
        mask->cached = pixman_image_create_bits_no_clear(PIXMAN_a8, mask->width, mask->height,
                                                         (uint32_t *)(void *)mask->coverage, mask->stride);
        mask->maker = mask->cached != NULL ? &own->base : NULL;
    }
    return mask->cached;
}

/* Lines that hold another colour under the mask, until it is no plain ground. */
enum { STRANGE_LINES_MAX = 3 };

static void blend(struct pixman_painter *own, pixman_image_t *source, pixman_image_t *coverage,
                  const struct glyph_place *place, struct rect shown)
{
    pixman_image_composite32(PIXMAN_OP_OVER, source, coverage, own->target, 0, 0,
                             place->source_x + shown.x - place->x, place->source_y + shown.y - place->y,
                             shown.x, shown.y, shown.w, shown.h);
}

/* One glyph: by the table of its ground as far as that is one colour, else blended. */
static void draw_mask(struct pixman_painter *own, pixman_image_t *source, struct mask *mask,
                      const struct glyph_place *place, struct rect shown, colour ink)
{
    const struct covered covered = {
        .to = own->view.memory + (ptrdiff_t)shown.y * own->view.pitch + (ptrdiff_t)shown.x * 4,
        .coverage = mask->coverage + (ptrdiff_t)(place->source_y + shown.y - place->y) * mask->stride +
                    (place->source_x + shown.x - place->x),
        .pitch = own->view.pitch,
        .stride = mask->stride,
        .width = shown.w,
        .height = shown.h,
    };
    const struct ground_table *table = NULL;
    int y = 0;
    if (own->view.format != DSPF_RGB16) {
        uint32_t ground = *(uint32_t *)(void *)covered.to;
        table = ground_table_get(&own->grounds, format_of(own->view.format), source, ink, ground);
    }
    if (table != NULL && plain_field_holds(&own->plain, shown)) {
        ground_table_draw_plain(table, &covered);
        return;
    }
    for (int strange = 0; table != NULL && y < shown.h && strange < STRANGE_LINES_MAX; strange++) {
        int drawn = 0;
        y = ground_table_draw(table, &covered, y, &drawn);
        if (y < shown.h) {
            blend(own, source, mask->cached, place,
                  (struct rect){shown.x + drawn, shown.y + y, shown.w - drawn, 1});
            y++;
        }
    }
    if (y < shown.h) {
        blend(own, source, mask->cached, place, (struct rect){shown.x, shown.y + y, shown.w, shown.h - y});
    }
}

static void masks(struct painter *painter, struct mask *mask, const struct glyph_place *places, size_t count,
                  colour ink)
{
    struct pixman_painter *own = (struct pixman_painter *)painter;
    pixman_image_t *source = ink_image(own, ink);
    if (source == NULL || mask_image(own, mask) == NULL) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct glyph_place *place = &places[i];
        struct rect shown =
            rect_intersection((struct rect){place->x, place->y, place->w, place->h}, own->clip);
        if (!rect_is_empty(shown)) {
            draw_mask(own, source, mask, place, shown, ink);
            plain_field_drawn(&own->plain, shown);
        }
    }
}

static void picture(struct painter *painter, struct pixels *pixels, int x, int y)
{
    struct pixman_painter *own = (struct pixman_painter *)painter;
    if (pixels->maker != painter) {
        pixels_forget(pixels);
        pixels->cached =
            pixman_image_create_bits_no_clear(pixels->has_alpha ? PIXMAN_a8r8g8b8 : PIXMAN_x8r8g8b8,
                                              pixels->width, pixels->height, pixels->argb, pixels->width * 4);
        pixels->maker = pixels->cached != NULL ? painter : NULL;
    }
    struct rect shown = rect_intersection((struct rect){x, y, pixels->width, pixels->height}, own->clip);
    if (pixels->cached != NULL && !rect_is_empty(shown)) {
        pixman_image_composite32(pixels->has_alpha ? PIXMAN_OP_OVER : PIXMAN_OP_SRC, pixels->cached, NULL,
                                 own->target, shown.x - x, shown.y - y, 0, 0, shown.x, shown.y, shown.w,
                                 shown.h);
        plain_field_drawn(&own->plain, shown);
    }
}

static int scroll(struct painter *painter, struct rect area, int dy)
{
    struct pixman_painter *own = (struct pixman_painter *)painter;
    size_t pixel_bytes = own->view.format == DSPF_RGB16 ? 2 : 4;
    area = rect_intersection(area, (struct rect){0, 0, own->view.width, own->view.height});
    int lines = area.h - abs(dy);
    if (lines <= 0 || rect_is_empty(area)) {
        return 0;
    }
    plain_field_forget(&own->plain);
    unsigned char *first =
        own->view.memory + (ptrdiff_t)area.y * own->view.pitch + (ptrdiff_t)area.x * (int)pixel_bytes;
    /* The line whose place is taken by another has been copied before. */
    for (int i = 0; i < lines; i++) {
        int to = dy < 0 ? i : area.h - 1 - i;
        memcpy(first + (ptrdiff_t)to * own->view.pitch, first + (ptrdiff_t)(to - dy) * own->view.pitch,
               (size_t)area.w * pixel_bytes);
    }
    return 0;
}

static void forget(struct painter *painter, void *cached)
{
    (void)painter;
    (void)pixman_image_unref(cached);
}

static void painter_free(struct painter *painter)
{
    struct pixman_painter *own = (struct pixman_painter *)painter;
    drop_target(own);
    if (own->ink != NULL) {
        (void)pixman_image_unref(own->ink);
    }
    free(own);
}

struct painter *painter_pixman_new(struct drawing_memory *drawn_on, DFBSurfacePixelFormat format)
{
    static const struct painter_operations operations = {
        .name = "libpixman",
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
    if (format_of(format) == 0) {
        return NULL;
    }
    struct pixman_painter *painter = calloc(1, sizeof *painter);
    if (painter == NULL) {
        log_line(LOG_LEVEL_ERROR, "canvas", "out of memory");
        return NULL;
    }
    painter->base.operations = &operations;
    painter->drawn_on = drawn_on;
    return &painter->base;
}
