#ifndef HEADEND_NOTICES_NOTICE_ANSWER_H
#define HEADEND_NOTICES_NOTICE_ANSWER_H

#include "headend/http/request.h"

/* What the routes of notices answer (route.get). Trouble of the headend's own is logged. */
struct answer *notice_list_answer(const struct request *request, int64_t now, const struct refusal **refusal);
struct answer *notice_answer(const struct request *request, int64_t now, const struct refusal **refusal);
struct answer *picture_answer(const struct request *request, int64_t now, const struct refusal **refusal);

#endif
