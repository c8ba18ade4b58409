#ifndef SCREENS_CANVAS_PAINTER_H
#define SCREENS_CANVAS_PAINTER_H

#include <directfb.h>
#include <stddef.h>
#include <stdint.h>

#include "screens/canvas/canvas.h"
#include "screens/canvas/drawing_memory.h"

/* Who puts pixels on the surface that is drawn on: one small table of operations with two makers behind it.
 * painter_directfb.c draws with DirectFB's own calls, for a box that accelerates them; painter_pixman.c locks
 * the memory once a frame and draws on it with libpixman (SSE2, NEON). Chosen once, when the canvas
 * opens (docs/decisions/0070). All areas lie within the surface: the callers have clipped them. */

struct painter;

/* 8-bit coverage to be drawn in a colour: letters, icons, round corners. Rows are `stride` bytes apart, a
 * multiple of four. `cached` is what a painter made of it. */
struct mask {
    unsigned char *coverage;
    int width, height, stride;
    void *cached;
    struct painter *maker; /* of `cached`; NULL: nothing is cached */
};

/* Pixels 0xAARRGGBB, premultiplied, rows without gaps; without alpha A is not looked at. */
struct pixels {
    uint32_t *argb;
    int width, height;
    int has_alpha;
    void *cached;
    struct painter *maker;
};

struct glyph_place {
    int source_x, source_y, w, h; /* in the mask */
    int x, y;                     /* on the surface */
};

struct painter_operations {
    const char *name;
    /* Before anything is drawn in a frame, and after. begin: 0; 1: what was drawn before is lost (another
     * size or format), so that all of it has to be drawn; -1: the surface cannot be drawn on now. */
    int (*begin)(struct painter *painter);
    void (*end)(struct painter *painter);
    void (*clip)(struct painter *painter, struct rect area);
    void (*fill)(struct painter *painter, const struct rect *areas, size_t count, colour fill);
    /* Each glyph is cut at the clip by the painter. */
    void (*masks)(struct painter *painter, struct mask *mask, const struct glyph_place *places, size_t count,
                  colour ink);
    void (*picture)(struct painter *painter, struct pixels *pixels, int x, int y);
    /* Moves what stands in `area` by dy lines (negative: up); what comes from outside of it is left as it
     * was. 0, or -1: this painter cannot. */
    int (*scroll)(struct painter *painter, struct rect area, int dy);
    void (*forget)(struct painter *painter, void *cached);
    void (*free)(struct painter *painter);
};

/* First member of each painter. */
struct painter {
    const struct painter_operations *operations;
};

/* NULL: the log says why. `target` stays the caller's. */
struct painter *painter_directfb_new(IDirectFB *directfb, IDirectFBSurface *target);
/* NULL without memory, or for pixels that libpixman does not know. `drawn_on` stays the caller's. */
struct painter *painter_pixman_new(struct drawing_memory *drawn_on, DFBSurfacePixelFormat format);

/* What a painter keeps of them is given up; they may be drawn again. */
void mask_forget(struct mask *mask);
void pixels_forget(struct pixels *pixels);

/* Pixels of their own memory, not set; NULL without memory. */
struct pixels *pixels_new(int width, int height);
/* Takes over `argb` (malloc'ed), also when it fails. */
struct pixels *pixels_of(uint32_t *argb, int width, int height, int has_alpha);
void pixels_free(struct pixels *pixels); /* NULL is fine */

/* A cleared mask; NULL without memory. */
struct mask *mask_new(int width, int height);
void mask_free(struct mask *mask); /* NULL is fine */

#endif
