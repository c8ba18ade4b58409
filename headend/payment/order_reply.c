#include "headend/payment/order_reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/records/record_json.h"
#include "headend/ledger/ledger_of_box.h"
#include "headend/payment/payments_private.h"
#include "headend/payment/receipt_token.h"

const struct refusal refusal_no_such_order = {MHD_HTTP_NOT_FOUND, "no_such_order",
                                              "This box has made no such order."};

enum { PAGE_ADDRESS_SIZE = CONFIG_URL_SIZE + RECEIPT_TOKEN_SIZE + 16, REFUNDS_MAX = 16 };

/* The record, and what it points to. */
struct shown_order {
    struct order_answer answer;
    char page[PAGE_ADDRESS_SIZE];
};

/* --- Parts --- */

static void fill_operator(const struct payments *payments, const struct ledger_order *order,
                          struct order_answer *answer)
{
    const struct utility *utility = utilities_find(payments->utilities_known, order->utility);
    (void)snprintf(answer->operator_id, sizeof answer->operator_id, "%s", order->utility);
    answer->operator_name = utility != NULL ? utility->config->name : "";
    answer->kind = utility != NULL ? utility->config->kind : 0;
}

static int wallet_of(const char *provider)
{
    int wallet = 0;
    while (wallet < WALLET_COUNT - 1 && strcmp(wallets.words[wallet], provider) != 0) {
        wallet++;
    }
    return wallet;
}

/* From then on there is something to show on a phone. */
static int has_receipt_page(enum payment_state state)
{
    switch (state) {
    case PAYMENT_CREATED:
    case PAYMENT_PREPAYING:
    case PAYMENT_AWAITING:
    case PAYMENT_CLOSING:
    case PAYMENT_CLOSED:
    case PAYMENT_STATE_COUNT:
        return 0;
    case PAYMENT_PAID:
    case PAYMENT_POSTING:
    case PAYMENT_POST_UNKNOWN:
    case PAYMENT_SETTLED:
    case PAYMENT_REFUNDING:
    case PAYMENT_REFUND_UNKNOWN:
    case PAYMENT_REFUND_ABNORMAL:
    case PAYMENT_REFUNDED:
        return 1;
    }
    return 0;
}

/* -1: there is no token. */
static int fill_page(struct payments *payments, const struct ledger_order *order, struct shown_order *shown)
{
    struct phone_place place;
    char token[RECEIPT_TOKEN_SIZE];
    shown->answer.receipt_page = "";
    if (!has_receipt_page(order->state)) {
        return 0;
    }
    if (receipt_token_make(&payments->key, order->id, token) != 0) {
        return -1;
    }
    config_in_use_phone_place(payments->options.config, &place);
    (void)snprintf(shown->page, sizeof shown->page, "%s" RECEIPT_PATH "%s", place.url, token);
    shown->answer.receipt_page = shown->page;
    return 0;
}

/* Of all payments of the order. -1. */
static int fill_refunds(struct store *store, const struct ledger_order *order, struct order_answer *answer)
{
    struct ledger_refund refunds[REFUNDS_MAX];
    int count = ledger_refunds_of(store, order->id, refunds, REFUNDS_MAX);
    for (int i = 0; i < count; i++) {
        int64_t *sum = refunds[i].state == PAYMENT_REFUNDED ? &answer->refunded : &answer->refunding;
        *sum += refunds[i].fen;
        answer->for_person = answer->for_person || refunds[i].state == PAYMENT_REFUND_ABNORMAL;
    }
    return count < 0 ? -1 : 0;
}

/* In the utility's words. -1. */
static int fill_note(const struct payments *payments, struct store *store, const struct ledger_order *order,
                     struct order_answer *answer)
{
    char code[LEDGER_DETAIL_SIZE];
    int found = ledger_utility_code(store, order, code);
    const struct utility_answer *said =
        found == 1 ? utilities_answer_of_code(payments->utilities_known, order->utility, code) : NULL;
    if (said != NULL) {
        answer->has_note = 1;
        answer->note = *said;
    }
    return found < 0 ? -1 : 0;
}

/* --- The whole --- */

/* What the ledger has is never longer: it was made by us, or is in the utility's bounds. */
static void copy(char *out, size_t size, const char *text)
{
    (void)snprintf(out, size, "%.*s", (int)size - 1, text);
}

