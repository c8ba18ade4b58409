#ifndef SCREENS_CANVAS_BACK_SURFACE_H
#define SCREENS_CANVAS_BACK_SURFACE_H

#include <directfb.h>

/* What is drawn on where drawing on the primary surface would be seen while it happens (docs/decisions/0179).
 */

/* 1: hardware fills this surface, and blends letters onto it from where they lie, which is system memory. */
int surface_is_accelerated(IDirectFB *directfb, IDirectFBSurface *surface);

/* As large as the primary and of its pixels; in video memory where hardware draws and there is room, else in
 * system memory. Released by the caller. */
DFBResult back_surface_new(IDirectFB *directfb, IDirectFBSurface *primary, int by_hardware,
                           IDirectFBSurface **back);

#endif
