#ifndef HEADEND_PAYMENT_ORDER_POST_H
#define HEADEND_PAYMENT_ORDER_POST_H

#include "headend/http/request.h"

/* What boxes ask of orders (docs/decisions/0142), each a route.post with ROUTE_NEEDS_KNOWN_BOX and the struct
 * payments as context, or NULL where nobody can pay. Only the box that made an order hears of it. */

enum { ORDER_BODY_MAX = 1024 };

/* POST /v1/orders */
const struct refusal *order_make_post(struct request *request, struct reply *reply);
/* POST /v1/orders/follow */
const struct refusal *order_follow_post(struct request *request, struct reply *reply);

/* Of the others, route.kind. */
enum order_question_kind { ORDER_CANCEL, ORDER_CODE, ORDER_LIST };
/* POST /v1/orders/cancel, /v1/orders/code, /v1/orders/open */
const struct refusal *order_post(struct request *request, struct reply *reply);

#endif
