#ifndef SCREENS_RETIREMENT_OWN_RETIREMENT_H
#define SCREENS_RETIREMENT_OWN_RETIREMENT_H

#include "screens/stage/screen.h"

/* 我什么时候能退休, of the person who scanned: from the own months, as the headend computes it; a woman says
 * first which post she has. NULL without memory. */
struct screen *own_retirement_new(struct stage *stage, const struct destination *destination);

#endif
