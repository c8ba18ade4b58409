#ifndef SCREENS_UTILITIES_UTILITIES_H
#define SCREENS_UTILITIES_UTILITIES_H

#include "screens/stage/screen.h"

/* Bills of gas, water or electricity (the destination's id): the accounts that the household has kept, whom a
 * number can be typed for, other ways of paying. NULL without memory, or for another id. */

/* One's own where somebody has signed in; else without. */
struct screen *utility_new(struct stage *stage, const struct destination *destination);
/* In a session of the household or a person. */
struct screen *own_utility_new(struct stage *stage, const struct destination *destination);

#endif
