#ifndef HEADEND_CONTENT_CONTENT_ANSWER_H
#define HEADEND_CONTENT_CONTENT_ANSWER_H

#include "headend/http/answer_maker.h"

/* The answers to /v1/guides, /v1/flows, /v1/policies and /v1/stations; otherwise as answer_maker_make. */
struct answer *content_answer_make(struct answer_maker *maker, const struct request *request, int64_t now,
                                   const struct refusal **refusal);

#endif
