#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "headend/ledger/ledger_private.h"

#define REFUND_COLUMNS                                                                                       \
    "number, order_id, provider, transaction_id, fen, state, moves, is_own, changed_at, tries"

static int read_refunds(struct store_rows *rows, struct ledger_refund *refunds, int max)
{
    int count = 0;
    int more = rows != NULL ? 0 : -1;
    while (count < max && (more = store_next(rows)) == 1) {
        struct ledger_refund *refund = &refunds[count++];
        *refund = (struct ledger_refund){.fen = store_column_integer(rows, 4),
                                         .state = payment_state_read(store_column_text(rows, 5)),
                                         .moves = store_column_integer(rows, 6),
                                         .is_own = (int)store_column_integer(rows, 7),
                                         .changed_at = store_column_integer(rows, 8),
                                         .tries = store_column_integer(rows, 9)};
        store_column_fixed(rows, 0, refund->number, sizeof refund->number);
        store_column_fixed(rows, 1, refund->order, sizeof refund->order);
        store_column_fixed(rows, 2, refund->provider, sizeof refund->provider);
        store_column_fixed(rows, 3, refund->transaction, sizeof refund->transaction);
    }
    store_done(rows);
    return more < 0 ? -1 : count;
}

int ledger_refund(struct store *store, const char *number, struct ledger_refund *refund)
{
    return read_refunds(store_query(store, "SELECT " REFUND_COLUMNS " FROM refunds WHERE number = ?1",
                                    STORE_VALUES(store_text(number))),
                        refund, 1);
}

int ledger_due_refunds(struct store *store, int64_t now, struct ledger_refund *refunds, int max)
{
    return read_refunds(store_query(store,
                                    "SELECT " REFUND_COLUMNS
                                    " FROM refunds WHERE sweep_at IS NOT NULL AND sweep_at <= ?1 "
                                    "ORDER BY sweep_at, number LIMIT ?2",
                                    STORE_VALUES(store_integer(now), store_integer(max))),
                        refunds, max);
}

int ledger_refunds_of(struct store *store, const char *order, struct ledger_refund *refunds, int max)
{
    return read_refunds(store_query(store,
                                    "SELECT " REFUND_COLUMNS
                                    " FROM refunds WHERE order_id = ?1 ORDER BY number LIMIT ?2",
                                    STORE_VALUES(store_text(order), store_integer(max))),
                        refunds, max);
}

/* The number follows from the order and how many payments it has: it is the same whenever it is asked for. */
int ledger_begin_refund(struct store *store, const struct ledger_order *order, const char *transaction,
                        int64_t fen, int is_own, int64_t now)
{
    char number[LEDGER_REFUND_SIZE];
    int64_t before = store_number(store, "SELECT count(*) FROM refunds WHERE order_id = ?1 AND is_own = 0",
                                  STORE_VALUES(store_text(order->id)), 0);
    if (before < 0 || before > 99999) {
        return before < 0 ? -1 : store_failed(store, "an order has too many payments");
    }
    (void)snprintf(number, sizeof number, "%s-%" PRId64, order->id, is_own ? 1 : before + 2);
    return store_run(store,
                     "INSERT INTO refunds (number, order_id, provider, transaction_id, fen, is_own, state, "
                     "changed_at, sweep_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'refunding', ?7, ?7)",
                     STORE_VALUES(store_text(number), store_text(order->id), store_text(order->provider),
                                  store_text(transaction), store_integer(fen), store_integer(is_own),
                                  store_integer(now))) == 0
               ? ledger_enter(store, number, "clearing", "refunds", fen, now)
               : -1;
}

int ledger_put_off_refund(struct store *store, const char *number, int64_t now)
{
    int result = -1;
    if (store_begin_lazy_write(store) == 0 &&
        store_run(
            store,
            "UPDATE refunds SET tries = tries + 1, sweep_at = ?2 WHERE number = ?1 AND sweep_at IS NOT NULL",
            STORE_VALUES(store_text(number), store_integer(now + LEDGER_REFUND_APART_MS))) == 0) {
        result = store_commit(store);
    }
    store_end(store);
    return result;
}

/* --- Moving --- */

/* The order of a payment that counts stands where its refund stands. */
static enum ledger_result move_own_order(struct store *store, const struct ledger_refund *refund,
                                         const struct ledger_move *move)
{
    struct ledger_order order = {.moves = 0};
    if (ledger_order(store, refund->order, &order) != 1) {
        return LEDGER_FAILED;
    }
    enum ledger_result result = ledger_take_edge(store, &order, move);
    if (result == LEDGER_ILLEGAL || result == LEDGER_STAYS || order.state != refund->state) {
        (void)store_failed(store, "an order and its refund have parted");
        return LEDGER_FAILED;
    }
    return result;
}

static int enter_done(struct store *store, const struct ledger_refund *refund, const struct ledger_move *move)
{
    char provider[LEDGER_NAME_SIZE];
    ledger_account_name(provider, "provider", refund->provider);
    return refund->state == PAYMENT_REFUNDED
               ? ledger_enter(store, refund->number, "refunds",
                              move->event == PAYMENT_EVENT_CORRECTION_REFUNDED ? "household" : provider,
                              refund->fen, move->now)
               : 0;
}

static enum ledger_result move_inside(struct store *store, const struct ledger_move *move)
{
    struct ledger_refund refund = {.moves = 0};
    const struct payment_edge *edge = NULL;
    int found = ledger_refund(store, move->id, &refund);
    if (found != 1) {
        return found == 0 ? LEDGER_UNKNOWN : LEDGER_FAILED;
    }
    if (refund.moves != move->moves) {
        return payment_machine_next(refund.state, move->event, &edge) == PAYMENT_STAYS
                   ? LEDGER_STAYS
                   : LEDGER_MOVED_MEANWHILE;
    }
    enum ledger_result result = ledger_take_refund_edge(store, &refund, move);
    if (result == LEDGER_DONE && refund.is_own) {
        result = move_own_order(store, &refund, move);
    }
    if (result == LEDGER_DONE && (enter_done(store, &refund, move) != 0 || store_commit(store) != 0)) {
        result = LEDGER_FAILED;
    }
    return result;
}

enum ledger_result ledger_move_refund(struct store *store, const struct ledger_move *move)
{
    enum ledger_result result = LEDGER_FAILED;
    if ((payment_event_is_derivable(move->event) ? store_begin_lazy_write(store)
                                                 : store_begin_write(store)) == 0) {
        result = move_inside(store, move);
    }
    store_end(store);
    return result;
}
