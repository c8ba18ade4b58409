#ifndef HEADEND_CONTENT_CONTENT_VALUE_H
#define HEADEND_CONTENT_CONTENT_VALUE_H

#include "both-sides/arena.h"
#include "headend/content/content_shape.h"

/* One value of a content file: is it what its table line says, and where does it go. */

enum { CONTENT_VALUE_TEXT_SIZE = 24 }; /* any number or date as text */

enum content_verdict { CONTENT_VALUE_GOOD, CONTENT_VALUE_WRONG, CONTENT_VALUE_NO_MEMORY };

/* Stores a good value into the record. `text` has no white space around it. */
enum content_verdict content_value_take(const struct content_value *value, const char *text, void *record,
                                        struct arena *arena);

/* What stands in the record where the value is not given. */
void content_value_missing(const struct content_value *value, void *record);

/* 1 if the record has another value than that of content_value_missing. */
int content_value_given(const struct content_value *value, const void *record);

/* What is allowed, in words: "a whole number from 0 to 99". */
void content_value_allowed(const struct content_value *value, char *out, size_t size);

/* The value of a record as it stands in a file; not for CONTENT_IDS. Returns a string of the record's, or
 * `buffer`. */
const char *content_value_text(const struct content_value *value, const void *record,
                               char buffer[CONTENT_VALUE_TEXT_SIZE]);

#endif
