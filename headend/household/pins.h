#ifndef HEADEND_HOUSEHOLD_PINS_H
#define HEADEND_HOUSEHOLD_PINS_H

#include <stdint.h>

#include "both-sides/records/household_records.h"
#include "headend/crypto/keyed_hash.h"
#include "headend/database/store.h"

/* The PIN of a household: six digits for the household's own things. What is kept is scrypt of a keyed hash:
 * whoever has only the file cannot try the million that there are. After 5 wrong ones it is locked for 15
 * minutes, then for twice as long each time, up to a day. One thread at a time. Moments are ms UTC. */

enum { PIN_SALT_BYTES = 16, PIN_HASH_BYTES = 32, PIN_FAILURES_MAX = 5, PIN_LOCK_MINUTES = 15 };

struct kept_pin {
    unsigned char salt[PIN_SALT_BYTES];
    unsigned char hash[PIN_HASH_BYTES];
    int failures, locks; /* since it was right last */
    int64_t locked_until;
};

/* 1: there is one; 0: there is none; -1: store_problem says why. */
int pins_get(struct store *store, const char *box, struct kept_pin *pin);

enum pin_result { PIN_FAILED = -1, PIN_RIGHT, PIN_WRONG, PIN_IS_LOCKED, PIN_IS_NONE };

/* Takes as long as scrypt does. `lock_ms`: how long the first lock is. */
enum pin_result pins_try(struct store *store, const struct keyed_hash *key, const char *box, const char *pin,
                         int64_t now, int64_t lock_ms);

/* 1: six digits of one kind, or in a row: what is tried first. */
int pin_is_weak(const char *pin);
/* In place of the one that was, unlocked. 0, or -1. */
int pins_set(struct store *store, const struct keyed_hash *key, const char *box, const char *pin,
             int64_t now);
/* 1: there was one; 0: there was none; -1. */
int pins_reset(struct store *store, const char *box);

#endif
