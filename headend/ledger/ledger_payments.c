#include <stdio.h>
#include <string.h>

#include "both-sides/money.h"
#include "headend/ledger/ledger_private.h"

int ledger_paid(struct store *store, const char *id, char transaction[LEDGER_TEXT_SIZE], int64_t *fen)
{
    struct store_rows *rows =
        store_query(store, "SELECT transaction_id, fen FROM payments WHERE order_id = ?1 AND counts = 1",
                    STORE_VALUES(store_text(id)));
    int found = store_next(rows);
    if (found == 1) {
        store_column_fixed(rows, 0, transaction, LEDGER_TEXT_SIZE);
        *fen = store_column_integer(rows, 1);
    }
    store_done(rows);
    return found;
}

/* 1: recorded of this order with this amount; 0: not recorded; 2: recorded otherwise; -1. */
static int find_payment(struct store *store, const struct ledger_payment *payment)
{
    struct store_rows *rows =
        store_query(store, "SELECT order_id, fen FROM payments WHERE provider = ?1 AND transaction_id = ?2",
                    STORE_VALUES(store_text(payment->provider), store_text(payment->transaction)));
    int found = store_next(rows);
    if (found == 1) {
        const char *order = store_column_text(rows, 0);
        int is_same = order != NULL && strcmp(order, payment->order) == 0 &&
                      store_column_integer(rows, 1) == payment->fen;
        found = is_same ? 1 : 2;
    }
    store_done(rows);
    return found;
}

/* The first payment of an order counts for it, also when it comes too late or is of another amount. */
static int insert_payment(struct store *store, const struct ledger_payment *payment, int counts)
{
    char provider[LEDGER_NAME_SIZE];
    ledger_account_name(provider, "provider", payment->provider);
    return store_run(store,
                     "INSERT INTO payments (provider, transaction_id, order_id, fen, counts, paid_at, "
                     "recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                     STORE_VALUES(store_text(payment->provider), store_text(payment->transaction),
                                  store_text(payment->order), store_integer(payment->fen),
                                  store_integer(counts), store_integer(payment->paid_at),
                                  store_integer(payment->now))) == 0
               ? ledger_enter(store, payment->order, provider, "clearing", payment->fen, payment->now)
               : -1;
}

/* The edges that a first payment takes, up to where money waits for the utility or for its way back. */
static enum ledger_payment_result move_by_payment(struct store *store, struct ledger_order *order,
                                                  const struct ledger_payment *payment)
{
    int is_late = order->state == PAYMENT_CLOSED;
    int differs = payment->fen != order->fen;
    const enum payment_event events[] = {
        order->state == PAYMENT_PREPAYING ? PAYMENT_EVENT_PREPAY_UNKNOWN : PAYMENT_EVENT_COUNT,
        is_late ? PAYMENT_EVENT_LATE_PAYMENT : PAYMENT_EVENT_PAYMENT_PROVEN,
        is_late   ? PAYMENT_EVENT_COUNT
        : differs ? PAYMENT_EVENT_AMOUNT_DIFFERS
                  : PAYMENT_EVENT_POST,
    };
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        const struct ledger_move move = {
            .event = events[i], .actor = payment->actor, .now = payment->now, .detail = payment->transaction};
        enum ledger_result result =
            events[i] == PAYMENT_EVENT_COUNT ? LEDGER_DONE : ledger_take_edge(store, order, &move);
        if (result != LEDGER_DONE) {
            return result == LEDGER_FAILED ? LEDGER_PAYMENT_FAILED : LEDGER_PAYMENT_STRANGE;
        }
    }
    return is_late || differs ? LEDGER_PAYMENT_REFUNDED : LEDGER_PAYMENT_COUNTS;
}

static enum ledger_payment_result record(struct store *store, struct ledger_order *order,
                                         const struct ledger_payment *payment)
{
    char first[LEDGER_TEXT_SIZE];
    int64_t first_fen = 0;
    int has_first = ledger_paid(store, order->id, first, &first_fen);
    enum ledger_payment_result result = has_first < 0    ? LEDGER_PAYMENT_FAILED
                                        : has_first == 0 ? move_by_payment(store, order, payment)
                                                         : LEDGER_PAYMENT_REFUNDED;
    if (result < 0 || result == LEDGER_PAYMENT_STRANGE) {
        return result;
    }
    if (insert_payment(store, payment, !has_first) != 0 ||
        (result == LEDGER_PAYMENT_REFUNDED &&
         ledger_begin_refund(store, order, payment->transaction, payment->fen, !has_first, payment->now) !=
             0) ||
        store_commit(store) != 0) {
        return LEDGER_PAYMENT_FAILED;
    }
    return result;
}

static enum ledger_payment_result record_inside(struct store *store, const struct ledger_payment *payment)
{
    struct ledger_order order = {.moves = 0};
    int found = find_payment(store, payment);
    if (found != 0) {
        return found < 0 ? LEDGER_PAYMENT_FAILED : found == 1 ? LEDGER_PAYMENT_KNOWN : LEDGER_PAYMENT_STRANGE;
    }
    found = ledger_order(store, payment->order, &order);
    if (found != 1 || strcmp(order.provider, payment->provider) != 0) {
        return found < 0 ? LEDGER_PAYMENT_FAILED : LEDGER_PAYMENT_STRANGE;
    }
    return record(store, &order, payment);
}

enum ledger_payment_result ledger_record_payment(struct store *store, const struct ledger_payment *payment)
{
    enum ledger_payment_result result = LEDGER_PAYMENT_FAILED;
    if (!ledger_is_id(payment->order, LEDGER_ID_SIZE) ||
        !ledger_is_word(payment->provider, LEDGER_WORD_SIZE) ||
        !ledger_is_ascii(payment->transaction, LEDGER_TEXT_SIZE) || payment->fen <= 0 ||
        payment->fen > MONEY_FEN_MAX) {
        return LEDGER_PAYMENT_STRANGE;
    }
    if (store_begin_write(store) == 0) {
        result = record_inside(store, payment);
    }
    store_end(store);
    return result;
}
