#ifndef HEADEND_HOUSEHOLD_BOX_LIMITS_H
#define HEADEND_HOUSEHOLD_BOX_LIMITS_H

#include <stddef.h>
#include <stdint.h>

#include "headend/crypto/keyed_hash.h"

/* What a box may do in a day (domain.md 11): sign in 5 different persons, fail 10 times. In memory: a headend
 * that restarts counts anew. Any thread may call; days are YYYYMMDD. */

enum { BOX_PERSONS_A_DAY = 5, BOX_FAILURES_A_DAY = 10, BOXES_COUNTED_MAX = 65536 };

struct box_limits;

/* `persons`: instead of BOX_PERSONS_A_DAY; 0: that. NULL: out of memory. */
struct box_limits *box_limits_create(int persons);
void box_limits_free(struct box_limits *limits);

/* 1: it has failed less often than it may. */
int box_limits_may_begin(struct box_limits *limits, const char *box, int day);
void box_limits_failed(struct box_limits *limits, const char *box, int day);
/* 1: this person is one of the few of today, and counted as that. */
int box_limits_admit(struct box_limits *limits, const char *box, int day, const struct hash *person);

#endif
