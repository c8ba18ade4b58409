#include "headend/ledger/ledger_history.h"

#include "headend/ledger/ledger_private.h"

/* What belongs to an order: itself, and refunds ("ORDER-1" …), which are found by the order's. */
#define SUBJECTS "(SELECT ?1 UNION SELECT number FROM refunds WHERE order_id = ?1)"

int ledger_orders_chosen(struct store *store, const struct ledger_choice *choice,
                         int (*take)(void *context, const struct ledger_order *order), void *context)
{
    struct ledger_order order;
    struct store_rows *rows = store_query(
        store,
        choice->is_open
            ? "SELECT " LEDGER_ORDER_COLUMNS
              " FROM orders WHERE state NOT IN ('closed', 'settled', 'refunded') AND created_at >= ?1 AND "
              "created_at < ?2 ORDER BY created_at, id"
            : "SELECT " LEDGER_ORDER_COLUMNS
              " FROM orders WHERE created_at >= ?1 AND created_at < ?2 ORDER BY created_at, id",
        STORE_VALUES(store_integer(choice->from),
                     store_integer(choice->until != 0 ? choice->until : INT64_MAX)));
    int more = 0;
    int result = 0;
    while (result == 0 && (more = store_next(rows)) == 1) {
        ledger_read_order(rows, &order);
        result = take(context, &order);
    }
    store_done(rows);
    return more < 0 ? -1 : result;
}

int ledger_lines_of(struct store *store, const char *order,
                    int (*take)(void *context, const struct ledger_line *line), void *context)
{
    struct store_rows *rows = store_query(
        store,
        "SELECT subject, number, at, event, from_state, to_state, actor, detail, person_1, person_2 FROM "
        "order_log WHERE subject IN " SUBJECTS " ORDER BY at, subject, number",
        STORE_VALUES(store_text(order)));
    int more = 0;
    int result = 0;
    while (result == 0 && (more = store_next(rows)) == 1) {
        struct ledger_line line = {.number = store_column_integer(rows, 1),
                                   .at = store_column_integer(rows, 2),
                                   .actor = (enum payment_actor)store_column_integer(rows, 6)};
        store_column_fixed(rows, 0, line.subject, sizeof line.subject);
        store_column_fixed(rows, 3, line.event, sizeof line.event);
        store_column_fixed(rows, 4, line.from, sizeof line.from);
        store_column_fixed(rows, 5, line.to, sizeof line.to);
        store_column_fixed(rows, 7, line.detail, sizeof line.detail);
        store_column_fixed(rows, 8, line.persons[0], sizeof line.persons[0]);
        store_column_fixed(rows, 9, line.persons[1], sizeof line.persons[1]);
        result = take(context, &line);
    }
    store_done(rows);
    return more < 0 ? -1 : result;
}

int ledger_payments_of(struct store *store, const char *order,
                       int (*take)(void *context, const struct ledger_payment_seen *payment), void *context)
{
    struct store_rows *rows =
        store_query(store,
                    "SELECT transaction_id, fen, counts, paid_at, recorded_at FROM payments WHERE order_id = "
                    "?1 ORDER BY recorded_at, transaction_id",
                    STORE_VALUES(store_text(order)));
    int more = 0;
    int result = 0;
    while (result == 0 && (more = store_next(rows)) == 1) {
        struct ledger_payment_seen payment = {.fen = store_column_integer(rows, 1),
                                              .counts = (int)store_column_integer(rows, 2),
                                              .paid_at = store_column_integer(rows, 3),
                                              .recorded_at = store_column_integer(rows, 4)};
        store_column_fixed(rows, 0, payment.transaction, sizeof payment.transaction);
        result = take(context, &payment);
    }
    store_done(rows);
    return more < 0 ? -1 : result;
}

int ledger_entries_of(struct store *store, const char *order,
                      int (*take)(void *context, const struct ledger_entry *entry), void *context)
{
    struct store_rows *rows = store_query(store,
                                          "SELECT number, subject, debit, credit, fen, at FROM entries WHERE "
                                          "subject IN " SUBJECTS " ORDER BY number",
                                          STORE_VALUES(store_text(order)));
    int more = 0;
    int result = 0;
    while (result == 0 && (more = store_next(rows)) == 1) {
        struct ledger_entry entry = {.number = store_column_integer(rows, 0),
                                     .fen = store_column_integer(rows, 4),
                                     .at = store_column_integer(rows, 5)};
        store_column_fixed(rows, 1, entry.subject, sizeof entry.subject);
        store_column_fixed(rows, 2, entry.debit, sizeof entry.debit);
        store_column_fixed(rows, 3, entry.credit, sizeof entry.credit);
        result = take(context, &entry);
    }
    store_done(rows);
    return more < 0 ? -1 : result;
}
