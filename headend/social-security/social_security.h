#ifndef HEADEND_SOCIAL_SECURITY_SOCIAL_SECURITY_H
#define HEADEND_SOCIAL_SECURITY_SOCIAL_SECURITY_H

#include "headend/config/config_in_use.h"
#include "headend/person/person_lookup.h"

/* What a person who scanned is told of the own social security (person_lookup.h): docs/decisions/0113. */

enum { SOCIAL_SECURITY_BODY_MAX = 256 };

/* person_job.asks; with ASKS_RETIREMENT, person_job.choice is an enum retirement_post. */
enum social_security_question { ASKS_SOCIAL_SECURITY, ASKS_RETIREMENT };

/* `config` outlives it: rules of retirement are taken from there as they are at the time. NULL: logged. */
struct person_lookup *social_security_start(struct config_in_use *config);

/* POST /v1/person/social-security and POST /v1/person/retirement (route.post), with ROUTE_NEEDS_SESSION; the
 * route's context is the look-up, or NULL where none is configured. */
const struct refusal *social_security_post(struct request *request, struct reply *reply);
const struct refusal *retirement_post(struct request *request, struct reply *reply);

#endif
