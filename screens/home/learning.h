#ifndef SCREENS_HOME_LEARNING_H
#define SCREENS_HOME_LEARNING_H

#include "screens/stage/screen.h"

/* A remote is taught: the screen asks for one key after another, shows what came, and keeps nothing until the
 * person confirms with the new keys. A key that the remote lacks is skipped by waiting. */

/* With the id "at-once" it asks for the first key without offering to forget what was learned before: for a
 * remote that could not choose. NULL without memory. */
struct screen *learning_new(struct stage *stage, const struct destination *destination);

#endif
