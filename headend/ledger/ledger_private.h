#ifndef HEADEND_LEDGER_LEDGER_PRIVATE_H
#define HEADEND_LEDGER_LEDGER_PRIVATE_H

#include "headend/database/statement.h"
#include "headend/ledger/ledger.h"

/* What the files of the ledger share. All of these stand inside of a write that the caller began. */

/* Columns of orders, in the order in which ledger_read_order takes them. */
#define LEDGER_ORDER_COLUMNS                                                                                 \
    "id, box, provider, utility, account_end, bill, bill_version, fen, state, moves, created_at, "           \
    "changed_at, expires_at, tries, receipt, period_from, period_to"
void ledger_read_order(struct store_rows *rows, struct ledger_order *order);
/* Reads rows of LEDGER_ORDER_COLUMNS: how many, or -1. */
int ledger_read_orders(struct store_rows *rows, struct ledger_order *orders, int max);

/* States in which an order holds its bill, and in which money waits for a utility: as payment_machine.h has
 * them, which ledger_check and the tests hold together. */
#define LEDGER_HOLDING                                                                                       \
    "('created', 'prepaying', 'awaiting', 'closing', 'paid', 'posting', 'post_unknown', 'settled')"
#define LEDGER_WAITING "('paid', 'posting', 'post_unknown')"

/* 1 to `size` - 1 characters, all of which `is_allowed` allows. */
int ledger_is_id(const char *text, size_t size);    /* [0-9A-Za-z_-] */
int ledger_is_word(const char *text, size_t size);  /* [0-9a-z-] */
int ledger_is_ascii(const char *text, size_t size); /* printable, no space */

/* Takes the edge of a move: log line and state. `order` or `refund` is what was read before, and is then as
 * it has become. FAILED, DONE, STAYS or ILLEGAL. */
enum ledger_result ledger_take_edge(struct store *store, struct ledger_order *order,
                                    const struct ledger_move *move);
enum ledger_result ledger_take_refund_edge(struct store *store, struct ledger_refund *refund,
                                           const struct ledger_move *move);

/* Of the line of the log with which a reversal begins; no other has it. */
#define LEDGER_REVERSAL_BEGINS "reverse: "

/* One entry; -1. */
int ledger_enter(struct store *store, const char *subject, const char *debit, const char *credit, int64_t fen,
                 int64_t now);
/* "provider:wechat" */
enum { LEDGER_NAME_SIZE = LEDGER_WORD_SIZE + 16 };
void ledger_account_name(char name[LEDGER_NAME_SIZE], const char *kind, const char *word);

/* The provider wants a minute between two calls for one refund. */
enum { LEDGER_REFUND_APART_MS = 60 * 1000 };

/* A refund of a payment whose money lies in clearing. -1. */
int ledger_begin_refund(struct store *store, const struct ledger_order *order, const char *transaction,
                        int64_t fen, int is_own, int64_t now);

#endif
