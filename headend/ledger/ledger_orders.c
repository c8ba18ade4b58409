#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/money.h"
#include "headend/ledger/ledger_of_box.h"
#include "headend/ledger/ledger_private.h"

/* --- Reading --- */

void ledger_read_order(struct store_rows *rows, struct ledger_order *order)
{
    *order = (struct ledger_order){.bill_version = store_column_integer(rows, 6),
                                   .fen = store_column_integer(rows, 7),
                                   .state = payment_state_read(store_column_text(rows, 8)),
                                   .moves = store_column_integer(rows, 9),
                                   .created_at = store_column_integer(rows, 10),
                                   .changed_at = store_column_integer(rows, 11),
                                   .expires_at = store_column_integer(rows, 12),
                                   .tries = store_column_integer(rows, 13),
                                   .period_from = (int)store_column_integer(rows, 15),
                                   .period_to = (int)store_column_integer(rows, 16)};
    store_column_fixed(rows, 0, order->id, sizeof order->id);
    store_column_fixed(rows, 1, order->box, sizeof order->box);
    store_column_fixed(rows, 2, order->provider, sizeof order->provider);
    store_column_fixed(rows, 3, order->utility, sizeof order->utility);
    store_column_fixed(rows, 4, order->account_end, sizeof order->account_end);
    store_column_fixed(rows, 5, order->bill, sizeof order->bill);
    store_column_fixed(rows, 14, order->receipt, sizeof order->receipt);
}

int ledger_read_orders(struct store_rows *rows, struct ledger_order *orders, int max)
{
    int count = 0;
    int more = rows != NULL ? 0 : -1;
    while (count < max && (more = store_next(rows)) == 1) {
        ledger_read_order(rows, &orders[count++]);
    }
    store_done(rows);
    return more < 0 ? -1 : count;
}

int ledger_order(struct store *store, const char *id, struct ledger_order *order)
{
    return ledger_read_orders(store_query(store, "SELECT " LEDGER_ORDER_COLUMNS " FROM orders WHERE id = ?1",
                                          STORE_VALUES(store_text(id))),
                              order, 1);
}

int ledger_account_number(struct store *store, const char *id, char number[LEDGER_ACCOUNT_SIZE])
{
    struct store_rows *rows =
        store_query(store, "SELECT account_number FROM orders WHERE id = ?1 AND account_number IS NOT NULL",
                    STORE_VALUES(store_text(id)));
    int found = store_next(rows);
    number[0] = '\0';
    if (found == 1) {
        store_column_fixed(rows, 0, number, LEDGER_ACCOUNT_SIZE);
    }
    store_done(rows);
    return found;
}

int ledger_orders_of_box(struct store *store, const char *box, int64_t since, struct ledger_order *orders,
                         int max)
{
    return ledger_read_orders(
        store_query(store,
                    "SELECT " LEDGER_ORDER_COLUMNS " FROM orders WHERE box = ?1 AND created_at >= ?2 ORDER "
                    "BY created_at DESC, id LIMIT ?3",
                    STORE_VALUES(store_text(box), store_integer(since), store_integer(max))),
        orders, max);
}

int ledger_due(struct store *store, int64_t now, struct ledger_order *orders, int max)
{
    return ledger_read_orders(store_query(store,
                                          "SELECT " LEDGER_ORDER_COLUMNS
                                          " FROM orders WHERE sweep_at IS NOT NULL AND sweep_at <= "
                                          "?1 ORDER BY sweep_at, id LIMIT ?2",
                                          STORE_VALUES(store_integer(now), store_integer(max))),
                              orders, max);
}

int ledger_for_person(struct store *store, int64_t before, struct ledger_order *orders, int max)
{
    return ledger_read_orders(
        store_query(store,
                    "SELECT " LEDGER_ORDER_COLUMNS " FROM orders WHERE (created_at < ?1 AND state NOT IN "
                    "('closed', 'settled', 'refunded')) OR id IN (SELECT order_id FROM refunds WHERE state = "
                    "'refund_abnormal' OR (state <> 'refunded' AND changed_at < ?1)) ORDER BY created_at, id "
                    "LIMIT ?2",
                    STORE_VALUES(store_integer(before), store_integer(max))),
        orders, max);
}

/* --- Creating --- */

static int is_period(int from, int to)
{
    return (from == 0 && to == 0) || (calendar_date_is_real(from) && calendar_date_is_real(to) && from <= to);
}

