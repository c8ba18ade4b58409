#ifndef SCREENS_PAYMENT_PAYMENT_VIEWS_H
#define SCREENS_PAYMENT_PAYMENT_VIEWS_H

#include "both-sides/records/order_records.h"
#include "screens/stage/strings.h"

/* What the screen says of an order, as a table: one row for each state that a household can tell from others,
 * and for each reason why there is no order. What it must not contradict: docs/payment-machine.md. */

enum payment_view {
    PAYMENT_VIEW_ORDERING,
    PAYMENT_VIEW_WAITING, /* there is a code */
    PAYMENT_VIEW_EXPIRED, /* its time is over; the headend has not said yet what became of it */
    PAYMENT_VIEW_CLOSING,
    PAYMENT_VIEW_CLOSED,
    PAYMENT_VIEW_PAID,
    PAYMENT_VIEW_POST_UNKNOWN,
    PAYMENT_VIEW_SETTLED,
    PAYMENT_VIEW_REFUNDING,
    PAYMENT_VIEW_REFUND_UNKNOWN,
    PAYMENT_VIEW_REFUND_ABNORMAL,
    PAYMENT_VIEW_REFUNDED,
    /* The contract's refusals … */
    PAYMENT_VIEW_KEY_REUSED,
    PAYMENT_VIEW_BILL_HELD,
    PAYMENT_VIEW_BILL_CHANGED,
    PAYMENT_VIEW_AMOUNT_DIFFERS,
    PAYMENT_VIEW_UTILITY_SAYS, /* in the utility's words, where they came along */
    PAYMENT_VIEW_PROVIDER_UNAVAILABLE,
    PAYMENT_VIEW_WALLET_NOT_OFFERED,
    PAYMENT_VIEW_TOO_MANY,
    PAYMENT_VIEW_NO_SUCH_ORDER,
    PAYMENT_VIEW_BOX_UNKNOWN,
    PAYMENT_VIEW_SIGNED_OUT,
    PAYMENT_VIEW_REFUSED, /* by a word that this box does not know */
    /* … and the box's own: it cannot write the order down (order_journal.h). */
    PAYMENT_VIEW_NOT_KEPT,
    PAYMENT_VIEW_COUNT
};

/* What OK does. */
enum payment_action {
    PAYMENT_ACTION_NONE,  /* something is waited for */
    PAYMENT_ACTION_CLOSE, /* back to where the bill is */
    PAYMENT_ACTION_AGAIN  /* a new order of the same; where it is not known any more: as CLOSE */
};

struct payment_view_row {
    const char *name; /* for the test port */
    const char *icon;
    enum string_id title, text;
    enum string_id leave; /* what happens to whoever goes away now */
    enum payment_action action;
};
extern const struct payment_view_row payment_views[PAYMENT_VIEW_COUNT];

enum payment_view payment_view_of_state(enum payment_state state);
/* Of a refusal's word in the contract. */
enum payment_view payment_view_of_refusal(const char *word);

#endif
