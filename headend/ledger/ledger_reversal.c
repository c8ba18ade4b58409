#include <stdio.h>
#include <string.h>

#include "headend/ledger/ledger_private.h"

int ledger_is_reversing(struct store *store, const char *id)
{
    return (int)store_number(store,
                             "SELECT count(*) FROM orders o JOIN order_log l ON l.subject = o.id AND "
                             "l.number = o.moves WHERE o.id = ?1 AND o.state = 'post_unknown' AND "
                             "substr(l.detail, 1, length(?2)) = ?2",
                             STORE_VALUES(store_text(id), store_text(LEDGER_REVERSAL_BEGINS)), 0);
}

/* One that is unknown already is posted again and unknown again, so that the line is there and what was heard
 * before has another `moves`. */
static enum ledger_result take_edges(struct store *store, struct ledger_order *order,
                                     const struct ledger_move *move)
{
    char detail[LEDGER_DETAIL_SIZE];
    struct ledger_move taken = *move;
    enum ledger_result result = LEDGER_DONE;
    (void)snprintf(detail, sizeof detail, LEDGER_REVERSAL_BEGINS "%s",
                   move->detail != NULL ? move->detail : "");
    taken.detail = detail;
    if (order->state == PAYMENT_POST_UNKNOWN) {
        taken.event = PAYMENT_EVENT_POST_AGAIN;
        result = ledger_take_edge(store, order, &taken);
    }
    taken.event = PAYMENT_EVENT_POST_UNKNOWN;
    return result == LEDGER_DONE ? ledger_take_edge(store, order, &taken) : result;
}

static enum ledger_result begin_inside(struct store *store, const struct ledger_move *move)
{
    struct ledger_order order = {.moves = 0};
    int found = ledger_order(store, move->id, &order);
    int is_reversing = found == 1 ? ledger_is_reversing(store, move->id) : 0;
    if (found != 1 || is_reversing < 0) {
        return found == 0 ? LEDGER_UNKNOWN : LEDGER_FAILED;
    }
    if (is_reversing || order.moves != move->moves) {
        return is_reversing ? LEDGER_STAYS : LEDGER_MOVED_MEANWHILE;
    }
    if (order.state != PAYMENT_POSTING && order.state != PAYMENT_POST_UNKNOWN) {
        return LEDGER_ILLEGAL;
    }
    enum ledger_result result = take_edges(store, &order, move);
    return result == LEDGER_DONE && store_commit(store) != 0 ? LEDGER_FAILED : result;
}

enum ledger_result ledger_begin_reversal(struct store *store, const struct ledger_move *move)
{
    enum ledger_result result = LEDGER_FAILED;
    if (store_begin_write(store) == 0) {
        result = begin_inside(store, move);
    }
    store_end(store);
    return result;
}
