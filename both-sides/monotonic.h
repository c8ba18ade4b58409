#ifndef BOTH_SIDES_MONOTONIC_H
#define BOTH_SIDES_MONOTONIC_H

#include <stdint.h>

/* The steady clock of a program, CLOCK_MONOTONIC in microseconds: deadlines and intervals. */
int64_t monotonic_us(void);

/* It runs ahead by so much more from here on, for everything that asks it: a test need not wait. One thread
 * only. */
void monotonic_pass(int64_t us);

#endif
