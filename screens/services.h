#ifndef SCREENS_SERVICES_H
#define SCREENS_SERVICES_H

#include "screens/screen.h"

/* The screen behind a tile. NULL without memory. */
struct screen *service_open(struct stage *stage, const struct tile *tile);

#endif
