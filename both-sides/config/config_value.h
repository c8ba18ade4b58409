#ifndef BOTH_SIDES_CONFIG_CONFIG_VALUE_H
#define BOTH_SIDES_CONFIG_CONFIG_VALUE_H

#include "both-sides/config/config_shape.h"

/* One value of headend.xml: is it what its table line says, and where does it go. */

/* 1 if `text` is what `shape` allows. */
int config_value_good(const struct value_shape *shape, const char *text);

/* Stores a good value into the structure at `target`. */
void config_value_store(const struct value_shape *shape, const char *text, void *target);

/* What is allowed, in words: "a whole number from 60 to 86400". */
void config_value_allowed(const struct value_shape *shape, char *out, size_t size);

/* The length in characters of text that may stand on the screen; -1 if it has control characters. */
int config_words_length(const char *text);

#endif
