#ifndef SCREENS_HOUSEHOLD_HOUSEHOLD_GATE_H
#define SCREENS_HOUSEHOLD_HOUSEHOLD_GATE_H

#include "screens/stage/screen.h"

/* Before what is the household's own: asks whether the household has a PIN, and gives way to the PIN, or
 * without a PIN to signing in by phone; either leads to `next`. NULL without memory. */
struct screen *household_gate_new(struct stage *stage, const struct destination *next);

#endif
