#ifndef STB_APP_SAY_H
#define STB_APP_SAY_H

#include "screens/stage/spoken.h"

/* What is on the television now, in words: the screen on top; or the clock that stands in place of the
 * screens; or the element for Back, where it has the focus. To be wiped. */

struct hall;

void hall_say(const struct hall *hall, struct spoken *spoken);

#endif
