#ifndef SCREENS_DESTINATIONS_H
#define SCREENS_DESTINATIONS_H

#include "screens/stage/screen.h"

/* The one place that knows every service: the screen of a destination, and a destination as text. */

/* One that needs what the session does not have is opened as the sign-in screen, which leads on to it. NULL
 * without memory, and for one that destination_read would not give. */
struct screen *destination_screen(struct stage *stage, const struct destination *destination);

/* What one has to have signed in for: PERSON_SCOPE_BIT, SCOPE_HOUSEHOLD. What stands there goes with the
 * session. 0: anybody may see it. */
unsigned destination_scope(enum destination_kind kind);

/* "guides", "guide/retirement": the kind's word and, where it takes one, an id of [A-Za-z0-9_-]. -1: it is
 * anything else. */
int destination_read(const char *text, struct destination *destination);
/* "" for DESTINATION_NONE. Returns `out`. */
char *destination_write(char out[DESTINATION_TEXT_SIZE], const struct destination *destination);

#endif
