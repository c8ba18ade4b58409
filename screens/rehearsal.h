#ifndef SCREENS_REHEARSAL_H
#define SCREENS_REHEARSAL_H

#include "screens/stage/screen.h"

/* What OK would open is opened for nobody, while nothing is pressed: made from what is cached, laid out,
 * drawn without a picture, freed. Afterwards the letters that it lacks are noted
 * (screens/canvas/letters_ahead.h), and the faces and icons that it needs are open. Nothing is asked of the
 * headend, nothing of the stage or of what stands on it changes. Only what is public is opened, and of that
 * what is made quickly. */

enum rehearsed {
    REHEARSED_NOTHING, /* nothing can be opened where the focus is now */
    REHEARSED_ALL,     /* what is opened there has been, or is never opened unseen */
    REHEARSED_STOPPED
};

/* `stops` is asked between the steps (what is shown is drawn unseen; the next screen is made; it is drawn)
 * and ends it with 1. */
enum rehearsed rehearse_next(struct screen *top, int (*stops)(void *context), void *context);

/* 1: a screen of this kind is opened unseen. */
int rehearsal_has(enum destination_kind kind);

#endif
