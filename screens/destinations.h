#ifndef SCREENS_DESTINATIONS_H
#define SCREENS_DESTINATIONS_H

#include "screens/stage/screen.h"

/* The screen behind a tile. NULL without memory. */
struct screen *service_open(struct stage *stage, const struct tile *tile);

#endif
