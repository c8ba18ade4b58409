#ifndef HEADEND_HOUSEHOLD_BOX_POST_H
#define HEADEND_HOUSEHOLD_BOX_POST_H

#include "headend/http/request.h"

/* What boxes post (route.post): docs/openapi.yaml, household. The route's context is the struct households,
 * or NULL where there is none; all need a known box. */

enum { HOUSEHOLD_BODY_MAX = 1024 };

const struct refusal *device_authorization_post(struct request *request, struct reply *reply);
const struct refusal *token_post(struct request *request, struct reply *reply);

/* route.kind of session_post and household_post. Who has no session may ask for those that are said so; the
 * others' routes need one. */
enum {
    SESSION_STATE, /* reads the session itself, as it must not count as used */
    SESSION_KEEP,  /* likewise */
    SESSION_END,   /* likewise */
};
const struct refusal *session_post(struct request *request, struct reply *reply);

enum {
    HOUSEHOLD_LIST, /* no session */
    HOUSEHOLD_ALIAS,
    HOUSEHOLD_UNBIND,
    HOUSEHOLD_UNDO,      /* no session */
    HOUSEHOLD_PIN_SET,   /* no session */
    HOUSEHOLD_PIN_CHECK, /* no session */
    HOUSEHOLD_WITHDRAW,
};
const struct refusal *household_post(struct request *request, struct reply *reply);

#endif
