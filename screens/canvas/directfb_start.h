#ifndef SCREENS_CANVAS_DIRECTFB_START_H
#define SCREENS_CANVAS_DIRECTFB_START_H

#include <directfb.h>

#include "screens/canvas/canvas.h"

/* Starts DirectFB with the settings a television hall needs: silent, without cursor, virtual terminal
 * switching, signal handlers or input devices of its own. NULL: the log says why. */
IDirectFB *directfb_start(const struct canvas_options *options);

#endif
