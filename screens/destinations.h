#ifndef SCREENS_DESTINATIONS_H
#define SCREENS_DESTINATIONS_H

#include "screens/stage/screen.h"

/* The one place that knows every service: the screen of a destination, and a destination as text. */

/* NULL without memory, and for one that destination_read would not give. */
struct screen *destination_screen(struct stage *stage, const struct destination *destination);

/* "guides", "guide/retirement": the kind's word and, where it takes one, an id of [A-Za-z0-9_-]. -1: it is
 * anything else. */
int destination_read(const char *text, struct destination *destination);
/* "" for DESTINATION_NONE. Returns `out`. */
char *destination_write(char out[DESTINATION_TEXT_SIZE], const struct destination *destination);

#endif
