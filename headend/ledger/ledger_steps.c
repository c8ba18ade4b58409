#include "headend/ledger/ledger.h"

/* The states and edges stand here as they were when the step was released; tests compare them with the table
 * of the machine. Triggers hold for whoever writes: what is written stays, and no state changes without an
 * edge and its line of the log. */
static const struct store_step steps[] = {
    {1,
     "CREATE TABLE edges (from_state TEXT NOT NULL, event TEXT NOT NULL, to_state TEXT NOT NULL, PRIMARY KEY "
     "(from_state, event)) STRICT, WITHOUT ROWID;"
     "INSERT INTO edges VALUES ('created', 'prepay', 'prepaying'),"
     "('prepaying', 'code_received', 'awaiting'), ('prepaying', 'prepay_unknown', 'closing'),"
     "('awaiting', 'close', 'closing'), ('awaiting', 'payment_proven', 'paid'),"
     "('closing', 'payment_proven', 'paid'), ('closing', 'closed_proven', 'closed'),"
     "('closed', 'late_payment', 'refunding'), ('paid', 'post', 'posting'),"
     "('paid', 'amount_differs', 'refunding'), ('paid', 'not_posted', 'refunding'),"
     "('posting', 'posted', 'settled'), ('posting', 'post_unknown', 'post_unknown'),"
     "('posting', 'not_posted', 'refunding'), ('post_unknown', 'posted', 'settled'),"
     "('post_unknown', 'post_again', 'posting'), ('post_unknown', 'not_posted', 'refunding'),"
     "('refunding', 'refund_done', 'refunded'), ('refunding', 'refund_unknown', 'refund_unknown'),"
     "('refunding', 'refund_abnormal', 'refund_abnormal'), ('refund_unknown', 'refund_done', 'refunded'),"
     "('refund_unknown', 'refund_again', 'refunding'), ('post_unknown', 'correction_posted', 'settled'),"
     "('post_unknown', 'correction_not_posted', 'refunding'),"
     "('settled', 'correction_reversed', 'refunding'),"
     "('refund_abnormal', 'correction_refund_again', 'refunding'),"
     "('refund_abnormal', 'correction_refunded', 'refunded');"},
    {1,
     "CREATE TABLE orders (id TEXT PRIMARY KEY, box TEXT NOT NULL, provider TEXT NOT NULL, utility TEXT NOT "
     "NULL, account BLOB NOT NULL, account_end TEXT NOT NULL, account_number TEXT, bill TEXT NOT NULL, "
     "bill_version INTEGER NOT NULL, fen INTEGER NOT NULL CHECK (fen > 0), state TEXT NOT NULL CHECK (state "
     "IN ('created', 'prepaying', 'awaiting', 'closing', 'closed', 'paid', 'posting', 'post_unknown', "
     "'settled', 'refunding', 'refund_unknown', 'refund_abnormal', 'refunded')), moves INTEGER NOT NULL, "
     "created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, sweep_at "
     "INTEGER, tries INTEGER NOT NULL DEFAULT 0, receipt TEXT NOT NULL DEFAULT '', CHECK ((receipt <> '') = "
     "(state = 'settled')), CHECK (account_number IS NULL OR state IN ('created', 'prepaying', 'awaiting', "
     "'closing', 'paid', 'posting', 'post_unknown'))) STRICT, WITHOUT ROWID;"
     "CREATE UNIQUE INDEX orders_that_hold_a_bill ON orders (utility, account, bill, bill_version) WHERE "
     "state IN ('created', 'prepaying', 'awaiting', 'closing', 'paid', 'posting', 'post_unknown', "
     "'settled');"
     "CREATE INDEX orders_of_box ON orders (box, created_at);"
     "CREATE INDEX orders_due ON orders (sweep_at) WHERE sweep_at IS NOT NULL;"
     "CREATE INDEX orders_without_end ON orders (created_at) WHERE state NOT IN ('closed', 'settled', "
     "'refunded');"
     "CREATE TABLE order_log (subject TEXT NOT NULL, number INTEGER NOT NULL, event TEXT NOT NULL, "
     "from_state TEXT NOT NULL, to_state TEXT NOT NULL, actor INTEGER NOT NULL, at INTEGER NOT NULL, detail "
     "TEXT NOT NULL, person_1 TEXT NOT NULL DEFAULT '', person_2 TEXT NOT NULL DEFAULT '', PRIMARY KEY "
     "(subject, number)) STRICT, WITHOUT ROWID;"},
    {1,
     "CREATE TABLE idempotency (box TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, order_id TEXT NOT "
     "NULL, PRIMARY KEY (box, key)) STRICT, WITHOUT ROWID;"
     "CREATE TABLE payments (provider TEXT NOT NULL, transaction_id TEXT NOT NULL, order_id TEXT NOT NULL, "
     "fen INTEGER NOT NULL CHECK (fen > 0), counts INTEGER NOT NULL, paid_at INTEGER "
     "NOT NULL, recorded_at INTEGER NOT NULL, PRIMARY KEY (provider, transaction_id)) STRICT, WITHOUT ROWID;"
     "CREATE INDEX payments_of_order ON payments (order_id);"
     "CREATE UNIQUE INDEX payment_that_counts ON payments (order_id) WHERE counts = 1;"
     "CREATE TABLE refunds (number TEXT PRIMARY KEY, order_id TEXT NOT NULL, provider "
     "TEXT NOT NULL, transaction_id TEXT NOT NULL, fen INTEGER NOT NULL CHECK (fen > 0), is_own INTEGER NOT "
     "NULL, state TEXT NOT NULL CHECK (state IN ('refunding', 'refund_unknown', 'refund_abnormal', "
     "'refunded')), moves INTEGER NOT NULL DEFAULT 0, changed_at INTEGER NOT NULL, sweep_at INTEGER, tries "
     "INTEGER NOT NULL DEFAULT 0, UNIQUE (provider, transaction_id)) STRICT, WITHOUT ROWID;"
     "CREATE INDEX refunds_of_order ON refunds (order_id);"
     "CREATE INDEX refunds_due ON refunds (sweep_at) WHERE sweep_at IS NOT NULL;"
     "CREATE TABLE entries (number INTEGER PRIMARY KEY, subject TEXT NOT NULL, debit TEXT NOT NULL, credit "
     "TEXT NOT NULL CHECK (credit <> debit), fen INTEGER NOT NULL CHECK (fen > 0), at INTEGER NOT NULL) "
     "STRICT;"
     "CREATE INDEX entries_of_subject ON entries (subject);"},
    /* What happened stays. */
    {1,
     "CREATE TRIGGER log_stays BEFORE UPDATE ON order_log BEGIN SELECT RAISE(ABORT, 'the log stays'); END;"
     "CREATE TRIGGER log_is_kept BEFORE DELETE ON order_log BEGIN SELECT RAISE(ABORT, 'the log stays'); END;"
     "CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries stay'); END;"
     "CREATE TRIGGER entries_are_kept BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries stay'); "
     "END;"
     "CREATE TRIGGER payments_stay BEFORE UPDATE ON payments BEGIN SELECT RAISE(ABORT, 'payments stay'); "
     "END;"
     "CREATE TRIGGER payments_are_kept BEFORE DELETE ON payments BEGIN SELECT RAISE(ABORT, 'payments stay'); "
     "END;"
     "CREATE TRIGGER orders_are_kept BEFORE DELETE ON orders BEGIN SELECT RAISE(ABORT, 'orders stay'); END;"
     "CREATE TRIGGER refunds_are_kept BEFORE DELETE ON refunds BEGIN SELECT RAISE(ABORT, 'refunds stay'); "
     "END;"
     "CREATE TRIGGER orders_stay BEFORE UPDATE OF id, box, provider, utility, account, bill, bill_version, "
     "fen, created_at ON orders BEGIN SELECT RAISE(ABORT, 'an order stays what it is'); END;"
     "CREATE TRIGGER refunds_stay BEFORE UPDATE OF number, order_id, provider, transaction_id, fen, is_own "
     "ON "
     "refunds BEGIN SELECT RAISE(ABORT, 'a refund stays what it is'); END;"},
    /* Nothing moves but by an edge that is in the log. */
    {1,
     "CREATE TRIGGER log_knows_edges BEFORE INSERT ON order_log WHEN NOT EXISTS (SELECT 1 FROM edges e WHERE "
     "e.from_state = NEW.from_state AND e.event = NEW.event AND e.to_state = NEW.to_state) BEGIN SELECT "
     "RAISE(ABORT, 'no such edge'); END;"
     "CREATE TRIGGER orders_move_by_the_log BEFORE UPDATE OF state, moves ON orders WHEN NEW.moves <> "
     "OLD.moves + 1 OR NOT EXISTS (SELECT 1 FROM order_log l WHERE l.subject = NEW.id AND l.number = "
     "NEW.moves AND l.from_state = OLD.state AND l.to_state = NEW.state) BEGIN SELECT RAISE(ABORT, 'a state "
     "moves by the log'); END;"
     "CREATE TRIGGER refunds_move_by_the_log BEFORE UPDATE OF state, moves ON refunds WHEN NEW.moves <> "
     "OLD.moves + 1 OR NOT EXISTS (SELECT 1 FROM order_log l WHERE l.subject = NEW.number AND l.number = "
     "NEW.moves AND l.from_state = OLD.state AND l.to_state = NEW.state) BEGIN SELECT RAISE(ABORT, 'a state "
     "moves by the log'); END;"},
    /* What one person proposes and another confirms: nothing moves by it. */
    {2,
     "CREATE TABLE proposals (number INTEGER PRIMARY KEY, subject TEXT NOT NULL, moves INTEGER NOT NULL, "
     "event "
     "TEXT NOT NULL, reason TEXT NOT NULL CHECK (reason <> ''), receipt TEXT NOT NULL, account TEXT NOT NULL "
     "CHECK (account <> ''), name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;"
     "CREATE INDEX proposals_of_subject ON proposals (subject);"
     "CREATE TRIGGER proposals_stay BEFORE UPDATE ON proposals BEGIN SELECT RAISE(ABORT, 'proposals stay'); "
     "END;"
     "CREATE TRIGGER proposals_are_kept BEFORE DELETE ON proposals BEGIN SELECT RAISE(ABORT, 'proposals "
     "stay'); END;"},
    /* A day is found without reading all days. */
    {2, "CREATE INDEX orders_by_time ON orders (created_at);"
        "CREATE INDEX payments_by_time ON payments (paid_at);"
        "CREATE INDEX log_of_settling ON order_log (at) WHERE to_state = 'settled';"
        "CREATE INDEX log_of_asking_back ON order_log (at) WHERE from_state = 'refunding';"},
    /* What a receipt says of its bill. */
    {3, "ALTER TABLE orders ADD COLUMN period_from INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE orders ADD COLUMN period_to INTEGER NOT NULL DEFAULT 0;"
        "CREATE TRIGGER periods_stay BEFORE UPDATE OF period_from, period_to ON orders BEGIN SELECT "
        "RAISE(ABORT, 'an order stays what it is'); END;"},
};
const struct store_steps ledger_steps = {steps, sizeof steps / sizeof steps[0]};
