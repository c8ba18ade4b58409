#ifndef HEADEND_PAYMENT_NOTIFICATION_POST_H
#define HEADEND_PAYMENT_NOTIFICATION_POST_H

#include "headend/http/request.h"

/* POST PAYMENT_NOTIFY_PATH{provider}, with ROUTE_BODY_ANY: what a provider says of a payment or a refund. It
 * is answered once it is in the ledger, in the provider's own words; one that is not verified changes
 * nothing. The route's context is the struct payments, or NULL. */

enum { NOTIFICATION_BODY_MAX = 64 * 1024 };

const struct refusal *notification_post(struct request *request, struct reply *reply);

/* The path's part: 1: it looks like a provider's name. */
int notification_provider_is_valid(const char *name);

#endif
