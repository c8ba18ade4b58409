#ifndef HEADEND_LEDGER_LEDGER_DAY_H
#define HEADEND_LEDGER_LEDGER_DAY_H

#include "headend/ledger/ledger.h"

/* What the ledger says of a day, row by row, as a provider's or a utility's file of the day has it. */

enum ledger_row_kind { LEDGER_ROW_PAYMENT, LEDGER_ROW_REFUND, LEDGER_ROW_POSTING };

struct ledger_row {
    enum ledger_row_kind kind;
    char source[LEDGER_WORD_SIZE]; /* the provider or the utility */
    char key[LEDGER_TEXT_SIZE];    /* a transaction's id, a refund's number, an order's id */
    char order[LEDGER_ID_SIZE];
    char other[LEDGER_TEXT_SIZE]; /* of a refund the transaction, of a posting the receipt ("": none now) */
    int64_t fen;
    /* When it must have happened outside. A payment: when it was paid. A refund: when it was asked for last,
     * and was not refused. A posting: from when it was asked for first until it was known to be entered. 0:
     * never. */
    int64_t from_ms, until_ms;
    int64_t undone_ms;        /* of a posting: since when it is known not to be entered; 0: it is not */
    enum payment_state state; /* of the refund, or of the order */
    int is_by_persons;        /* of a refund: given back by another way than the provider */
};

/* Those of all sources that happened in [from, until): payments by `from_ms`, refunds likewise, postings by
 * `until_ms`. `take` returns 0 to go on, else what is then returned. 0, or -1. */
int ledger_rows_between(struct store *store, enum ledger_row_kind kind, int64_t from, int64_t until,
                        int (*take)(void *context, const struct ledger_row *row), void *context);

/* One, of whatever day. 1; 0: there is none; -1. */
int ledger_row_of(struct store *store, enum ledger_row_kind kind, const char *source, const char *key,
                  struct ledger_row *row);

#endif
