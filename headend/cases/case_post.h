#ifndef HEADEND_CASES_CASE_POST_H
#define HEADEND_CASES_CASE_POST_H

#include "headend/http/request.h"

/* POST /v1/person/cases, POST /v1/person/case and POST /v1/person/rating, with ROUTE_NEEDS_SESSION; the
 * context is the same. */
const struct refusal *own_cases_post(struct request *request, struct reply *reply);
const struct refusal *own_case_post(struct request *request, struct reply *reply);
const struct refusal *own_rating_post(struct request *request, struct reply *reply);

/* POST /v1/cases and POST /v1/ratings (route.post); the route's context is the struct cases, or NULL where
 * none are looked up. */
const struct refusal *case_post(struct request *request, struct reply *reply);
const struct refusal *rating_post(struct request *request, struct reply *reply);

#endif
