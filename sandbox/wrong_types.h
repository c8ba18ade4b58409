#ifndef SANDBOX_WRONG_TYPES_H
#define SANDBOX_WRONG_TYPES_H

#include <stddef.h>

/* The same JSON with every value of another type: numbers as strings, strings as numbers, lists as objects,
 * null as true. Malloc'ed; NULL if it cannot be made. */
char *wrong_types(const char *text, size_t length, size_t *out_length);

#endif
