#ifndef SCREENS_STAGE_PAYMENT_REQUEST_H
#define SCREENS_STAGE_PAYMENT_REQUEST_H

#include "both-sides/records/statement_records.h"

/* What a bill's screen hands to the screen that pays it: what the headend is asked, and how the household
 * knows it again. Personal: in no deep link, so it is not a part of the destination; whoever keeps a copy
 * wipes it. */

struct stage;

enum { PAYMENT_WORDS_SIZE = 96 };

struct payment_request {
    struct account_question account; /* typed, or kept by the household */
    char bill[UTILITY_BILL_ID_SIZE]; /* "": `fen` is paid into the account */
    int version;                     /* of the bill as it was shown */
    int64_t fen;                     /* as it was shown; > 0 */
    unsigned wallets;                /* 1 << enum wallet: those that the headend offers; not 0 */

    /* As the screen before showed it. */
    int kind;                               /* enum utility_kind */
    int mode;                               /* enum utility_mode */
    char operator_name[PAYMENT_WORDS_SIZE]; /* who is paid */
    char account_words[PAYMENT_WORDS_SIZE]; /* "父母家，尾号 1234" */
    char payer_name[PAYMENT_WORDS_SIZE];    /* of the account, masked; "": not said */
    char what[PAYMENT_WORDS_SIZE];          /* "2026年10月的电费" */
};

/* Opens the screen that pays (DESTINATION_PAYMENT), which copies the request before this returns. */
void stage_pay(struct stage *stage, const struct payment_request *request);

#endif
