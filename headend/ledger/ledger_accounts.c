#include <stdio.h>
#include <string.h>

#include "both-sides/money.h"
#include "headend/ledger/ledger_private.h"

int ledger_balance(struct store *store, const char *account, int64_t *fen)
{
    struct store_rows *rows =
        store_query(store,
                    "SELECT (SELECT coalesce(sum(fen), 0) FROM entries WHERE debit = ?1) - (SELECT "
                    "coalesce(sum(fen), 0) FROM entries WHERE credit = ?1)",
                    STORE_VALUES(store_text(account)));
    int found = store_next(rows);
    if (found == 1) {
        *fen = store_column_integer(rows, 0);
    }
    store_done(rows);
    return found == 1 ? 0 : -1;
}

int ledger_enter_fee(struct store *store, const char *provider, const char *reference, int64_t fen,
                     int64_t now)
{
    char name[LEDGER_NAME_SIZE];
    char subject[LEDGER_TEXT_SIZE + LEDGER_NAME_SIZE];
    int result = -1;
    if (!ledger_is_word(provider, LEDGER_WORD_SIZE) || !ledger_is_ascii(reference, LEDGER_TEXT_SIZE) ||
        fen == 0 || fen > MONEY_FEN_MAX || fen < -MONEY_FEN_MAX) {
        return store_failed(store, "a fee is out of bounds");
    }
    ledger_account_name(name, "provider", provider);
    (void)snprintf(subject, sizeof subject, "fee:%s:%s", provider, reference);
    if (store_begin_write(store) == 0) {
        int64_t known = store_number(store, "SELECT count(*) FROM entries WHERE subject = ?1",
                                     STORE_VALUES(store_text(subject)), 0);
        int entered = known != 0 ? -1
                      : fen > 0  ? ledger_enter(store, subject, "fees", name, fen, now)
                                 : ledger_enter(store, subject, name, "fees", -fen, now);
        result = known > 0 ? 0 : entered == 0 && store_commit(store) == 0 ? 1 : -1;
    }
    store_end(store);
    return result;
}

int ledger_fees(struct store *store, const char *provider, const char *prefix, int64_t *fen, int64_t *entries)
{
    char subject[LEDGER_TEXT_SIZE + LEDGER_NAME_SIZE];
    (void)snprintf(subject, sizeof subject, "fee:%.*s:%.*s", LEDGER_WORD_SIZE, provider, LEDGER_TEXT_SIZE,
                   prefix);
    struct store_rows *rows = store_query(
        store,
        "SELECT coalesce(sum(CASE WHEN debit = 'fees' THEN fen ELSE -fen END), 0), count(*) FROM entries "
        "WHERE subject >= ?1 AND subject < ?1 || '~'",
        STORE_VALUES(store_text(subject)));
    int found = store_next(rows);
    if (found == 1) {
        *fen = store_column_integer(rows, 0);
        *entries = store_column_integer(rows, 1);
    }
    store_done(rows);
    return found == 1 ? 0 : -1;
}

/* --- The ledger against itself ---
 * Each row is something that never holds: how many there are, and what it means. */

