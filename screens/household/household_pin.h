#ifndef SCREENS_HOUSEHOLD_HOUSEHOLD_PIN_H
#define SCREENS_HOUSEHOLD_HOUSEHOLD_PIN_H

#include "screens/stage/screen.h"

/* The household's six digits: asked for, which begins the household's session; set for the first time;
 * changed. A member's own session changes them without the old ones. `next`: where a PIN that is asked for
 * leads; yellow signs in by phone instead, and leads there, too. NULL: nowhere. NULL without memory. */
enum pin_purpose { PIN_ASKED, PIN_FIRST, PIN_CHANGE };

struct screen *household_pin_new(struct stage *stage, enum pin_purpose purpose,
                                 const struct destination *next);

#endif
