#ifndef HEADEND_CASES_CASE_QUESTION_H
#define HEADEND_CASES_CASE_QUESTION_H

#include <stddef.h>

#include "both-sides/records/case_records.h"

/* What a box asks of a case: the body of POST /v1/cases and POST /v1/ratings (docs/openapi.yaml). */

enum { CASE_BODY_MAX = 1024 };

struct refusal;

/* NULL: `question` is as the contract says, and its numbers are of the right form. Wipe it after use. */
const struct refusal *case_question_read(const char *body, size_t length, int is_rating,
                                         struct case_post *question);

/* The same of POST /v1/person/case, which names the case alone. */
const struct refusal *own_case_question_read(const char *body, size_t length, struct case_post *question);
/* The same of POST /v1/person/rating. */
const struct refusal *own_case_rating_read(const char *body, size_t length, struct case_post *question);
/* NULL: it is an object, which is all that POST /v1/person/cases asks for. */
const struct refusal *own_cases_question_read(const char *body, size_t length);

#endif
