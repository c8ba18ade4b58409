#ifndef HEADEND_CONTENT_CONTENT_ANSWER_H
#define HEADEND_CONTENT_CONTENT_ANSWER_H

#include "headend/http/request.h"

/* What the routes of content answer (route.get). Trouble of the headend's own is logged. */
struct answer *guides_answer(const struct request *request, int64_t now, const struct refusal **refusal);
struct answer *guide_answer(const struct request *request, int64_t now, const struct refusal **refusal);
struct answer *flow_answer(const struct request *request, int64_t now, const struct refusal **refusal);
struct answer *policies_answer(const struct request *request, int64_t now, const struct refusal **refusal);
struct answer *stations_answer(const struct request *request, int64_t now, const struct refusal **refusal);

#endif
