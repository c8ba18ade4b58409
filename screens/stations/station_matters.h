#ifndef SCREENS_STATIONS_STATION_MATTERS_H
#define SCREENS_STATIONS_STATION_MATTERS_H

#include "backend-client/records/station_records.h"
#include "screens/stage/screen.h"

/* A part of a station's screen: what is handled there as a list that opens the guides, what is done on the
 * spot before what is passed on. The set is copied; `subtitle` is the station's name. NULL without memory. */
struct screen *station_matters_new(struct stage *stage, const char *subtitle, const struct station_set *set);

#endif
