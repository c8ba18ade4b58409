#ifndef HEADEND_CONTENT_CONTENT_ANSWER_H
#define HEADEND_CONTENT_CONTENT_ANSWER_H

#include "headend/http/request.h"

/* What the routes of content answer (route.get; route.kind is an enum content_kind): the list that is named
 * after the kind, or one record of it. Trouble of the headend's own is logged. */
struct answer *content_list_answer(const struct request *request, int64_t now,
                                   const struct refusal **refusal);
struct answer *content_answer(const struct request *request, int64_t now, const struct refusal **refusal);

#endif
