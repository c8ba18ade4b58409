#ifndef SCREENS_STAGE_LEAVING_H
#define SCREENS_STAGE_LEAVING_H

#include "screens/stage/screen.h"

/* Asks before answers are thrown away: to stay comes first and has the focus; Back and Home stay, too. A part
 * of the screen below it. `leave` is called when leaving was chosen; it takes this screen off the stack with
 * what it leaves. NULL without memory. */
struct screen *leaving_new(struct stage *stage, void (*leave)(void *context), void *context);

#endif
