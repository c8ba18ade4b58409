#ifndef HEADEND_HOUSING_FUND_HOUSING_FUND_H
#define HEADEND_HOUSING_FUND_HOUSING_FUND_H

#include "headend/config/config_in_use.h"
#include "headend/person/person_lookup.h"

/* What a person who scanned is told of the own housing fund (person_lookup.h): docs/decisions/0116. */

enum { HOUSING_FUND_BODY_MAX = 256 };

/* `config` outlives it. NULL: logged. */
struct person_lookup *housing_fund_start(struct config_in_use *config);

/* POST /v1/person/housing-fund (route.post), with ROUTE_NEEDS_SESSION; the route's context is the look-up, or
 * NULL where none is configured. */
const struct refusal *housing_fund_post(struct request *request, struct reply *reply);

#endif
