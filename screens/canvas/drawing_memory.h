#ifndef SCREENS_CANVAS_DRAWING_MEMORY_H
#define SCREENS_CANVAS_DRAWING_MEMORY_H

#include <directfb.h>
#include <stddef.h>

#include "screens/canvas/rect.h"

/* The memory that is drawn on: a surface of DirectFB's, or what a window shares with its display
 * (window.h). */

struct pixel_view {
    unsigned char *memory;
    int pitch; /* bytes from line to line */
    int width, height;
    DFBSurfacePixelFormat format;
};

struct drawing_memory {
    /* 0, and what may be read and written until unlock; -1: not now, and nothing is to be unlocked. Address,
     * pitch, size and format may be others each time. */
    int (*lock)(struct drawing_memory *memory, struct pixel_view *view);
    void (*unlock)(struct drawing_memory *memory);
};

struct surface_memory {
    struct drawing_memory base;
    IDirectFBSurface *surface;
    int lock_failed; /* said once */
    int locks;       /* one within the other: DirectFB knows of the first */
    struct pixel_view view;
};

/* DirectFB allocates a surface's memory at its first use, and drawing calls do not report a failure. This
 * allocates it now; the result says whether there was enough. */
DFBResult surface_take_memory(IDirectFBSurface *surface);

/* `surface` stays the caller's. */
void surface_memory_init(struct surface_memory *memory, IDirectFBSurface *surface);

/* Copies parts of `from`, within which they lie, to the same places. 0; -1, and nothing is copied: it cannot
 * be locked, or is of another size or format. */
int drawing_memory_copy(struct drawing_memory *memory, const struct pixel_view *from,
                        const struct rect *parts, size_t count);

#endif
