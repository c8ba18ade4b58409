#ifndef HEADEND_HOUSEHOLD_GUESS_LIMIT_H
#define HEADEND_HOUSEHOLD_GUESS_LIMIT_H

#include <stdint.h>

#include "headend/http/client_address.h"

/* How often codes that are none may be tried: by one address, and by all together. With 10,000 codes that
 * hold, one guess finds one of them once in 2.5 million times; at most GUESSES_ALL a minute that is one in
 * more than a day, and whoever finds one still lacks the room's number. Any thread may call; times are µs of
 * the steady clock. */

enum {
    GUESSES_ADDRESS = 10,
    GUESSES_ADDRESS_S = 600,
    GUESSES_ALL = 1000,
    GUESSES_ALL_S = 60,
    GUESSERS_MAX = 4096
};

struct guess_limit;

/* NULL: out of memory. */
struct guess_limit *guess_limit_create(void);
void guess_limit_free(struct guess_limit *limit);

/* 1: one more code may be looked at. */
int guess_limit_allows(struct guess_limit *limit, const char *address, int64_t now_us);
/* It was none. */
void guess_limit_count(struct guess_limit *limit, const char *address, int64_t now_us);

#endif
