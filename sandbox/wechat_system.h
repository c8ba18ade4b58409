#ifndef SANDBOX_WECHAT_SYSTEM_H
#define SANDBOX_WECHAT_SYSTEM_H

#include <stdatomic.h>

#include "both-sides/json/json_tree.h"
#include "sandbox/payment_notifier.h"
#include "sandbox/upstream.h"
#include "sandbox/wechat_signing.h"

/* WeChat Pay, APIv3, Native: orders, refunds, bills, certificates, notifications. */

/* What it does wrong, or otherwise than at its best, from now on. */
enum wechat_turn {
    WECHAT_TURN_CREATING = 1 << 0, /* bills are not made yet */
    WECHAT_TURN_OLDER = 1 << 1,    /* bills with the older columns */
    WECHAT_TURN_BAD_HASH = 1 << 2, /* another SHA-1 */
    WECHAT_TURN_BAD_SUM = 1 << 3,  /* the bill's summary is of another day */
    WECHAT_TURN_REFUND_CLOSED = 1 << 4,
    WECHAT_TURN_REFUND_ABNORMAL = 1 << 5,
    WECHAT_TURN_REFUND_SLOW = 1 << 6, /* stays PROCESSING */
    WECHAT_TURN_QUIET = 1 << 7,       /* sends no notifications */
};

/* The last self-test: what its notification says. */
enum { WECHAT_ECHO_SIZE = 129 };
struct wechat_echo {
    char notify_url[BOOK_TEXT_SIZE], message[WECHAT_ECHO_SIZE], sealed[RSA_SIGNATURE_SIZE];
};

struct wechat_system {
    struct payment_books *books;
    struct payment_notifier *notifier;
    struct wechat_signing signing;
    atomic_int lie, turns,
        by; /* enum wechat_lie; enum wechat_turn; 0 as a request asks and mixed, 1 key, 2 certificate */
    atomic_uint notices, forged;
    struct notice_kind payment_kind, refund_kind, echo_kind;
    struct wechat_echo echo;
};

int wechat_system_open(struct wechat_system *wechat, struct payment_books *books,
                       struct payment_notifier *notifier);
void wechat_system_close(struct wechat_system *wechat);

/* For the table of an upstream. */
int wechat_system_answer(void *state, const struct upstream_request *request, struct upstream_reply *reply);
char *wechat_system_samples(void *state, size_t *length);
void wechat_system_reset(void *state);
int wechat_system_turn(void *state, const char *what);

/* Within: an order or a refund as it is described in answers and notifications. With the books' lock. */
void wechat_write_order(struct json_writer *json, const struct book_order *order);
void wechat_write_refund(struct json_writer *json, const struct book_refund *refund, int is_notice);
/* The day's bill, malloc'ed; NULL: nothing happened on it, or no memory. */
char *wechat_bill_write(struct payment_books *books, int date, int turns, size_t *length);
/* POST /v3/security/echo (wechat_echo.c). */
int wechat_echo_answer(struct wechat_system *wechat, const struct upstream_request *request,
                       const struct json_value *root, struct upstream_reply *reply);
/* A refusal of WeChat Pay's. */
int wechat_refuse(struct upstream_reply *reply, unsigned status, const char *code, const char *message);
/* Notices of its own kinds. */
void wechat_notices_prepare(struct wechat_system *wechat);

#endif
