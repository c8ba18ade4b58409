#include "headend/ledger/ledger_of_box.h"

#include <string.h>

#include "headend/ledger/ledger_private.h"

enum ledger_created ledger_find_key(struct store *store, const char *box, const char *key,
                                    const unsigned char body[LEDGER_BODY_BYTES], char id[LEDGER_ID_SIZE])
{
    struct store_rows *rows =
        store_query(store, "SELECT order_id, body FROM idempotency WHERE box = ?1 AND key = ?2",
                    STORE_VALUES(store_text(box), store_text(key)));
    int found = store_next(rows);
    enum ledger_created result = found < 0 ? LEDGER_CREATE_FAILED : LEDGER_CREATED;
    id[0] = '\0';
    if (found == 1) {
        size_t length = 0;
        const void *kept = store_column_bytes(rows, 1, &length);
        int is_same = kept != NULL && length == LEDGER_BODY_BYTES && memcmp(kept, body, length) == 0;
        store_column_fixed(rows, 0, id, LEDGER_ID_SIZE);
        result = is_same ? LEDGER_SAME_ORDER : LEDGER_OTHER_BODY;
    }
    store_done(rows);
    return result;
}

int ledger_key_of(struct store *store, const struct ledger_order *order, char key[LEDGER_TEXT_SIZE])
{
    struct store_rows *rows =
        store_query(store, "SELECT key FROM idempotency WHERE box = ?1 AND order_id = ?2",
                    STORE_VALUES(store_text(order->box), store_text(order->id)));
    int found = store_next(rows);
    key[0] = '\0';
    if (found == 1) {
        store_column_fixed(rows, 0, key, LEDGER_TEXT_SIZE);
    }
    store_done(rows);
    return found;
}

int ledger_orders_to_show(struct store *store, const char *box, int64_t since, struct ledger_order *orders,
                          int max)
{
    return ledger_read_orders(
        store_query(store,
                    "SELECT " LEDGER_ORDER_COLUMNS " FROM orders WHERE box = ?1 AND (changed_at >= ?2 OR "
                    "state NOT IN ('closed', 'settled', 'refunded')) ORDER BY created_at DESC, id LIMIT ?3",
                    STORE_VALUES(store_text(box), store_integer(since), store_integer(max))),
        orders, max);
}

int ledger_count_orders(struct store *store, const char *box, int64_t since, struct ledger_counts *counts)
{
    counts->unpaid_of_box = store_number(store,
                                         "SELECT count(*) FROM orders WHERE box = ?1 AND state IN "
                                         "('created', 'prepaying', 'awaiting', 'closing')",
                                         STORE_VALUES(store_text(box)), 0);
    counts->made_by_box =
        store_number(store, "SELECT count(*) FROM orders WHERE box = ?1 AND created_at >= ?2",
                     STORE_VALUES(store_text(box), store_integer(since)), 0);
    counts->without_end = store_number(
        store, "SELECT count(*) FROM orders WHERE state NOT IN ('closed', 'settled', 'refunded')",
        STORE_NO_VALUES, 0);
    return counts->unpaid_of_box < 0 || counts->made_by_box < 0 || counts->without_end < 0 ? -1 : 0;
}

/* The detail of the last line of this event that begins so, without that. */
static int last_detail(struct store *store, const char *id, enum payment_event event, const char *begins,
                       char detail[LEDGER_DETAIL_SIZE])
{
    struct store_rows *rows =
        store_query(store,
                    "SELECT substr(detail, length(?3) + 1) FROM order_log WHERE subject = ?1 AND event = ?2 "
                    "AND substr(detail, 1, length(?3)) = ?3 ORDER BY number DESC LIMIT 1",
                    STORE_VALUES(store_text(id), store_text(payment_event_word(event)), store_text(begins)));
    int found = store_next(rows);
    detail[0] = '\0';
    if (found == 1) {
        store_column_fixed(rows, 0, detail, LEDGER_DETAIL_SIZE);
    }
    store_done(rows);
    return found;
}

int ledger_utility_code(struct store *store, const struct ledger_order *order, char code[LEDGER_DETAIL_SIZE])
{
    int found = 0;
    code[0] = '\0';
    if (order->state == PAYMENT_SETTLED) {
        found = last_detail(store, order->id, PAYMENT_EVENT_POSTED, "", code);
        /* Without a code the line has the receipt. */
        return found == 1 && strcmp(code, order->receipt) == 0 ? 0 : found;
    }
    return order->state == PAYMENT_REFUNDING || order->state == PAYMENT_REFUND_UNKNOWN ||
                   order->state == PAYMENT_REFUND_ABNORMAL || order->state == PAYMENT_REFUNDED
               ? last_detail(store, order->id, PAYMENT_EVENT_POST_UNKNOWN, LEDGER_REVERSAL_BEGINS, code)
               : 0;
}

int ledger_paid_at(struct store *store, const char *id, int64_t *paid_at)
{
    *paid_at = store_number(store, "SELECT paid_at FROM payments WHERE order_id = ?1 AND counts = 1",
                            STORE_VALUES(store_text(id)), 0);
    return *paid_at < 0 ? -1 : *paid_at > 0;
}

int ledger_given_back(struct store *store, const char *id, int64_t *fen)
{
    *fen = store_number(store, "SELECT sum(fen) FROM refunds WHERE order_id = ?1 AND state = 'refunded'",
                        STORE_VALUES(store_text(id)), 0);
    return *fen < 0 ? -1 : 1;
}
