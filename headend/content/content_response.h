#ifndef HEADEND_CONTENT_CONTENT_RESPONSE_H
#define HEADEND_CONTENT_CONTENT_RESPONSE_H

#include "headend/http/request.h"

/* What the routes of content answer (route.get; route.kind is an enum content_kind): the list that is named
 * after the kind, or one record of it. Trouble of the headend's own is logged. */
struct response *content_list_response(const struct request *request, int64_t now,
                                       const struct refusal **refusal);
struct response *content_response(const struct request *request, int64_t now, const struct refusal **refusal);

#endif
