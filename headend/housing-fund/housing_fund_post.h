#ifndef HEADEND_HOUSING_FUND_HOUSING_FUND_POST_H
#define HEADEND_HOUSING_FUND_HOUSING_FUND_POST_H

#include "headend/http/request.h"

enum { HOUSING_FUND_BODY_MAX = 256 };

/* POST /v1/person/housing-fund (route.post), with ROUTE_NEEDS_SESSION; the route's context is the struct
 * housing_fund_service, or NULL where none is configured. */
const struct refusal *housing_fund_post(struct request *request, struct reply *reply);

#endif
