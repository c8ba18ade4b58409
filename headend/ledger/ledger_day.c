#include "headend/ledger/ledger_day.h"

#include "headend/ledger/ledger_private.h"

/* The columns of each kind in one order: source, key, order, other, fen, from, until, undone, state, by
 * persons. */

#define PAYMENT_ROWS                                                                                         \
    "SELECT p.provider, p.transaction_id, p.order_id, '', p.fen, p.paid_at, p.paid_at, 0, o.state, 0 FROM "  \
    "payments p JOIN orders o ON o.id = p.order_id WHERE "

/* Lines that say that a provider was asked and did not refuse. */
#define ASKED "from_state = 'refunding' AND event IN ('refund_unknown', 'refund_done')"
#define REFUND_COLUMNS                                                                                       \
    "SELECT r.provider, r.number, r.order_id, r.transaction_id, r.fen, (SELECT coalesce(max(a.at), 0) FROM " \
    "order_log a WHERE a.subject = r.number AND a." ASKED "), 0, 0, r.state, (SELECT count(*) FROM "         \
    "order_log c WHERE c.subject = r.number AND c.event = 'correction_refunded') "

#define POSTING_COLUMNS                                                                                      \
    "SELECT o.utility, o.id, o.id, o.receipt, o.fen, (SELECT coalesce(min(f.at), 0) FROM order_log f WHERE " \
    "f.subject = o.id AND f.to_state = 'posting'), (SELECT coalesce(max(u.at), 0) FROM order_log u WHERE "   \
    "u.subject = o.id AND u.to_state = 'settled'), (SELECT coalesce(max(n.at), 0) FROM order_log n WHERE "   \
    "n.subject = o.id AND n.event IN ('not_posted', 'correction_not_posted', 'correction_reversed')), "      \
    "o.state, 0 "

static const struct {
    const char *between, *one;
} queries[] = {
    [LEDGER_ROW_PAYMENT] = {PAYMENT_ROWS
                            "p.paid_at >= ?1 AND p.paid_at < ?2 ORDER BY p.paid_at, p.transaction_id",
                            PAYMENT_ROWS "p.provider = ?1 AND p.transaction_id = ?2"},
    /* By the last of its askings. */
    [LEDGER_ROW_REFUND] = {REFUND_COLUMNS
                           "FROM order_log l JOIN refunds r ON r.number = l.subject WHERE l." ASKED
                           " AND l.at >= ?1 AND l.at < ?2 AND l.number = (SELECT max(b.number) FROM "
                           "order_log b WHERE b.subject = l.subject AND b." ASKED ") ORDER BY l.at, r.number",
                           REFUND_COLUMNS "FROM refunds r WHERE r.provider = ?1 AND r.number = ?2"},
    [LEDGER_ROW_POSTING] = {POSTING_COLUMNS
                            "FROM order_log l JOIN orders o ON o.id = l.subject WHERE l.to_state = "
                            "'settled' AND l.at >= ?1 AND l.at < ?2 ORDER BY l.at, o.id",
                            POSTING_COLUMNS "FROM orders o WHERE o.utility = ?1 AND o.id = ?2"},
};

static void read_row(struct store_rows *rows, enum ledger_row_kind kind, struct ledger_row *row)
{
    *row = (struct ledger_row){.kind = kind,
                               .fen = store_column_integer(rows, 4),
                               .from_ms = store_column_integer(rows, 5),
                               .until_ms = store_column_integer(rows, 6),
                               .undone_ms = store_column_integer(rows, 7),
                               .state = payment_state_read(store_column_text(rows, 8)),
                               .is_by_persons = store_column_integer(rows, 9) != 0};
    store_column_fixed(rows, 0, row->source, sizeof row->source);
    store_column_fixed(rows, 1, row->key, sizeof row->key);
    store_column_fixed(rows, 2, row->order, sizeof row->order);
    store_column_fixed(rows, 3, row->other, sizeof row->other);
}

int ledger_rows_between(struct store *store, enum ledger_row_kind kind, int64_t from, int64_t until,
                        int (*take)(void *context, const struct ledger_row *row), void *context)
{
    struct ledger_row row;
    struct store_rows *rows =
        store_query(store, queries[kind].between, STORE_VALUES(store_integer(from), store_integer(until)));
    int more = 0;
    int result = 0;
    while (result == 0 && (more = store_next(rows)) == 1) {
        read_row(rows, kind, &row);
        result = take(context, &row);
    }
    store_done(rows);
    return more < 0 ? -1 : result;
}

int ledger_row_of(struct store *store, enum ledger_row_kind kind, const char *source, const char *key,
                  struct ledger_row *row)
{
    struct store_rows *rows =
        store_query(store, queries[kind].one, STORE_VALUES(store_text(source), store_text(key)));
    int found = store_next(rows);
    if (found == 1) {
        read_row(rows, kind, row);
    }
    store_done(rows);
    return found;
}
