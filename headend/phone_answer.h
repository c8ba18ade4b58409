#ifndef HEADEND_PHONE_ANSWER_H
#define HEADEND_PHONE_ANSWER_H

#include "headend/answer_maker.h"

/* The answers to /p/…; otherwise as answer_maker_make. */
struct answer *phone_answer_make(struct answer_maker *maker, const struct request *request, int64_t now,
                                 const struct refusal **refusal);

#endif
