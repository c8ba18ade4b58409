#ifndef HEADEND_LEDGER_LEDGER_H
#define HEADEND_LEDGER_LEDGER_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/payment/payment_machine.h"
#include "headend/crypto/keyed_hash.h"
#include "headend/database/store.h"
#include "headend/http/sender.h"

/* What is known of every payment, in a store of its own (STORE.ledger, mode 0600): orders, what each went
 * through, payments that providers proved, refunds, and who owes whom. A change of state, its line of the log
 * and its entries are one transaction. Knows no network: the engine asks outside and writes down here what it
 * heard. Decisions 0130, 0134; invariants I1 to I17 of domain.md 10.
 *
 * Money is fen, moments are ms UTC. Nothing here keeps a pointer beyond its call. One handle a thread. Where
 * a call says FAILED, store_problem tells why; what it was to write is there as a whole or not at all, and
 * after a disk that failed only reading tells which: do it again, the answer is then DONE, STAYS, SAME or
 * KNOWN. */

extern const struct store_steps ledger_steps;

enum {
    LEDGER_ID_SIZE = 33, /* of an order, its out_trade_no and its posting serial: 6 to 32 of [0-9A-Za-z_-] */
    LEDGER_REFUND_SIZE = 40,  /* out_refund_no: "ORDER-1" for the first payment of it, "ORDER-2" … */
    LEDGER_WORD_SIZE = 41,    /* a provider, a utility: 1 to 40 of [0-9a-z-], as operators in headend.xml */
    LEDGER_TEXT_SIZE = 65,    /* a bill's id, a key, a transaction id, a receipt's number: 1 to 64 of ASCII */
    LEDGER_ACCOUNT_SIZE = 33, /* an account's number, likewise, at most 32 */
    LEDGER_ACCOUNT_END_SIZE = 5, /* the last four characters of it */
    LEDGER_DETAIL_SIZE = 201,    /* bytes of UTF-8; longer is cut. Nothing personal belongs there */
    LEDGER_BODY_BYTES = 32,
};

/* --- Orders --- */

struct ledger_order {
    char id[LEDGER_ID_SIZE];
    char box[BOX_NUMBER_SIZE];
    char provider[LEDGER_WORD_SIZE];
    char utility[LEDGER_WORD_SIZE];
    char account_end[LEDGER_ACCOUNT_END_SIZE];
    char bill[LEDGER_TEXT_SIZE];
    int64_t bill_version;
    int period_from, period_to; /* of the bill, YYYYMMDD; 0: of an amount paid in, or of before version 3 */
    int64_t fen;
    enum payment_state state;
    int64_t
        moves; /* lines of its log: whoever asks a question outside keeps it, and names it with the answer */
    int64_t created_at, changed_at, expires_at;
    int64_t tries;                  /* of the sweeper since it changed */
    char receipt[LEDGER_TEXT_SIZE]; /* of the utility; "" unless it is settled */
};

struct ledger_new_order {
    const char *id; /* never used before, by whoever asks */
    const char *box;
    const char *key;           /* of idempotency: the box's own, of this box alone */
    const unsigned char *body; /* LEDGER_BODY_BYTES: hash of what was asked for under the key */
    const char *provider, *utility;
    const char *account_number; /* kept only while the order may have to be posted */
    const struct hash *account; /* keyed hash of it */
    const char *bill;           /* of an amount bought in advance: an id of that purchase */
    int64_t bill_version, fen;
    int period_from, period_to; /* YYYYMMDD, as the utility says; both 0: it has none */
    int64_t now, expires_at;
};

enum ledger_created {
    LEDGER_CREATE_FAILED = -1,
    LEDGER_CREATED,      /* and is "prepaying": the provider may be asked now */
    LEDGER_SAME_ORDER,   /* the key was used before with the same body */
    LEDGER_OTHER_BODY,   /* … with another one */
    LEDGER_BILL_IS_HELD, /* another order for this version of the bill is open or settled */
    LEDGER_WRONG_ORDER,  /* a field is out of bounds */
};

/* `id` is the order that the answer is about, "" where there is none. */
enum ledger_created ledger_create(struct store *store, const struct ledger_new_order *order,
                                  char id[LEDGER_ID_SIZE]);

/* 1; 0: there is none; -1. */
int ledger_order(struct store *store, const char *id, struct ledger_order *order);
/* Whoever reads it wipes it. 0 also when it was forgotten. */
int ledger_account_number(struct store *store, const char *id, char number[LEDGER_ACCOUNT_SIZE]);
/* The payment that counts for the order. 1; 0: none; -1. */
int ledger_paid(struct store *store, const char *id, char transaction[LEDGER_TEXT_SIZE], int64_t *fen);

/* Lists give how many they wrote, or -1. Of a box since a moment, the latest first. */
int ledger_orders_of_box(struct store *store, const char *box, int64_t since, struct ledger_order *orders,
                         int max);
/* Orders whose time to be asked after has come, the longest due first. */
int ledger_due(struct store *store, int64_t now, struct ledger_order *orders, int max);
/* What a person has to look at: refunds that are abnormal, and what has no end and was made before `before`.
 */
int ledger_for_person(struct store *store, int64_t before, struct ledger_order *orders, int max);

