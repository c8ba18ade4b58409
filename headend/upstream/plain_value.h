#ifndef HEADEND_UPSTREAM_PLAIN_VALUE_H
#define HEADEND_UPSTREAM_PLAIN_VALUE_H

#include <stddef.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/narrow.h"

/* Fields of systems that write texts or numbers, padded, in full width. What is not there, null or "" is not
 * said; what is of another type or form sets *wrong. */

/* As it stands there, narrowed; returns `out`. */
const char *plain_text(const struct json_value *object, const char *name, char out[NARROW_SIZE], int *wrong);
/* A code of letters and digits; more than `size` - 1 are wrong. */
void plain_code(const struct json_value *object, const char *name, char *out, size_t size, int *wrong);

#endif
