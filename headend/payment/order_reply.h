#ifndef HEADEND_PAYMENT_ORDER_REPLY_H
#define HEADEND_PAYMENT_ORDER_REPLY_H

#include "both-sides/records/order_records.h"
#include "headend/database/store.h"
#include "headend/http/request.h"

/* An order of the ledger as its box sees it. */

struct payments;

enum { ORDER_SHOWN_MS = 24 * 60 * 60 * 1000 }; /* an order that has ended is listed for a day */

/* Of another box there is no such order. */
struct order_asked {
    const char *box, *order;
    const char *code; /* of a payment that waits for its payer; NULL: none */
};

/* Makes the Order, or why there is none, into the reply. In any thread that has a handle of the ledger. */
void order_reply_order(struct payments *payments, struct store *store, const struct order_asked *asked,
                       struct reply *reply);
/* The OrderList of a box. */
void order_reply_list(struct payments *payments, struct store *store, const char *box, struct reply *reply);

/* Makes a refusal into the reply. */
void order_reply_refusal(const struct refusal *refusal, struct reply *reply);
/* The same with what the utility says. */
void order_reply_note(const struct utility_answer *note, struct reply *reply);

extern const struct refusal refusal_no_such_order;

#endif
