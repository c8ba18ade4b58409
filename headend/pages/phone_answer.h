#ifndef HEADEND_PAGES_PHONE_ANSWER_H
#define HEADEND_PAGES_PHONE_ANSWER_H

#include "headend/http/answer_maker.h"

/* The answers to /p/…; otherwise as answer_maker_make. */
struct answer *phone_answer_make(struct answer_maker *maker, const struct request *request, int64_t now,
                                 const struct refusal **refusal);

/* The page for a person that says the same as a refusal of this status; malloc'ed HTML. NULL: there is none
 * for it, or none can be made (logged). */
char *phone_answer_refusal(struct answer_maker *maker, unsigned status, size_t *length);

#endif
