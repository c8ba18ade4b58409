#ifndef HEADEND_UTILITIES_UTILITY_QUESTION_H
#define HEADEND_UTILITIES_UTILITY_QUESTION_H

#include <stddef.h>

#include "both-sides/records/record_table.h"

/* The bodies of posts to the utilities' routes. */

struct arena;
struct refusal;

enum { UTILITY_BODY_MAX = 1024 };

/* By the question's record table into `out`, whose texts are in the arena. NULL, or why not. */
const struct refusal *utility_question_read(const char *body, size_t length, const struct record_table *table,
                                            void *out, struct arena *arena);

#endif
