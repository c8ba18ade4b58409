#ifndef BOTH_SIDES_DIGITS_H
#define BOTH_SIDES_DIGITS_H

#include <stddef.h>
#include <stdint.h>

/* What so many decimal digits say; that they are digits, and few enough for an int, was seen before. */
int digits_value(const char *digits, size_t count);

/* A whole text of 1 to 16 decimal digits and nothing else, behind a '-' where `least` is less than 0. -1: it
 * is none, or not within the bounds. */
int digits_read(const char *text, int64_t least, int64_t most, int64_t *number);

#endif
