#ifndef HEADEND_NOTICES_NOTICE_RESPONSE_H
#define HEADEND_NOTICES_NOTICE_RESPONSE_H

#include "headend/http/request.h"

/* What the routes of notices answer (route.get). Trouble of the headend's own is logged. */
struct response *notice_list_response(const struct request *request, int64_t now,
                                      const struct refusal **refusal);
struct response *notice_response(const struct request *request, int64_t now, const struct refusal **refusal);
struct response *picture_response(const struct request *request, int64_t now, const struct refusal **refusal);

#endif
