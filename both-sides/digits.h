#ifndef BOTH_SIDES_DIGITS_H
#define BOTH_SIDES_DIGITS_H

#include <stddef.h>
#include <stdint.h>

/* What so many decimal digits say; that they are digits, and few enough for an int, was seen before. */
int digits_value(const char *digits, size_t count);

/* Takes `least` to `most` (at the most 18) decimal digits at *at, which is then behind them. -1: there are
 * fewer. */
int digits_take(const char **at, size_t least, size_t most, int64_t *number);

/* A whole text of 1 to 16 decimal digits and nothing else, behind a '-' where `least` is less than 0. -1: it
 * is none, or not within the bounds. */
int digits_read(const char *text, int64_t least, int64_t most, int64_t *number);

#endif
