#ifndef REMOTE_INPUT_KEY_REPEAT_H
#define REMOTE_INPUT_KEY_REPEAT_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"

/* The hall's own repeat: presses and releases with their times in, what is to be delivered out. No clock is
 * read here.
 *
 * Kernel and X11 repeat as they like (125 ms, 33 ms, HDMI-CEC 2–3 a second; platform.md), so their repeats
 * are not used. Three kinds of sources have to feel the same:
 *  - press … release: repeats start after 400 ms and come faster the longer the key is held;
 *  - release and press in one go, 30 a second, once a key is held (X11): the pair is taken for what it is, a
 * hold;
 *  - presses 2–3 a second, each with its release (HDMI-CEC): each is one step; no step of ours comes in
 * between. After a release nothing is repeated. The last key pressed is the one that repeats. */

enum {
    KEY_REPEAT_FIRST_US = 400000,
    KEY_REPEAT_SLOW_US = 140000, /* the second repeat comes this long after the first */
    KEY_REPEAT_FAST_US = 45000,
    KEY_REPEAT_SPEED_UP_US = 1500000, /* from slow to fast */
    KEY_REPEAT_PAIR_US = 25000,       /* a press this soon after a release is the source's own repeat … */
    KEY_REPEAT_PAIR_HOLD_US = 150000, /* … if the key was held this long before: no finger taps like that */
    KEY_REPEAT_CHAIN_GAP_US = 250000, /* presses that follow so closely are a slow source's repeat */
    KEY_REPEAT_CHAIN_PERIOD_US = 700000,
    KEY_REPEAT_LIMIT_US =
        15000000, /* a release that never came: let go, if the source does not say that the key is down */
    KEY_REPEAT_HARD_LIMIT_US = 60000000,
    KEY_REPEAT_OUT_MAX = 2
};

struct key_repeat {
    enum remote_key key; /* the last one pressed */
    int held;            /* 1: down; 0: up */
    int release_waits;   /* released at released_us, not yet told: it may be half of a pair */
    int64_t pressed_us;  /* start of the hold */
    int64_t released_us;
    int64_t next_us; /* when the next repeat is due, INT64_MAX: this key does not repeat */
    int64_t limit_us;
};

/* Nothing is held. */
void key_repeat_reset(struct key_repeat *repeat);

/* Each of these writes what is to be delivered now into `out`, in order, and returns how many there are.
 * `time_us` is when it happened, `now_us` (not earlier) when it was read. */
size_t key_repeat_press(struct key_repeat *repeat, enum remote_key key, int64_t time_us, int64_t now_us,
                        struct remote_event out[KEY_REPEAT_OUT_MAX]);
size_t key_repeat_release(struct key_repeat *repeat, enum remote_key key, int64_t time_us,
                          struct remote_event out[KEY_REPEAT_OUT_MAX]);
/* Repeats that were missed while the loop was busy are not made up for: one a call. */
size_t key_repeat_due(struct key_repeat *repeat, int64_t now_us, struct remote_event out[KEY_REPEAT_OUT_MAX]);

/* The source says that the key is still down. */
void key_repeat_alive(struct key_repeat *repeat, enum remote_key key, int64_t now_us);

/* When key_repeat_due has something to do; INT64_MAX: never. */
int64_t key_repeat_deadline(const struct key_repeat *repeat);

#endif
