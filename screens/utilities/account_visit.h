#ifndef SCREENS_UTILITIES_ACCOUNT_VISIT_H
#define SCREENS_UTILITIES_ACCOUNT_VISIT_H

#include "both-sides/records/statement_records.h"
#include "screens/stage/payment_request.h"
#include "screens/stage/screen.h"

/* One look at one account: what was asked, what came, and what its screens share. Each of them holds it; the
 * last one that lets go wipes it. The statement is replaced only by the account's own screen while nothing
 * lies on it. */

enum { NICKNAME_SIZE = NICKNAME_MAX * 4 + 1, OPERATOR_NAME_SIZE = 81 };

struct account_visit {
    size_t holders;
    int kind; /* enum utility_kind */
    char operator_id[CONTENT_ID_SIZE];
    char operator_name[OPERATOR_NAME_SIZE];
    char pattern[ACCOUNT_PATTERN_SIZE]; /* "": not known any more */
    char guide[CONTENT_ID_SIZE];        /* to other ways of paying; "": none */
    unsigned wallets;                   /* 1 << enum wallet; 0: nothing can be paid here */
    struct account_question question;
    char kept[KEPT_ACCOUNT_ID_SIZE]; /* as which the household has kept it; "": it has not, or it was typed */
    char nickname[NICKNAME_SIZE];
    struct utility_statement *statement; /* NULL until it is there */
    int is_stale;                        /* something may have been paid since */
    int is_gone;                         /* what it was asked by is kept no longer */
    struct screen *part; /* the lowest of those that lie on the account's screen; NULL: none */
};

/* Held once. NULL without memory. */
struct account_visit *account_visit_new(int kind);
struct account_visit *account_visit_hold(struct account_visit *visit);
/* NULL is fine. */
void account_visit_release(struct account_visit *visit);

void account_visit_take(struct account_visit *visit, struct utility_statement *statement);

/* Opens a screen over the account's, which holds the visit. `part` NULL: there was no memory. */
void account_visit_open(struct account_visit *visit, struct stage *stage, struct screen *part);
/* Such a screen is freed: lets go. */
void account_visit_leave(struct account_visit *visit, const struct screen *part);

/* Opens the screen that pays, in place of what lies on the account's screen. `bill` NULL: `fen` is paid into
 * the account. */
void account_visit_pay(struct account_visit *visit, struct stage *stage, const struct utility_bill *bill,
                       int64_t fen);

#endif
