#ifndef SANDBOX_ALIPAY_SYSTEM_H
#define SANDBOX_ALIPAY_SYSTEM_H

#include <openssl/types.h>
#include <stdatomic.h>

#include "headend/http/form.h"
#include "sandbox/payment_notifier.h"
#include "sandbox/upstream.h"

/* Alipay's gateway: precreate, query, close, refund, its query, the day's bill; notifications. No trade is
 * there until somebody scans.
 */

#define ALIPAY_APP    "2021000000000001"
#define ALIPAY_SELLER "2088000000000001"

enum alipay_turn {
    ALIPAY_TURN_FORGED = 1 << 0, /* signs with a key of nobody */
    ALIPAY_TURN_NOT_SIGNED = 1 << 1,
    ALIPAY_TURN_OTHER_ORDER = 1 << 2, /* answers of another order, well signed */
    ALIPAY_TURN_OTHER_APP = 1 << 3,   /* notifications of another application, well signed */
    ALIPAY_TURN_STALE = 1 << 4,       /* notifications of three days ago */
    ALIPAY_TURN_QUIET = 1 << 5,
    ALIPAY_TURN_REFUND_SLOW = 1 << 6, /* fund_change N, and no refund to be found */
    ALIPAY_TURN_BAD_BILL = 1 << 7,    /* a row too few for the bill's own count */
};

struct alipay_system {
    struct payment_books *books;
    struct payment_notifier *notifier;
    EVP_PKEY *app, *alipay, *nobody; /* made when they are first wanted */
    atomic_int turns;
    struct notice_kind kind;
};

void alipay_system_open(struct alipay_system *alipay, struct payment_books *books,
                        struct payment_notifier *notifier);
void alipay_system_close(struct alipay_system *alipay);

/* For the table of an upstream. */
int alipay_system_answer(void *state, const struct upstream_request *request, struct upstream_reply *reply);
char *alipay_system_samples(void *state, size_t *length);
void alipay_system_reset(void *state);
int alipay_system_turn(void *state, const char *what);

/* Within. */
/* Name=value&… sorted, of what is not empty, without sign (and sign_type with `leaves_type`). malloc'ed;
 * NULL: no memory. */
char *alipay_text_of(const struct form *form, int leaves_type);
/* The state's word, and whether there is such a trade. */
const char *alipay_state_word(const struct book_order *order, int64_t now_ms);
void alipay_notices_prepare(struct alipay_system *alipay);
/* The zip archive of a day, malloc'ed; NULL: nothing happened, or no memory. */
char *alipay_bill_write(struct payment_books *books, int date, int turns, size_t *length);

#endif
