#ifndef STB_APP_NEXT_SCREEN_H
#define STB_APP_NEXT_SCREEN_H

#include "screens/stage/screen.h"

/* While nothing is pressed, the letters of the screen that OK would open are made: once after each key, a
 * moment after it, in slices between which the loop goes round (docs/decisions/0171). */

enum {
    NEXT_SCREEN_AFTER_US = 160000, /* longer than between two repeats of a key */
    NEXT_SCREEN_SLICE_US = 2000
};

struct next_screen {
    int64_t due_us; /* of the next step, on a screen that has one; INT64_MAX: none until something happens */
    int64_t slice_us;         /* that a step may take */
    int is_known;             /* since the last key, what OK opens has been opened unseen */
    int is_making;            /* its letters */
    const struct screen *top; /* on which that is so; to be compared only */
};

/* Also for other fonts. */
void next_screen_start(struct next_screen *next, int64_t now_us);
/* A key: what is under way ends, and begins anew. */
void next_screen_touch(struct next_screen *next, int64_t now_us);
/* Something has come from the headend: now there may be what OK opens. */
void next_screen_heard(struct next_screen *next, int64_t now_us);

/* When there is something to do while `top` is shown; INT64_MAX: nothing, and nothing wakes for it. */
int64_t next_screen_deadline(const struct next_screen *next, const struct screen *top);
/* Once all is drawn, and no key waits. `key_waits`, asked between the steps of an opening and after each
 * letter, ends it with 1. 1: there was something to do. */
int next_screen_service(struct next_screen *next, struct screen *top, int64_t now_us,
                        int (*key_waits)(void *context), void *context);

#endif
