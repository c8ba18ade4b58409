#ifndef BOTH_SIDES_DIGITS_H
#define BOTH_SIDES_DIGITS_H

#include <stddef.h>

/* What so many decimal digits say; that they are digits, and few enough for an int, was seen before. */
int digits_value(const char *digits, size_t count);

#endif
