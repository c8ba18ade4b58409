#ifndef HEADEND_ADMIN_ORDER_PRINT_H
#define HEADEND_ADMIN_ORDER_PRINT_H

#include "headend/ledger/ledger_history.h"

/* What commands say of orders, a line each, tabs between. Of an account only its end is ever said. Each gives
 * 0, or 1 where it cannot be written. */

/* id, state, provider, utility, end of the account, bill, version, yuan, made, changed, receipt */
int order_print(void *context, const struct ledger_order *order);

/* The word of --edge: "refund-again". "" for an event that is no correction. */
const char *order_edge_word(enum payment_event event);
/* PAYMENT_EVENT_COUNT: there is no such edge. NULL is none. */
enum payment_event order_edge_read(const char *word);

#endif
