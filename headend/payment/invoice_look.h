#ifndef HEADEND_PAYMENT_INVOICE_LOOK_H
#define HEADEND_PAYMENT_INVOICE_LOOK_H

#include "both-sides/records/utility_records.h"
#include "headend/ledger/ledger.h"

/* How the e-invoice of an order that was entered stands, as its utility said a moment ago. It is the
 * utility's to make and to take back, so it is asked for whoever looks, and kept in memory for some minutes
 * only (docs/decisions/0165). Any thread may ask. */

enum invoice_seen {
    INVOICE_ASKING,   /* the utility is being asked: look again in some seconds */
    INVOICE_UNKNOWN,  /* it could not be asked just now */
    INVOICE_NOT_SAID, /* it answered, and says nothing of invoices */
    INVOICE_KNOWN,
};

struct invoice_look {
    enum invoice_seen seen;
    enum utility_invoice invoice; /* with INVOICE_KNOWN */
    char tail[UTILITY_TAIL_SIZE]; /* of its number; "" else */
};

struct payments;
struct invoice_looks;

/* NULL: no memory. */
struct invoice_looks *invoice_looks_new(void);
/* Once nobody works any more. NULL is allowed. */
void invoice_looks_free(struct invoice_looks *looks);

/* At once: what is known; where that is too old, the utility is asked anew meanwhile, in a thread that asks.
 */
struct invoice_look invoice_look(struct payments *payments, const struct ledger_order *order);

#endif
