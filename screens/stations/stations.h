#ifndef SCREENS_STATIONS_STATIONS_H
#define SCREENS_STATIONS_STATIONS_H

#include "screens/stage/screen.h"

/* 就近办: the directory as a tree of districts, or those that take a matter, nearest first (全市通办). NULL
 * without memory; likewise below. */
struct screen *stations_new(struct stage *stage, const struct destination *destination);
/* One station. */
struct screen *station_new(struct stage *stage, const struct destination *destination);

#endif
