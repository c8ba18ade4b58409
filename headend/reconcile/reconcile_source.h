#ifndef HEADEND_RECONCILE_RECONCILE_SOURCE_H
#define HEADEND_RECONCILE_RECONCILE_SOURCE_H

#include "headend/providers/payment_provider.h"
#include "headend/reconcile/reconcile.h"
#include "headend/utilities/utility.h"

/* A day of one provider or utility: its file is asked for, and compared with the ledger. Nothing is written.
 * In memory are the rows of one source and one day at a time, RECONCILE_ROWS_MAX of either side. */

enum { RECONCILE_ROWS_MAX = 200000, RECONCILE_WORD_SIZE = 120 };

/* By the file alone: an outsider who has it gets the same. Fen; the fee in 1/100000 yuan. */
struct reconcile_sums {
    int64_t received, refunded, fee;
    int64_t posted, reversed;
    size_t rows;
};

enum reconcile_end {
    RECONCILE_LEDGER_FAILED = -1, /* store_problem */
    RECONCILE_COMPARED,           /* also an empty day */
    RECONCILE_NOT_YET,            /* the file is not made yet */
    RECONCILE_NO_ANSWER,          /* none, or one that cannot be believed; no memory; too many rows */
};

struct reconcile_asked {
    enum reconcile_end end;
    char word[RECONCILE_WORD_SIZE]; /* why it was not compared; else "" */
    struct reconcile_sums sums;
    size_t flags[RECONCILE_FLAG_COUNT]; /* how many rows of each */
};

/* `take` as in reconcile_compare, once with each row; what else than 0 it returns ends it as if the ledger
 * had failed. `date`: YYYYMMDD at +08:00. */
void reconcile_provider(struct store *store, struct payment_provider *provider, int date, int timeout_ms,
                        int (*take)(void *context, const struct reconcile_result *result), void *context,
                        struct reconcile_asked *asked);
void reconcile_utility(struct store *store, struct utility *utility, int date, int timeout_ms,
                       int (*take)(void *context, const struct reconcile_result *result), void *context,
                       struct reconcile_asked *asked);

/* The provider's fees of a day, in whole fen (half a fen up), once: what was entered before is not entered
 * again; where the file says another sum now, the difference is. 0, or -1. */
int reconcile_enter_fees(struct store *store, const char *provider, int date, int64_t fee, int64_t now);
/* Fee of 1/100000 yuan in whole fen. */
int64_t reconcile_fee_fen(int64_t fee);

#endif
