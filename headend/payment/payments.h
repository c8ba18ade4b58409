#ifndef HEADEND_PAYMENT_PAYMENTS_H
#define HEADEND_PAYMENT_PAYMENTS_H

#include <stdio.h>

#include "both-sides/records/statement_records.h"
#include "headend/config/config_in_use.h"
#include "headend/http/request.h"
#include "headend/utilities/utility_accounts.h"

/* Payments of households: the payment engine with its threads, and what boxes, providers and phones ask of
 * it (decisions 0142, 0147). Nothing of an order is in memory: whatever was under way when the headend ended
 * goes on from the ledger. */

struct payments;

struct payments_options {
    struct config_in_use *config; /* both outlive it */
    struct utility_accounts *accounts;
};

/* NULL: logged: the ledger or its key cannot be read, or no provider can be used. */
struct payments *payments_start(const struct payments_options *options);
/* Answers every question that waits for a move, and from now on at once. */
void payments_end_waiting(struct payments *payments);
/* Answers every request, lets questions under way end, and ends the threads; from then on none is taken. */
void payments_stop(struct payments *payments);
/* After payments_stop, and when nobody asks any more. NULL is allowed for all three. */
void payments_free(struct payments *payments);

/* 1: one can pay by it. `payments` NULL: by none. */
int payments_offers(const struct payments *payments, enum wallet wallet);

void payments_write_metrics(struct payments *payments, FILE *page);

#endif
