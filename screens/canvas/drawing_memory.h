#ifndef SCREENS_CANVAS_DRAWING_MEMORY_H
#define SCREENS_CANVAS_DRAWING_MEMORY_H

#include <directfb.h>

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
};

/* `surface` stays the caller's. */
void surface_memory_init(struct surface_memory *memory, IDirectFBSurface *surface);

#endif
