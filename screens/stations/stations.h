#ifndef SCREENS_STATIONS_STATIONS_H
#define SCREENS_STATIONS_STATIONS_H

#include "screens/stage/screen.h"

/* 就近办: the directory as a tree of districts. NULL without memory; likewise below. */
struct screen *stations_new(struct stage *stage, const char *title);
/* Those that take a matter, nearest first (全市通办). */
struct screen *stations_for_guide_new(struct stage *stage, const char *guide_id, const char *guide_name);
/* One station. */
struct screen *station_new(struct stage *stage, const char *station_id, const char *name);

#endif
