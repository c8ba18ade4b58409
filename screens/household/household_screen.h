#ifndef SCREENS_HOUSEHOLD_HOUSEHOLD_SCREEN_H
#define SCREENS_HOUSEHOLD_HOUSEHOLD_SCREEN_H

#include "screens/stage/screen.h"

/* 我家: who is bound to this television, and what can be done about it. Open to whoever sits there: it names
 * people by alias and masked name only, and lets a binding of the last 24 hours be undone. NULL without
 * memory. */
struct screen *household_screen_new(struct stage *stage, const struct destination *destination);

#endif
