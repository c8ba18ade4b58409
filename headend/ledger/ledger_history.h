#ifndef HEADEND_LEDGER_LEDGER_HISTORY_H
#define HEADEND_LEDGER_LEDGER_HISTORY_H

#include "headend/ledger/ledger.h"

/* What stands in the ledger, for persons who look into it, and what two of them decide (decision 0157).
 * `take` returns 0 to go on, else what is then returned. Functions that list return 0, or -1. */

enum {
    LEDGER_EVENT_SIZE = 33,
    LEDGER_PERSON_SIZE = 129, /* bytes of UTF-8: an account, or "ACCOUNT/NAME" */
};

/* --- Looking --- */

struct ledger_choice {
    int is_open;         /* only those without an end */
    int64_t from, until; /* made in [from, until); 0: at any time */
};
/* The first made first. */
int ledger_orders_chosen(struct store *store, const struct ledger_choice *choice,
                         int (*take)(void *context, const struct ledger_order *order), void *context);

struct ledger_line {
    char subject[LEDGER_REFUND_SIZE]; /* the order, or one of its refunds */
    int64_t number, at;
    char event[LEDGER_EVENT_SIZE], from[LEDGER_EVENT_SIZE], to[LEDGER_EVENT_SIZE];
    enum payment_actor actor;
    char detail[LEDGER_DETAIL_SIZE];
    char persons[2][LEDGER_PERSON_SIZE];
};
/* The log of an order and of its refunds, as it happened. */
int ledger_lines_of(struct store *store, const char *order,
                    int (*take)(void *context, const struct ledger_line *line), void *context);

struct ledger_payment_seen {
    char transaction[LEDGER_TEXT_SIZE];
    int64_t fen, paid_at, recorded_at;
    int counts;
};
int ledger_payments_of(struct store *store, const char *order,
                       int (*take)(void *context, const struct ledger_payment_seen *payment), void *context);

struct ledger_entry {
    int64_t number, fen, at;
    char subject[LEDGER_REFUND_SIZE];
    char debit[LEDGER_TEXT_SIZE], credit[LEDGER_TEXT_SIZE]; /* fen are taken from the credit for the debit */
};
int ledger_entries_of(struct store *store, const char *order,
                      int (*take)(void *context, const struct ledger_entry *entry), void *context);

/* --- Deciding ---
 * A correction is proposed by one person and carried out by another, who names the proposal: so both mean the
 * same. A proposal holds until what it is about has moved, and is kept for ever. */

struct ledger_proposal {
    int64_t number;
    char subject[LEDGER_REFUND_SIZE]; /* an order; of refund_again and refunded a refund */
    int64_t moves;                    /* of the subject when it was made */
    enum payment_event event;
    char reason[LEDGER_DETAIL_SIZE];
    char receipt[LEDGER_TEXT_SIZE]; /* of "posted": the utility's; else "" */
    char account[LEDGER_PERSON_SIZE], name[LEDGER_PERSON_SIZE];
    int64_t at;
};

/* Writes it down with a number and `moves` of now. DONE; ILLEGAL: no such edge leads on from where it is, or
 * a field is out of bounds; UNKNOWN: no such order or refund. */
enum ledger_result ledger_propose(struct store *store, struct ledger_proposal *proposal);
/* Those of an order and of its refunds that still hold. */
int ledger_proposals_of(struct store *store, const char *order,
                        int (*take)(void *context, const struct ledger_proposal *proposal), void *context);
/* 1; 0: there is none of this number; -1. */
int ledger_proposal(struct store *store, int64_t number, struct ledger_proposal *proposal);
/* Takes its edge. `persons`: who proposed it and who confirms it, two different names, for the log. */
enum ledger_result ledger_carry_out(struct store *store, const struct ledger_proposal *proposal,
                                    const char *const persons[2], int64_t now);

#endif
