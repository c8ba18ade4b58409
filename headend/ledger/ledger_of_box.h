#ifndef HEADEND_LEDGER_LEDGER_OF_BOX_H
#define HEADEND_LEDGER_LEDGER_OF_BOX_H

#include "headend/ledger/ledger.h"

/* What the questions of boxes need of the ledger. Reads only; -1: store_problem. */

/* What the key of a box was used for before. LEDGER_CREATED: for nothing yet; SAME_ORDER and OTHER_BODY with
 * the order in `id`; FAILED. */
enum ledger_created ledger_find_key(struct store *store, const char *box, const char *key,
                                    const unsigned char body[LEDGER_BODY_BYTES], char id[LEDGER_ID_SIZE]);
/* The key under which an order was made. 1; 0: there is none; -1. */
int ledger_key_of(struct store *store, const struct ledger_order *order, char key[LEDGER_TEXT_SIZE]);

/* Orders of a box without an end, and those that moved since a moment; the latest first. How many, or -1. */
int ledger_orders_to_show(struct store *store, const char *box, int64_t since, struct ledger_order *orders,
                          int max);

/* For limits. */
struct ledger_counts {
    int64_t unpaid_of_box; /* that wait for a payer or are being closed */
    int64_t made_by_box;   /* since the moment that was asked for */
    int64_t without_end;   /* of all boxes */
};
int ledger_count_orders(struct store *store, const char *box, int64_t since, struct ledger_counts *counts);

/* The utility's code that a household should know of an order: with its entry, of what is left to do; of one
 * that is given back, why it was not taken. 1; 0: there is none; -1. */
int ledger_utility_code(struct store *store, const struct ledger_order *order, char code[LEDGER_DETAIL_SIZE]);

/* When the payment that counts was made. 1; 0: none does; -1. */
int ledger_paid_at(struct store *store, const char *id, int64_t *paid_at);
/* What was given back of all payments of an order. 1; -1. */
int ledger_given_back(struct store *store, const char *id, int64_t *fen);

#endif
