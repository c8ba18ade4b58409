#include "sandbox/payment_books.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int payment_books_open(struct payment_books *books)
{
    memset(books, 0, sizeof *books);
    books->orders = calloc(BOOK_ORDERS_MAX, sizeof *books->orders);
    books->refunds = calloc(BOOK_REFUNDS_MAX, sizeof *books->refunds);
    return books->orders != NULL && books->refunds != NULL && pthread_mutex_init(&books->lock, NULL) == 0
               ? 0
               : -1;
}

void payment_books_close(struct payment_books *books)
{
    (void)pthread_mutex_destroy(&books->lock);
    free(books->orders);
    free(books->refunds);
}

void payment_books_reset(struct payment_books *books)
{
    (void)pthread_mutex_lock(&books->lock);
    books->order_count = 0;
    books->refund_count = 0;
    (void)pthread_mutex_unlock(&books->lock);
}

struct book_order *book_order_find(struct payment_books *books, enum book_provider provider,
                                   const char *number)
{
    for (size_t i = 0; i < books->order_count; i++) {
        if (books->orders[i].provider == provider && strcmp(books->orders[i].number, number) == 0) {
            return &books->orders[i];
        }
    }
    return NULL;
}

struct book_order *book_order_of_transaction(struct payment_books *books, enum book_provider provider,
                                             const char *transaction)
{
    for (size_t i = 0; i < books->order_count && transaction[0] != '\0'; i++) {
        if (books->orders[i].provider == provider && strcmp(books->orders[i].transaction, transaction) == 0) {
            return &books->orders[i];
        }
    }
    return NULL;
}

struct book_order *book_order_of_code(struct payment_books *books, const char *code)
{
    for (size_t i = 0; i < books->order_count && code[0] != '\0'; i++) {
        if (strcmp(books->orders[i].code, code) == 0) {
            return &books->orders[i];
        }
    }
    return NULL;
}

struct book_order *book_order_add(struct payment_books *books, enum book_provider provider,
                                  const char *number)
{
    if (books->order_count == BOOK_ORDERS_MAX || strlen(number) >= BOOK_NUMBER_SIZE) {
        return NULL;
    }
    struct book_order *order = &books->orders[books->order_count++];
    *order = (struct book_order){.provider = provider};
    memcpy(order->number, number, strlen(number) + 1);
    return order;
}

void book_order_pay(struct payment_books *books, struct book_order *order, int64_t fen, int64_t now_ms)
{
    order->state = BOOK_PAID;
    order->is_scanned = 1;
    order->paid_fen = fen;
    order->paid_ms = now_ms / 1000 * 1000;
    if (order->transaction[0] == '\0') {
        book_number(books, order->provider == BOOK_WECHAT ? "42000" : "2026112200", 23, order->transaction);
    }
    if (books->paid[order->provider] != NULL) {
        books->paid[order->provider](books->state[order->provider], order);
    }
}

struct book_refund *book_refund_find(struct payment_books *books, enum book_provider provider,
                                     const char *number)
{
    for (size_t i = 0; i < books->refund_count; i++) {
        if (books->refunds[i].order->provider == provider && strcmp(books->refunds[i].number, number) == 0) {
            return &books->refunds[i];
        }
    }
    return NULL;
}

struct book_refund *book_refund_add(struct payment_books *books, struct book_order *order, const char *number)
{
    if (books->refund_count == BOOK_REFUNDS_MAX || strlen(number) >= BOOK_NUMBER_SIZE) {
        return NULL;
    }
    struct book_refund *refund = &books->refunds[books->refund_count++];
    *refund = (struct book_refund){.order = order};
    memcpy(refund->number, number, strlen(number) + 1);
    book_number(books, "5030000", 21, refund->id);
    return refund;
}

static void end_refund(struct payment_books *books, struct book_refund *refund)
{
    enum book_provider provider = refund->order->provider;
    refund->state = refund->becomes;
    refund->done_ms = refund->due_ms / 1000 * 1000;
    if (refund->state == BOOK_REFUND_CLOSED) {
        refund->order->refunded_fen -= refund->fen;
    }
    if (books->refunded[provider] != NULL) {
        books->refunded[provider](books->state[provider], refund);
    }
}

void payment_books_tick(struct payment_books *books, int64_t now_ms)
{
    for (size_t i = 0; i < books->order_count; i++) {
        struct book_order *order = &books->orders[i];
        if (order->state == BOOK_PAYING && order->pays_at_ms != 0 && order->pays_at_ms <= now_ms) {
            book_order_pay(books, order, order->fen, now_ms);
        }
    }
    for (size_t i = 0; i < books->refund_count; i++) {
        struct book_refund *refund = &books->refunds[i];
        if (refund->state == BOOK_REFUND_PROCESSING && refund->becomes != BOOK_REFUND_PROCESSING &&
            refund->due_ms <= now_ms) {
            end_refund(books, refund);
        }
    }
}

void book_number(struct payment_books *books, const char *prefix, int digits, char out[BOOK_NUMBER_SIZE])
{
    (void)snprintf(out, BOOK_NUMBER_SIZE, "%s%0*" PRId64, prefix, digits, ++books->last_number);
}
