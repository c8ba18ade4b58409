#ifndef HEADEND_NOTICES_NOTICE_QUERY_H
#define HEADEND_NOTICES_NOTICE_QUERY_H

#include "headend/http/request.h"
#include "headend/notices/store_notices.h"

/* The parameters of /v1/notices: area, category, limit, after. */

/* Into the request's key (route.read_query). */
const struct refusal *notice_query_read(struct request *request);
/* What stands in the key; it points into the request. */
struct notice_query notice_query_of(const struct request *request, int64_t now);

#endif
