#ifndef SCREENS_HOUSEHOLD_NEXT_DESTINATION_H
#define SCREENS_HOUSEHOLD_NEXT_DESTINATION_H

#include "screens/stage/destination.h"

/* Where a screen that lets somebody in leads afterwards, kept for as long as that screen stands. */

enum { NEXT_TITLE_SIZE = 128 };

struct next_destination {
    struct destination destination; /* its title is the one below; no notice */
    char title[NEXT_TITLE_SIZE];
};

/* `next` NULL: DESTINATION_NONE. `kept` is not copied afterwards. */
void next_destination_keep(struct next_destination *kept, const struct destination *next);

#endif
