#ifndef SCREENS_CANVAS_CANVAS_PRIVATE_H
#define SCREENS_CANVAS_CANVAS_PRIVATE_H

#include <directfb.h>

#include "screens/canvas/canvas.h"
#include "screens/canvas/corner_mask.h"
#include "screens/canvas/rect.h"

/* What the files of this room share of a canvas. */

enum { CLIP_DEPTH_MAX = 8 };

struct canvas {
    IDirectFB *directfb;
    IDirectFBSurface *primary;
    IDirectFBSurface *back; /* system memory, copied to the primary where it was damaged; NULL: not needed */
    IDirectFBSurface *target; /* the one of them that is drawn on */
    int width, height;
    struct damage damage;
    struct rect clips[CLIP_DEPTH_MAX + 1]; /* [clip_depth] is in force */
    int clip_depth;
    int clip_overflow; /* pushes beyond the depth, to be popped before the others */
    struct corner_masks corner_masks;
    IDirectFBEventBuffer *events;
    int event_fd;
};

/* A surface of 8-bit coverage over memory that stays the caller's. NULL: the log says why. */
IDirectFBSurface *canvas_mask_surface(struct canvas *canvas, unsigned char *coverage, int width, int height);
/* Sets colour and blending for blits from mask surfaces. */
void canvas_mask_ink(struct canvas *canvas, colour ink);
/* The part of the screen that may be drawn on now. */
struct rect canvas_clip(const struct canvas *canvas);

/* canvas_keys.c */
int canvas_keys_open(struct canvas *canvas);
void canvas_keys_close(struct canvas *canvas);

#endif
