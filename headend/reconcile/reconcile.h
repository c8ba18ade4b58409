#ifndef HEADEND_RECONCILE_RECONCILE_H
#define HEADEND_RECONCILE_RECONCILE_H

#include "headend/ledger/ledger_day.h"

/* The comparison of a day: what the ledger has, with what stands in the file of a provider or a utility.
 * Every row of either is matched, or flagged by what is wrong with it (I14 of domain.md 10, decision 0158).
 * Pure: no clock, no network, no store. */

/* What a row is: a flag is for a person, docs/operators.md says what to do with each. */
enum reconcile_flag {
    RECONCILE_MATCHED,
    RECONCILE_ONLY_OURS,   /* the ledger has it and the file does not */
    RECONCILE_ONLY_THEIRS, /* the file has it and the ledger does not */
    RECONCILE_AMOUNT,      /* another amount */
    RECONCILE_STATE,       /* another order, payment or receipt, or what is entered there is not so here */
    RECONCILE_REFUND_OPEN, /* the provider has accepted the refund, and its end is not known */
    RECONCILE_TAKEN_BACK,  /* the utility took back what is settled here */
    RECONCILE_OTHER_DAY,   /* around midnight: it belongs, or may belong, to the file of another day */
    RECONCILE_TWICE,       /* the file has it twice */
    RECONCILE_FLAG_COUNT
};
/* "matched", "only-ours" … */
const char *reconcile_flag_word(enum reconcile_flag flag);

enum reconcile_kind { RECONCILE_PAYMENT, RECONCILE_REFUND, RECONCILE_POSTING, RECONCILE_REVERSAL };
const char *reconcile_kind_word(enum reconcile_kind kind);

/* A row of a file. */
struct reconcile_row {
    enum reconcile_kind kind;
    char key[LEDGER_TEXT_SIZE];   /* a transaction's id, a refund's number, a posting's serial */
    char order[LEDGER_ID_SIZE];   /* of a payment or refund; "": it has not the form of ours */
    char other[LEDGER_TEXT_SIZE]; /* of a refund the transaction, of a posting the receipt */
    int64_t fen;                  /* more than 0 */
    int64_t time_ms;
};

struct reconcile_day {
    int64_t from, until;           /* the day, [from, until) */
    const struct ledger_row *ours; /* of this source: those of the day, and those of other days that the file
                                      has */
    size_t ours_count;
    struct reconcile_row *theirs; /* is sorted */
    size_t theirs_count;
};

/* One of the two is NULL where only the other side has it. `note` says more, in words for an operator,
 * static; never NULL. */
struct reconcile_result {
    enum reconcile_flag flag;
    enum reconcile_kind kind;
    const struct ledger_row *ours;
    const struct reconcile_row *theirs;
    const char *note;
};

/* How far clocks may be apart. */
#define RECONCILE_SLACK_MS (INT64_C(10) * 60 * 1000)

/* Each row of the file once, by key; then what only the ledger has. `take` returns 0 to go on, else what is
 * then returned. 0, or -1: no memory. */
int reconcile_compare(const struct reconcile_day *day,
                      int (*take)(void *context, const struct reconcile_result *result), void *context);

#endif
