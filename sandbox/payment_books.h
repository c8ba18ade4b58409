#ifndef SANDBOX_PAYMENT_BOOKS_H
#define SANDBOX_PAYMENT_BOOKS_H

#include <pthread.h>
#include <stdint.h>

/* The orders, payments and refunds of both providers, in memory. Whoever looks holds the lock. Moments are ms
 * since 1970 UTC. */

enum {
    BOOK_ORDERS_MAX = 4096,
    BOOK_REFUNDS_MAX = 4096,
    BOOK_NUMBER_SIZE = 65,
    BOOK_TEXT_SIZE = 512,
    BOOK_NAME_SIZE = 128,
};

enum book_provider { BOOK_WECHAT, BOOK_ALIPAY, BOOK_PROVIDERS };

enum book_state { BOOK_UNPAID, BOOK_PAYING, BOOK_PAID, BOOK_CLOSED };

struct book_order {
    enum book_provider provider;
    char number[BOOK_NUMBER_SIZE]; /* out_trade_no */
    int64_t fen, expires_ms;
    char description[BOOK_NAME_SIZE * 4];
    char notify_url[BOOK_TEXT_SIZE];
    char code[BOOK_NAME_SIZE]; /* of the QR code */
    enum book_state state;
    int is_scanned;     /* somebody has opened the cashier's page: from then on Alipay has a trade */
    int is_finished;    /* Alipay gives nothing back any more */
    int64_t pays_at_ms; /* of BOOK_PAYING; 0: never */
    char transaction[BOOK_NUMBER_SIZE];
    int64_t paid_fen, paid_ms, refunded_fen;
};

enum book_refund_state {
    BOOK_REFUND_PROCESSING,
    BOOK_REFUND_SUCCESS,
    BOOK_REFUND_CLOSED,
    BOOK_REFUND_ABNORMAL
};

struct book_refund {
    char number[BOOK_NUMBER_SIZE]; /* out_refund_no */
    char id[BOOK_NUMBER_SIZE];
    struct book_order *order;
    int64_t fen, created_ms, done_ms;
    enum book_refund_state state, becomes; /* at due_ms */
    int64_t due_ms;
};

struct payment_books {
    pthread_mutex_t lock;
    struct book_order *orders;
    struct book_refund *refunds;
    size_t order_count, refund_count;
    int64_t last_number;
    /* Called with the lock held when an order was paid or a refund has come to its end. */
    void (*paid[BOOK_PROVIDERS])(void *state, struct book_order *order);
    void (*refunded[BOOK_PROVIDERS])(void *state, struct book_refund *refund);
    void *state[BOOK_PROVIDERS];
};

int payment_books_open(struct payment_books *books);
void payment_books_close(struct payment_books *books);
void payment_books_reset(struct payment_books *books);

struct book_order *book_order_find(struct payment_books *books, enum book_provider provider,
                                   const char *number);
struct book_order *book_order_of_transaction(struct payment_books *books, enum book_provider provider,
                                             const char *transaction);
struct book_order *book_order_of_code(struct payment_books *books, const char *code);
/* NULL: there is no room. Zeroed but for its provider and number. */
struct book_order *book_order_add(struct payment_books *books, enum book_provider provider,
                                  const char *number);
/* Pays it now. */
void book_order_pay(struct payment_books *books, struct book_order *order, int64_t fen, int64_t now_ms);

struct book_refund *book_refund_find(struct payment_books *books, enum book_provider provider,
                                     const char *number);
struct book_refund *book_refund_add(struct payment_books *books, struct book_order *order,
                                    const char *number);

/* What has come due: payments that were begun, refunds. */
void payment_books_tick(struct payment_books *books, int64_t now_ms);
/* A number that no other has, of `digits` digits behind `prefix`. */
void book_number(struct payment_books *books, const char *prefix, int digits, char out[BOOK_NUMBER_SIZE]);

#endif
