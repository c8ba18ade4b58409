#ifndef BOTH_SIDES_BUILD_TIME_H
#define BOTH_SIDES_BUILD_TIME_H

#include <stdint.h>

/* When this program was built, ms UTC (SOURCE_DATE_EPOCH where that is given): it is later than that. */
extern const int64_t build_time_ms;

#endif
