#ifndef STB_APP_REMOTE_LEARNING_H
#define STB_APP_REMOTE_LEARNING_H

#include <stdint.h>

#include "remote-input/remote_keymap.h"
#include "screens/stage/learning_port.h"
#include "screens/stage/screen.h"

/* Teaching the hall a remote (learning_port.h) over the raw keys of the devices, and what is done about a
 * key that nobody knows: it is explained, and the third in a row opens the learning screen. Any key held for
 * three seconds, three times in a row, undoes all that was taught. */

struct hall;

struct remote_learning {
    struct screen *screen; /* who teaches; NULL: nobody */
    int is_trying;         /* what was taken drives the hall; before that the screen has all keys */
    learning_pressed pressed;
    struct remote_keymap_entry taken[REMOTE_KEY_COUNT];
    size_t count;
    struct remote_keymap_entry last; /* the key that came last */
    int64_t last_us;
    struct remote_keymap_entry woken_by; /* took the quiet clock away; a bare scancode comes again … */
    int64_t woken_us;                    /* … at this time last, and does nothing else as long as it does */
    int unknown;                         /* unknown keys in a row … */
    int64_t unknown_first_us;            /* … since then */
    struct remote_keymap_entry held;     /* the key that is, or was last, held */
    int64_t held_first_us, held_last_us;
    int held_is_long;
    int long_presses;      /* of this key in a row … */
    int64_t long_first_us; /* … since then */
};

extern const struct learning_port remote_learning_port;

/* From here on every raw key passes by here. */
void remote_learning_watch(struct hall *hall);
/* What was taken, to the keymap of the hall, which is not put in use by this. -1: it does not fit (logged).
 */
int remote_learning_add_taken(struct hall *hall);

/* The entry that makes a key what it is: by its code, or by its scancode where the kernel has no code of its
 * own for it. The device's name is taken literally. */
struct remote_key_report;
void remote_learning_entry(struct remote_keymap_entry *entry, const struct remote_key_report *report);

#endif