static const struct {
    const char *sql, *means;
} never[] = {
    {"SELECT count(*) FROM orders o WHERE o.moves <> (SELECT count(*) FROM order_log l WHERE l.subject = "
     "o.id)",
     "an order's log has not as many lines as it has moved"},
    {"SELECT count(*) FROM refunds r WHERE r.moves <> (SELECT count(*) FROM order_log l WHERE l.subject = "
     "r.number)",
     "a refund's log has not as many lines as it has moved"},
    {"SELECT count(*) FROM order_log l WHERE l.number > 1 AND NOT EXISTS (SELECT 1 FROM order_log b WHERE "
     "b.subject = l.subject AND b.number = l.number - 1 AND b.to_state = l.from_state)",
     "a log has a gap"},
    {"SELECT count(*) FROM orders o WHERE o.state <> coalesce((SELECT l.to_state FROM order_log l WHERE "
     "l.subject = o.id AND l.number = o.moves), 'created')",
     "an order is not where its log ends"},
    {"SELECT count(*) FROM refunds r WHERE r.state <> coalesce((SELECT l.to_state FROM order_log l WHERE "
     "l.subject = r.number AND l.number = r.moves), 'refunding')",
     "a refund is not where its log ends"},
    {"SELECT count(*) FROM order_log l WHERE NOT EXISTS (SELECT 1 FROM edges e WHERE e.from_state = "
     "l.from_state AND e.event = l.event AND e.to_state = l.to_state)",
     "a log has a line that is no edge"},
    {"SELECT count(*) FROM orders o WHERE o.state IN ('paid', 'posting', 'post_unknown', 'settled', "
     "'refunding', 'refund_unknown', 'refund_abnormal', 'refunded') AND NOT EXISTS (SELECT 1 FROM payments p "
     "WHERE p.order_id = o.id AND p.counts = 1)",
     "an order is paid without a payment"},
    {"SELECT count(*) FROM payments p WHERE p.counts = 1 AND EXISTS (SELECT 1 FROM orders o WHERE o.id = "
     "p.order_id AND o.state IN ('created', 'prepaying', 'awaiting', 'closing', 'closed'))",
     "an order has a payment and is not paid"},
    {"SELECT count(*) FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.counts = 1 AND p.fen <> "
     "o.fen "
     "AND o.state IN ('paid', 'posting', 'post_unknown', 'settled')",
     "an order goes on with another amount"},
    {"SELECT count(*) FROM payments p WHERE p.counts = 0 AND NOT EXISTS (SELECT 1 FROM refunds r WHERE "
     "r.provider = p.provider AND r.transaction_id = p.transaction_id AND r.fen = p.fen)",
     "a second payment has no refund"},
    {"SELECT count(*) FROM refunds r WHERE NOT EXISTS (SELECT 1 FROM payments p WHERE p.provider = "
     "r.provider "
     "AND p.transaction_id = r.transaction_id AND p.fen = r.fen AND p.order_id = r.order_id AND p.counts = "
     "r.is_own)",
     "a refund has no payment"},
    {"SELECT count(*) FROM refunds r JOIN orders o ON o.id = r.order_id WHERE r.is_own = 1 AND r.state <> "
     "o.state",
     "an order is not where its refund is"},
    {"SELECT count(*) FROM orders o WHERE o.state IN ('refunding', 'refund_unknown', 'refund_abnormal', "
     "'refunded') AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND r.is_own = 1)",
     "an order is refunded without a refund"},
    {"SELECT count(*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM idempotency i WHERE i.order_id = o.id)",
     "an order has no key"},
    /* Entries per payment, posting and refund, not only in sum. */
    {"SELECT count(*) FROM payments p WHERE (SELECT count(*) FROM entries e WHERE e.subject = p.order_id AND "
     "e.debit = 'provider:' || p.provider AND e.credit = 'clearing' AND e.fen = p.fen) <> (SELECT count(*) "
     "FROM payments q WHERE q.order_id = p.order_id AND q.fen = p.fen)",
     "a payment is not entered, or twice"},
    {"SELECT count(*) FROM orders o WHERE (SELECT coalesce(sum(CASE WHEN e.debit = 'clearing' AND e.credit = "
     "'utility:' || o.utility THEN e.fen WHEN e.credit = 'clearing' AND e.debit = 'utility:' || o.utility "
     "THEN "
     "-e.fen END), 0) FROM entries e WHERE e.subject = o.id) <> CASE WHEN o.state = 'settled' THEN o.fen "
     "ELSE "
     "0 END",
     "a posting is not entered, or twice"},
    {"SELECT count(*) FROM refunds r WHERE (SELECT count(*) FROM entries e WHERE e.subject = r.number AND "
     "e.debit = 'clearing' AND e.credit = 'refunds' AND e.fen = r.fen) <> 1 OR (SELECT count(*) FROM entries "
     "e WHERE e.subject = r.number AND e.debit = 'refunds' AND e.fen = r.fen) <> (r.state = 'refunded')",
     "a refund is not entered, or twice"},
};

static int look_for_contradictions(struct store *store, struct ledger_check *check)
{
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        int64_t count = store_number(store, never[i].sql, STORE_NO_VALUES, 0);
        if (count < 0) {
            return -1;
        }
        if (count > 0 && check->first[0] == '\0') {
            (void)snprintf(check->first, sizeof check->first, "%s", never[i].means);
        }
        check->contradictions += count;
    }
    return 0;
}

static int sum(struct store *store, const char *sql, int64_t *fen)
{
    struct store_rows *rows = store_query(store, sql, STORE_NO_VALUES);
    int found = store_next(rows);
    if (found == 1) {
        *fen = store_column_integer(rows, 0);
    }
    store_done(rows);
    return found == 1 ? 0 : -1;
}

/* By orders and payments, not by entries: the entries have to agree. */
static int add_up(struct store *store, struct ledger_check *check)
{
    int64_t clearing = 0;
    int64_t refunds = 0;
    int64_t waiting = 0;
    int64_t returning = 0;
    if (sum(store, "SELECT coalesce(sum(fen), 0) FROM payments", &check->received) != 0 ||
        sum(store, "SELECT coalesce(sum(fen), 0) FROM orders WHERE state = 'settled'", &check->posted) != 0 ||
        sum(store, "SELECT coalesce(sum(fen), 0) FROM refunds WHERE state = 'refunded'", &check->refunded) !=
            0 ||
        sum(store, "SELECT coalesce(sum(fen), 0) FROM orders WHERE state IN " LEDGER_WAITING, &waiting) !=
            0 ||
        sum(store, "SELECT coalesce(sum(fen), 0) FROM refunds WHERE state <> 'refunded'", &returning) != 0 ||
        sum(store,
            "SELECT (SELECT count(*) FROM orders WHERE state IN " LEDGER_WAITING ") + "
            "(SELECT count(*) FROM refunds WHERE state <> 'refunded')",
            &check->orders_in_flight) != 0 ||
        ledger_balance(store, "clearing", &clearing) != 0 ||
        ledger_balance(store, "refunds", &refunds) != 0) {
        return -1;
    }
    check->in_flight = -clearing - refunds;
    const char *wrong = clearing != -waiting    ? "clearing is not what waits for a utility"
                        : refunds != -returning ? "refunds is not what is on its way back"
                        : check->received != check->posted + check->refunded + check->in_flight
                            ? "received is not posted, refunded and in flight"
                            : NULL;
    if (wrong != NULL) {
        check->contradictions++;
        (void)snprintf(check->first, sizeof check->first, "%s", wrong);
    }
    return 0;
}

int ledger_check(struct store *store, struct ledger_check *check)
{
    *check = (struct ledger_check){.contradictions = 0};
    int result = store_begin_read(store) == 0 && look_for_contradictions(store, check) == 0
                     ? add_up(store, check)
                     : -1;
    store_end(store);
    return result;
}
