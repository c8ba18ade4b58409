#ifndef SCREENS_HOME_HOME_H
#define SCREENS_HOME_HOME_H

#include "screens/stage/screen.h"

/* The first screen: the tiles of the menu. NULL without memory. */
struct screen *home_new(struct stage *stage, const struct destination *destination);

#endif
