#ifndef HEADEND_SOCIAL_SECURITY_SOCIAL_SECURITY_POST_H
#define HEADEND_SOCIAL_SECURITY_SOCIAL_SECURITY_POST_H

#include "headend/http/request.h"

enum { SOCIAL_SECURITY_BODY_MAX = 256 };

/* POST /v1/person/social-security and POST /v1/person/retirement (route.post), with ROUTE_NEEDS_SESSION; the
 * route's context is the struct social_security_service, or NULL where none is configured. */
const struct refusal *social_security_post(struct request *request, struct reply *reply);
const struct refusal *retirement_post(struct request *request, struct reply *reply);

#endif
