#ifndef STB_APP_QUIET_CLOCK_H
#define STB_APP_QUIET_CLOCK_H

#include <stdint.h>

#include "screens/canvas/canvas.h"

/* A picture that stands for hours burns into the screen. Ten minutes after the last key the hall gives way to
 * a dim clock that moves each minute; any key brings the screen back, and does nothing else. */

struct hall;

struct quiet_clock {
    int shows;
    unsigned place; /* counts on with each move */
    int64_t moved_us;
    int woken_by; /* enum remote_key, until it is let go */
};

/* When it begins; INT64_MAX while it shows: it moves when the loop wakes for the minute. */
int64_t quiet_clock_deadline(const struct hall *hall);
/* From every pass of the loop. */
void quiet_clock_service(struct hall *hall);
/* 1: it showed, and is gone. */
int quiet_clock_wake(struct hall *hall);
void quiet_clock_draw(const struct hall *hall);

#endif
