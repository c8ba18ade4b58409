#ifndef LEDGER_FIXTURE_H
#define LEDGER_FIXTURE_H

/* A ledger in a folder of its own, and short ways to what its tests do with it. Numbers are samples (示例).
 */

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/ledger/ledger.h"
#include "headend/ledger/ledger_store.h"
#include "tests/unit/folder_fixture.h"

#define FIXTURE_BOX    "00000000000000000000000000000001"
#define FIXTURE_NUMBER "4310020001234567"

struct ledger_place {
    char folder[FOLDER_SIZE];
    char path[96];
    struct store *store;
};

static struct store *ledger_open_at(const char *path)
{
    char problem[300] = "";
    struct store *store = store_open(path, &ledger_store, STORE_CREATE, problem, sizeof problem);
    if (store == NULL) {
        print_error("a ledger was wanted: %s\n", problem);
    }
    return store;
}

static inline int ledger_place_open(struct ledger_place *place)
{
    if (folder_make(place->folder) != 0) {
        return -1;
    }
    (void)snprintf(place->path, sizeof place->path, "%s/hall.ledger", place->folder);
    place->store = ledger_open_at(place->path);
    return place->store != NULL ? 0 : -1;
}

static inline int ledger_place_close(struct ledger_place *place)
{
    store_close(place->store);
    return folder_remove(place->folder);
}

/* `id` is also its key and its bill; another `account` is another household. */
static inline enum ledger_created fixture_create_as(struct store *store, const char *id, const char *key,
                                                    char body, const char *bill, const char *provider,
                                                    char *which)
{
    unsigned char hash[LEDGER_BODY_BYTES];
    struct hash account;
    char made[LEDGER_ID_SIZE];
    memset(hash, body, sizeof hash);
    memset(account.bytes, 7, sizeof account.bytes);
    const struct ledger_new_order order = {.id = id,
                                           .box = FIXTURE_BOX,
                                           .key = key,
                                           .body = hash,
                                           .provider = provider,
                                           .utility = "power",
                                           .account_number = FIXTURE_NUMBER,
                                           .account = &account,
                                           .bill = bill,
                                           .bill_version = 1,
                                           .fen = 5000,
                                           .now = 1000,
                                           .expires_at = 601000};
    enum ledger_created result = ledger_create(store, &order, made);
    if (which != NULL) {
        (void)snprintf(which, LEDGER_ID_SIZE, "%s", made);
    }
    return result;
}

static inline enum ledger_created fixture_create(struct store *store, const char *id)
{
    return fixture_create_as(store, id, id, 1, id, "wechat", NULL);
}

static inline struct ledger_order fixture_order(struct store *store, const char *id)
{
    struct ledger_order order = {.moves = -1};
    if (ledger_order(store, id, &order) != 1) {
        print_error("an order was wanted: %s (%s)\n", id, store_problem(store));
    }
    return order;
}

/* Moves it from where it is, as a program. */
static inline enum ledger_result fixture_move(struct store *store, const char *id, enum payment_event event)
{
    struct ledger_order order = {.moves = -1};
    (void)ledger_order(store, id, &order);
    const struct ledger_move move = {.id = id,
                                     .moves = order.moves,
                                     .event = event,
                                     .actor = PAYMENT_BY_ENGINE,
                                     .now = 2000,
                                     .detail = event == PAYMENT_EVENT_POSTED ? NULL : "as heard",
                                     .receipt = event == PAYMENT_EVENT_POSTED ? "R-1" : NULL};
    return ledger_move_order(store, &move);
}

static inline enum ledger_result fixture_move_refund(struct store *store, const char *number,
                                                     enum payment_event event)
{
    struct ledger_refund refund = {.moves = -1};
    (void)ledger_refund(store, number, &refund);
    const struct ledger_move move = {
        .id = number, .moves = refund.moves, .event = event, .actor = PAYMENT_BY_SWEEPER, .now = 3000};
    return ledger_move_refund(store, &move);
}

/* By two persons. */
static inline enum ledger_result fixture_correct(struct store *store, const char *id,
                                                 enum payment_event event, int is_refund)
{
    struct ledger_order order = {.moves = -1};
    struct ledger_refund refund = {.moves = -1};
    (void)(is_refund ? ledger_refund(store, id, &refund) : ledger_order(store, id, &order));
    const struct ledger_move move = {.id = id,
                                     .moves = is_refund ? refund.moves : order.moves,
                                     .event = event,
                                     .actor = PAYMENT_BY_PERSON,
                                     .now = 4000,
                                     .detail = "by letter of the utility",
                                     .receipt = event == PAYMENT_EVENT_CORRECTION_POSTED ? "R-2" : NULL,
                                     .persons = {"one", "two"}};
    return is_refund ? ledger_move_refund(store, &move) : ledger_move_order(store, &move);
}

static inline enum ledger_payment_result fixture_pay(struct store *store, const char *id,
                                                     const char *transaction, int64_t fen)
{
    const struct ledger_payment payment = {.order = id,
                                           .provider = "wechat",
                                           .transaction = transaction,
                                           .fen = fen,
                                           .paid_at = 1500,
                                           .now = 1600,
                                           .actor = PAYMENT_BY_ENGINE};
    return ledger_record_payment(store, &payment);
}

/* Brings a new order as far as a state that orders reach by themselves; -1 where that fails. */
static inline int fixture_reach(struct store *store, const char *id, enum payment_state state)
{
    char refund[LEDGER_REFUND_SIZE];
    (void)snprintf(refund, sizeof refund, "%s-1", id);
    int is_paid = payment_state_is_in_flight(state) || state == PAYMENT_SETTLED || state == PAYMENT_REFUNDED;
    int failed = fixture_create(store, id) != LEDGER_CREATED;
    if (state != PAYMENT_PREPAYING) {
        failed |= fixture_move(store, id, PAYMENT_EVENT_CODE_RECEIVED) != LEDGER_DONE;
    }
    if (state == PAYMENT_CLOSING || state == PAYMENT_CLOSED) {
        failed |= fixture_move(store, id, PAYMENT_EVENT_CLOSE) != LEDGER_DONE;
    }
    if (state == PAYMENT_CLOSED) {
        failed |= fixture_move(store, id, PAYMENT_EVENT_CLOSED_PROVEN) != LEDGER_DONE;
    }
    if (is_paid) {
        failed |= fixture_pay(store, id, id, 5000) != LEDGER_PAYMENT_COUNTS;
    }
    if (is_paid && state != PAYMENT_POSTING && state != PAYMENT_SETTLED) {
        failed |= fixture_move(store, id, PAYMENT_EVENT_POST_UNKNOWN) != LEDGER_DONE;
    }
    if (state == PAYMENT_SETTLED) {
        failed |= fixture_move(store, id, PAYMENT_EVENT_POSTED) != LEDGER_DONE;
    }
    if (state >= PAYMENT_REFUNDING) {
        failed |= fixture_move(store, id, PAYMENT_EVENT_NOT_POSTED) != LEDGER_DONE;
    }
    static const enum payment_event last[] = {[PAYMENT_REFUND_UNKNOWN] = PAYMENT_EVENT_REFUND_UNKNOWN,
                                              [PAYMENT_REFUND_ABNORMAL] = PAYMENT_EVENT_REFUND_ABNORMAL,
                                              [PAYMENT_REFUNDED] = PAYMENT_EVENT_REFUND_DONE};
    if (state > PAYMENT_REFUNDING) {
        failed |= fixture_move_refund(store, refund, last[state]) != LEDGER_DONE;
    }
    return failed ? -1 : 0;
}

#endif
