#ifndef SCREENS_CANVAS_CANVAS_PRIVATE_H
#define SCREENS_CANVAS_CANVAS_PRIVATE_H

#include <directfb.h>

#include "screens/canvas/canvas.h"
#include "screens/canvas/corner_mask.h"
#include "screens/canvas/drawing_memory.h"
#include "screens/canvas/painter.h"
#include "screens/canvas/rect.h"
#include "screens/canvas/window.h"

/* What the files of this room share of a canvas. */

enum { CLIP_DEPTH_MAX = 8, COVERS_MAX = 32 };

/* To be done before the next frame is drawn; dy 0: nothing. */
struct scroll {
    struct rect area;
    int dy;
};

struct canvas {
    IDirectFB *directfb;
    IDirectFBSurface *primary;
    IDirectFBSurface
        *back; /* copied to the primary where it was damaged (back_surface.h); NULL: not needed */
    IDirectFBSurface *target;        /* the one of them that is drawn on */
    int is_seen_at_once;             /* what was copied to the primary; else at a Flip */
    struct surface_memory shown;     /* the primary's, if so */
    struct surface_memory surface;   /* the target's */
    struct drawing_memory *drawn_on; /* that, or what the window shares with its display */
    struct painter *painter;
    int drawing;   /* between the painter's begin and end */
    int is_unseen; /* what is damaged is nothing: canvas_unseen */
    int width, height;
    struct damage damage;
    struct rect damage_first; /* drawn and shown before that; empty: nothing */
    struct scroll scroll;
    struct rect clips[CLIP_DEPTH_MAX + 1]; /* [clip_depth] is in force */
    int clip_depth;
    struct rect covers[COVERS_MAX];
    size_t cover_count;
    int clip_overflow; /* pushes beyond the depth, to be popped before the others */
    struct corner_masks corner_masks;
    struct window *window; /* on an X display; NULL: none */
};

/* Draws parts of a mask, which the clip shows at least in part. */
void canvas_masks(struct canvas *canvas, struct mask *mask, const struct glyph_place *places, size_t count,
                  colour ink);
/* The part of the screen that may be drawn on now. */
struct rect canvas_clip(const struct canvas *canvas);

#endif