static int is_sound(const struct ledger_new_order *order)
{
    enum { OUT_TRADE_NO_MIN = 6 };
    return ledger_is_id(order->id, LEDGER_ID_SIZE) && strlen(order->id) >= OUT_TRADE_NO_MIN &&
           ledger_is_id(order->box, BOX_NUMBER_SIZE) && ledger_is_ascii(order->key, LEDGER_TEXT_SIZE) &&
           ledger_is_word(order->provider, LEDGER_WORD_SIZE) &&
           ledger_is_word(order->utility, LEDGER_WORD_SIZE) &&
           ledger_is_ascii(order->account_number, LEDGER_ACCOUNT_SIZE) &&
           ledger_is_ascii(order->bill, LEDGER_TEXT_SIZE) && order->bill_version >= 0 && order->fen > 0 &&
           order->fen <= MONEY_FEN_MAX && order->now >= 0 && order->expires_at > order->now &&
           is_period(order->period_from, order->period_to);
}

/* Over all providers: who pays with one wallet and then with another pays once (I1). */
static enum ledger_created find_holder(struct store *store, const struct ledger_new_order *order,
                                       char id[LEDGER_ID_SIZE])
{
    struct store_rows *rows = store_query(
        store,
        "SELECT id FROM orders WHERE utility = ?1 AND account = ?2 AND bill = ?3 AND bill_version = ?4 AND "
        "state IN " LEDGER_HOLDING,
        STORE_VALUES(store_text(order->utility), store_bytes(order->account->bytes, HASH_BYTES),
                     store_text(order->bill), store_integer(order->bill_version)));
    int found = store_next(rows);
    if (found == 1) {
        store_column_fixed(rows, 0, id, LEDGER_ID_SIZE);
    }
    store_done(rows);
    return found < 0 ? LEDGER_CREATE_FAILED : found == 1 ? LEDGER_BILL_IS_HELD : LEDGER_CREATED;
}

static int insert(struct store *store, const struct ledger_new_order *order)
{
    size_t length = strlen(order->account_number);
    size_t end = LEDGER_ACCOUNT_END_SIZE - 1;
    const char *account_end = order->account_number + (length > end ? length - end : 0);
    return store_run(
               store,
               "INSERT INTO orders (id, box, provider, utility, account, account_end, account_number, "
               "bill, bill_version, fen, state, moves, created_at, changed_at, expires_at, period_from, "
               "period_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'created', 0, ?11, ?11, "
               "?12, ?13, ?14)",
               STORE_VALUES(store_text(order->id), store_text(order->box), store_text(order->provider),
                            store_text(order->utility), store_bytes(order->account->bytes, HASH_BYTES),
                            store_text(account_end), store_text(order->account_number),
                            store_text(order->bill), store_integer(order->bill_version),
                            store_integer(order->fen), store_integer(order->now),
                            store_integer(order->expires_at), store_integer(order->period_from),
                            store_integer(order->period_to))) == 0 &&
                   store_run(
                       store, "INSERT INTO idempotency (box, key, body, order_id) VALUES (?1, ?2, ?3, ?4)",
                       STORE_VALUES(store_text(order->box), store_text(order->key),
                                    store_bytes(order->body, LEDGER_BODY_BYTES), store_text(order->id))) == 0
               ? 0
               : -1;
}

static enum ledger_created create_inside(struct store *store, const struct ledger_new_order *order,
                                         char id[LEDGER_ID_SIZE])
{
    enum ledger_created result = ledger_find_key(store, order->box, order->key, order->body, id);
    if (result == LEDGER_CREATED) {
        result = find_holder(store, order, id);
    }
    if (result != LEDGER_CREATED) {
        return result;
    }
    struct ledger_order made = {.state = PAYMENT_CREATED};
    const struct ledger_move prepay = {
        .id = order->id, .event = PAYMENT_EVENT_PREPAY, .actor = PAYMENT_BY_ENGINE, .now = order->now};
    if (insert(store, order) != 0 || ledger_order(store, order->id, &made) != 1 ||
        ledger_take_edge(store, &made, &prepay) != LEDGER_DONE || store_commit(store) != 0) {
        return LEDGER_CREATE_FAILED;
    }
    (void)snprintf(id, LEDGER_ID_SIZE, "%s", order->id);
    return LEDGER_CREATED;
}

enum ledger_created ledger_create(struct store *store, const struct ledger_new_order *order,
                                  char id[LEDGER_ID_SIZE])
{
    enum ledger_created result = LEDGER_CREATE_FAILED;
    id[0] = '\0';
    if (!is_sound(order)) {
        return LEDGER_WRONG_ORDER;
    }
    if (store_begin_write(store) == 0) {
        result = create_inside(store, order, id);
    }
    store_end(store);
    return result;
}