/* --- Moving --- */

enum ledger_result {
    LEDGER_FAILED = -1,
    LEDGER_DONE,
    LEDGER_STAYS,           /* it is there already: nothing was changed, and nothing is wrong */
    LEDGER_ILLEGAL,         /* no edge leads on from where it is, or not for this actor */
    LEDGER_MOVED_MEANWHILE, /* it has moved since `moves`: what was heard is worth nothing any more */
    LEDGER_UNKNOWN,         /* there is no such order or refund */
};

struct ledger_move {
    const char *id; /* of an order; for ledger_move_refund of a refund */
    int64_t moves;  /* of the order or refund when the outside was asked */
    enum payment_event event;
    enum payment_actor actor;
    int64_t now;
    const char *detail; /* the provider's or the utility's own word, the reason of a correction; NULL: none */
    const char *receipt;    /* of an event that settles */
    const char *persons[2]; /* of a correction: two different names, and `detail` is its reason */
};

/* Events of an order that rest neither on a payment nor on a refund; those are illegal here. */
enum ledger_result ledger_move_order(struct store *store, const struct ledger_move *move);

/* Before a utility is asked to take back a posting that may be there: the order is "post_unknown", the disk
 * has it, and what was heard of the posting before is stale (decision 0141). `event` is not read. STAYS: it
 * has begun. */
enum ledger_result ledger_begin_reversal(struct store *store, const struct ledger_move *move);
/* 1 from then on until the order moves; 0; -1. */
int ledger_is_reversing(struct store *store, const char *id);

/* The sweeper asked and nothing moved: when it is asked after next. At 5, 10, 20, 40 and 60 s after it
 * changed, then every minute (domain.md 10). */
int ledger_put_off(struct store *store, const char *id, int64_t now);

/* --- Payments ---
 * Only what a verified notification or a query proved (I6). */

struct ledger_payment {
    const char *order, *provider, *transaction;
    int64_t fen, paid_at, now;
    enum payment_actor actor;
};

enum ledger_payment_result {
    LEDGER_PAYMENT_FAILED = -1,
    LEDGER_PAYMENT_COUNTS,   /* the order is "posting" now: the utility may be asked */
    LEDGER_PAYMENT_KNOWN,    /* recorded before; nothing was changed */
    LEDGER_PAYMENT_REFUNDED, /* another amount, a second payment, or too late: a refund is due */
    LEDGER_PAYMENT_STRANGE,  /* no such order at this provider, another order's transaction, or no amount:
                                for a person; nothing was changed */
};
enum ledger_payment_result ledger_record_payment(struct store *store, const struct ledger_payment *payment);

/* --- Refunds ---
 * Their states are those of the machine from "refunding" on. A refund of the payment that counts moves its
 * order as well, in the same transaction; that of a second payment does not. */

struct ledger_refund {
    char number[LEDGER_REFUND_SIZE];
    char order[LEDGER_ID_SIZE];
    char provider[LEDGER_WORD_SIZE];
    char transaction[LEDGER_TEXT_SIZE];
    int64_t fen;
    enum payment_state state;
    int64_t moves;
    int is_own; /* of the payment that counts */
    int64_t changed_at, tries;
};

int ledger_refund(struct store *store, const char *number, struct ledger_refund *refund);
/* Due to be asked for or after, the longest due first: at once, then at least a minute apart. */
int ledger_due_refunds(struct store *store, int64_t now, struct ledger_refund *refunds, int max);
/* All that an order has. */
int ledger_refunds_of(struct store *store, const char *order, struct ledger_refund *refunds, int max);
enum ledger_result ledger_move_refund(struct store *store, const struct ledger_move *move);
int ledger_put_off_refund(struct store *store, const char *number, int64_t now);

/* --- Accounts ---
 * Every entry takes from one account what it gives to another, so that any set of entries sums to zero.
 *   provider:NAME  money that lies with a provider (positive)
 *   clearing       owed for payments that are neither posted nor to be refunded (negative, zero when nothing
 * is in flight) utility:NAME   owed to a utility for what it has entered (negative) refunds        owed to
 * households until their provider has given it back (negative) household      given back to a household by
 * another way than its provider (negative: a person's correction) fees           taken by providers
 * (positive), by the day's comparison */

/* 0, or -1; an account without entries has 0. */
int ledger_balance(struct store *store, const char *account, int64_t *fen);
/* A provider's fee, in whole fen, once for each reference; less than 0: it gave fees back. 1: entered; 0:
 * known; -1. */
int ledger_enter_fee(struct store *store, const char *provider, const char *reference, int64_t fen,
                     int64_t now);
/* What was entered under references that begin so, and how many of them. 0, or -1. */
int ledger_fees(struct store *store, const char *provider, const char *prefix, int64_t *fen,
                int64_t *entries);

/* The whole ledger against itself (I7, I10, I11): received = posted + refunded + in flight. */
struct ledger_check {
    int64_t received, posted, refunded, in_flight; /* fen; in flight: clearing and refunds */
    int64_t orders_in_flight; /* orders and refunds that hold it: with none, clearing and refunds are zero */
    int64_t contradictions;
    char first[120]; /* "" or what is wrong first */
};
int ledger_check(struct store *store, struct ledger_check *check);

#endif
