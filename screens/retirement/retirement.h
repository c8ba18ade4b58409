#ifndef SCREENS_RETIREMENT_RETIREMENT_H
#define SCREENS_RETIREMENT_RETIREMENT_H

#include "screens/stage/screen.h"

/* "When may I retire?": three questions (month of birth, group, years paid), without binding. What is typed
 * is wiped when the screen is left, and after three minutes without a key. */
struct screen *retirement_new(struct stage *stage, const struct destination *destination);

#endif
