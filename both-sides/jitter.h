#ifndef BOTH_SIDES_JITTER_H
#define BOTH_SIDES_JITTER_H

#include <stdint.h>

/* 0.5 to 1.5 times the value, at random: 700,000 boxes that have lost the same headend must not come back
 * together. */
int64_t jittered(int64_t value);

#endif