/* -1: the ledger. */
static int fill(struct payments *payments, struct store *store, const struct ledger_order *order, int64_t now,
                struct shown_order *shown)
{
    struct order_answer *answer = &shown->answer;
    char key[LEDGER_TEXT_SIZE];
    int64_t left = order->state == PAYMENT_AWAITING ? (order->expires_at - now) / 1000 : 0;
    *answer = (struct order_answer){.state = (int)order->state,
                                    .moves = (int)order->moves,
                                    .wallet = wallet_of(order->provider),
                                    .fen = order->fen,
                                    .created_at = order->created_at,
                                    .changed_at = order->changed_at,
                                    .expires_in = left > 0 ? (int)left : 0};
    fill_operator(payments, order, answer);
    if (ledger_key_of(store, order, key) != 1 || fill_refunds(store, order, answer) != 0 ||
        fill_note(payments, store, order, answer) != 0 || fill_page(payments, order, shown) != 0) {
        return -1;
    }
    copy(answer->order, sizeof answer->order, order->id);
    copy(answer->idempotency_key, sizeof answer->idempotency_key, key);
    copy(answer->tail, sizeof answer->tail, order->account_end);
    copy(answer->receipt, sizeof answer->receipt, order->receipt);
    /* Of an amount bought in advance the ledger has a name of its own. */
    copy(answer->bill, sizeof answer->bill, order->bill_version > 0 ? order->bill : "");
    answer->for_person = answer->for_person ||
                         (!payment_state_is_end(order->state) && now - order->created_at > ORDER_SHOWN_MS);
    return 0;
}

void order_reply_refusal(const struct refusal *refusal, struct reply *reply)
{
    reply->status = refusal->status;
    reply->body = refusal_json(refusal, &reply->length);
}

void order_reply_note(const struct utility_answer *note, struct reply *reply)
{
    const struct order_refusal refusal = {.error = "utility_says",
                                          .message = "The utility does not take it: see note.",
                                          .has_note = 1,
                                          .note = *note};
    reply->status = MHD_HTTP_CONFLICT;
    reply->body = record_encode_text(&order_refusal_table, &refusal, &reply->length);
}

void order_reply_order(struct payments *payments, struct store *store, const struct order_asked *asked,
                       struct reply *reply)
{
    struct ledger_order order;
    struct shown_order shown;
    int found = ledger_order(store, asked->order, &order);
    if (found == 0 || (found == 1 && strcmp(order.box, asked->box) != 0)) {
        order_reply_refusal(&refusal_no_such_order, reply);
        return;
    }
    if (found < 0 || fill(payments, store, &order, wall_ms(), &shown) != 0) {
        payments_ledger_failed(store);
        order_reply_refusal(&refusal_unavailable, reply);
        return;
    }
    if (asked->code != NULL) {
        (void)snprintf(shown.answer.code, sizeof shown.answer.code, "%s", asked->code);
    }
    reply->body = record_encode_text(&order_answer_table, &shown.answer, &reply->length);
    explicit_bzero(&shown, sizeof shown);
}

void order_reply_list(struct payments *payments, struct store *store, const char *box, struct reply *reply)
{
    struct ledger_order orders[ORDERS_MAX];
    struct shown_order *shown = calloc(ORDERS_MAX, sizeof *shown);
    struct order_answer *answers = calloc(ORDERS_MAX, sizeof *answers);
    int64_t now = wall_ms();
    int count = shown != NULL && answers != NULL
                    ? ledger_orders_to_show(store, box, now - ORDER_SHOWN_MS, orders, ORDERS_MAX)
                    : 0;
    int failed = shown == NULL || answers == NULL || count < 0;
    for (int i = 0; !failed && i < count; i++) {
        failed = fill(payments, store, &orders[i], now, &shown[i]) != 0;
        answers[i] = shown[i].answer;
    }
    if (failed) {
        payments_ledger_failed(store);
        order_reply_refusal(&refusal_unavailable, reply);
    } else {
        const struct order_list list = {.orders = answers, .count = (size_t)count};
        reply->body = record_encode_text(&order_list_table, &list, &reply->length);
    }
    if (answers != NULL && shown != NULL) {
        explicit_bzero(answers, ORDERS_MAX * sizeof *answers);
        explicit_bzero(shown, ORDERS_MAX * sizeof *shown);
    }
    free(answers);
    free(shown);
}
