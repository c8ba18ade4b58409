#ifndef PAYMENT_WORLD_H
#define PAYMENT_WORLD_H

/* Two providers, a utility and phones, as they are when the network loses, repeats, delays and reorders what
 * is sent, with books of their own to hold the ledger against. All from one seed. Numbers are samples (示例).
 */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "headend/payment/payment_engine.h"

enum {
    WORLD_ORDERS = 6,
    WORLD_BILLS = 4,
    WORLD_PAYMENTS = 3,
    WORLD_LETTERS = 64, /* under way at once; more are lost */
    WORLD_FEN = 5000,
    WORLD_LIFE_MS = 10 * 60 * 1000,
    WORLD_BEGINS_MS = (16 * 60 - 25) * 60 * 1000, /* 23:35 at +08:00 */
};

struct world_refund {
    int is_there;
    enum provider_refund_state state;
    char number[LEDGER_REFUND_SIZE];
    int64_t accepted_at;
};

struct world_payment {
    char transaction[LEDGER_TEXT_SIZE];
    int64_t fen, paid_at, given_back;
    int is_heard;    /* a notification was acknowledged */
    int is_naughty;  /* the provider took it though the order was closed, or over */
    int is_finished; /* it refuses every refund */
    int64_t by_household;
    struct world_refund refund;
};

enum world_posting { WORLD_NONE, WORLD_PROCESSING, WORLD_POSTED, WORLD_DEAD };

struct world_order {
    char id[LEDGER_ID_SIZE];
    int which, bill; /* which provider */
    int is_made;     /* it may be in the ledger */
    int is_certain;  /* the ledger has said so */
    int64_t expires_at;
    int has_code, is_trade, is_closed;
    struct world_payment payments[WORLD_PAYMENTS];
    int payment_count;
    /* at the utility */
    enum world_posting posting;
    int64_t posted_at, reversed_at; /* 0: never */
    int refuses, is_not_reversible;
    int was_asked_to_post, was_unknown, cannot_answer;
};

enum world_letter_kind { LETTER_ORDER, LETTER_CLOSE, LETTER_REFUND, LETTER_POST, LETTER_REVERSE };

struct world_letter {
    enum world_letter_kind kind;
    int order, payment;
    int64_t at;
};

struct world;

struct world_provider {
    struct payment_provider provider; /* first: the engine has this */
    struct world *world;
    int which;
};

struct world {
    uint64_t seed;
    int64_t now;
    int is_calm; /* nothing goes wrong any more */
    struct world_order orders[WORLD_ORDERS];
    struct world_letter letters[WORLD_LETTERS];
    int letter_count;
    struct world_provider providers[2];
    struct payment_provider *provider_list[2];
    struct payment_utilities utilities;
    void (*between)(void *context); /* before and after everything that is asked outside */
    void *context;
    int accepted, refused, paid_by_day;
    char broken[200]; /* what may never be, the first of it */
};

static uint32_t draw(struct world *world, uint32_t below)
{
    world->seed += 0x9e3779b97f4a7c15U;
    uint64_t mixed = (world->seed ^ (world->seed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return (uint32_t)((mixed ^ (mixed >> 31)) >> 16) % below;
}

static int one_in(struct world *world, uint32_t count)
{
    return draw(world, count) == 0;
}

__attribute__((format(printf, 2, 3))) static void broken(struct world *world, const char *format, ...)
{
    va_list arguments;
    if (world->broken[0] == '\0') {
        va_start(arguments, format);
        (void)vsnprintf(world->broken, sizeof world->broken, format, arguments);
        va_end(arguments);
    }
}

static struct world_order *world_order_of(struct world *world, const char *id)
{
    for (int i = 0; i < WORLD_ORDERS; i++) {
        if (world->orders[i].is_made && strcmp(world->orders[i].id, id) == 0) {
            return &world->orders[i];
        }
    }
    broken(world, "asked about an order that nobody made: %s", id);
    return NULL;
}

static int64_t grace_of(const struct world *world, const struct world_order *order)
{
    return world->providers[order->which].provider.calls->grace_ms;
}

/* What was paid is enough for what was given back and entered, at any moment. */
static void hold_books(struct world *world, const struct world_order *order)
{
    int64_t left = order->posting == WORLD_POSTED ? -WORLD_FEN : 0;
    for (int i = 0; i < order->payment_count; i++) {
        const struct world_payment *payment = &order->payments[i];
        left += payment->fen - payment->given_back - payment->by_household;
        if (payment->given_back + payment->by_household > payment->fen) {
            broken(world, "%s: a payment was given back twice", order->id);
        }
    }
    if (left < 0) {
        broken(world, "%s: entered and given back", order->id);
    }
}

/* --- What comes to pass when a request arrives, now or late, once or twice --- */

static enum provider_outcome arrive_order(struct world *world, struct world_order *order)
{
    if (order->payment_count > 0 || order->is_closed || world->now >= order->expires_at) {
        return PROVIDER_REFUSED;
    }
    order->has_code = 1;
    order->is_trade |= order->which == PAYMENT_PROVIDER_WECHAT; /* the other's begins with a scan */
    return PROVIDER_DONE;
}

static enum provider_outcome arrive_close(struct world *world, struct world_order *order)
{
    if (order->payment_count > 0) {
        return PROVIDER_REFUSED;
    }
    if (!order->is_trade) { /* 204 of an order that does not exist; ACQ.TRADE_NOT_EXIST */
        return order->which == PAYMENT_PROVIDER_WECHAT ? PROVIDER_DONE : PROVIDER_REFUSED;
    }
    if (!world->is_calm && one_in(world, 5)) {
        return PROVIDER_LATER;
    }
    order->is_closed = 1;
    return PROVIDER_DONE;
}

static void give_back(struct world *world, struct world_order *order, struct world_payment *payment)
{
    payment->refund.state = PROVIDER_REFUND_DONE;
    payment->given_back += payment->fen;
    hold_books(world, order);
}

static enum provider_outcome arrive_refund(struct world *world, struct world_order *order,
                                           struct world_payment *payment, const char *number)
{
    static const enum provider_refund_state first[] = {PROVIDER_REFUND_ABNORMAL, PROVIDER_REFUND_CLOSED,
                                                       PROVIDER_REFUND_PROCESSING, PROVIDER_REFUND_PROCESSING,
                                                       PROVIDER_REFUND_PROCESSING};
    struct world_refund *refund = &payment->refund;
    if (payment->is_finished) {
        return PROVIDER_REFUSED;
    }
    if (refund->is_there) {
        if (strcmp(refund->number, number) != 0) {
            broken(world, "%s: a payment has two refunds", order->id);
        }
        return PROVIDER_DONE;
    }
    refund->is_there = 1;
    refund->accepted_at = world->now;
    (void)snprintf(refund->number, sizeof refund->number, "%s", number);
    uint32_t fate = draw(world, 12);
    if (fate < sizeof first / sizeof first[0]) {
        refund->state = first[fate];
    } else {
        give_back(world, order, payment);
    }
    return PROVIDER_DONE;
}

static int is_bill_entered(const struct world *world, const struct world_order *order)
{
    for (int i = 0; i < WORLD_ORDERS; i++) {
        const struct world_order *other = &world->orders[i];
        if (other != order && other->bill == order->bill && other->posting == WORLD_POSTED) {
            return 1;
        }
    }
    return 0;
}

static void enter(struct world *world, struct world_order *order)
{
    order->posting = WORLD_POSTED;
    order->posted_at = world->now;
    hold_books(world, order);
}

static enum payment_posting_word arrive_post(struct world *world, struct world_order *order)
{
    if (order->posting == WORLD_POSTED) {
        return PAYMENT_POSTING_POSTED;
    }
    if (order->posting == WORLD_PROCESSING) {
        return PAYMENT_POSTING_WORD_UNKNOWN;
    }
    if (order->posting == WORLD_DEAD || order->refuses || is_bill_entered(world, order)) {
        return PAYMENT_POSTING_REFUSED;
    }
    uint32_t fate = world->is_calm ? 9 : draw(world, 10);
    if (fate < 2) {
        /* A definite no of this call: of one that is late nobody hears it. */
        return fate == 0 ? PAYMENT_POSTING_REFUSED : PAYMENT_POSTING_REFUSED_NOW;
    }
    if (fate == 2) {
        order->posting = WORLD_PROCESSING;
        return PAYMENT_POSTING_WORD_UNKNOWN;
    }
    enter(world, order);
    return PAYMENT_POSTING_POSTED;
}

static enum payment_posting_word arrive_reverse(struct world *world, struct world_order *order)
{
    if (order->posting == WORLD_PROCESSING) {
        return PAYMENT_POSTING_WORD_UNKNOWN;
    }
    if (order->posting == WORLD_POSTED && order->is_not_reversible) {
        return PAYMENT_POSTING_REFUSED;
    }
    order->reversed_at = order->posting == WORLD_POSTED ? world->now : order->reversed_at;
    order->posting = WORLD_DEAD;
    return PAYMENT_POSTING_NOT_POSTED;
}

/* --- The network --- */

enum journey { ARRIVES, ARRIVES_TWICE, IS_LOST, IS_LATE, ANSWER_IS_LOST };

static enum journey draw_journey(struct world *world)
{
    static const enum journey journeys[] = {IS_LOST, IS_LATE, ANSWER_IS_LOST, ANSWER_IS_LOST, ARRIVES_TWICE};
    uint32_t fate = world->is_calm ? 99 : draw(world, 16);
    return fate < sizeof journeys / sizeof journeys[0] ? journeys[fate] : ARRIVES;
}

static void post_letter(struct world *world, enum world_letter_kind kind, const struct world_order *order,
                        int payment)
{
    if (world->letter_count < WORLD_LETTERS) {
        world->letters[world->letter_count++] =
            (struct world_letter){.kind = kind,
                                  .order = (int)(order - world->orders),
                                  .payment = payment,
                                  .at = world->now + draw(world, 20 * 60) * 1000};
    }
}

static void world_deliver(struct world *world, int which)
{
    const struct world_letter letter = world->letters[which];
    struct world_order *order = &world->orders[letter.order];
    char number[LEDGER_REFUND_SIZE];
    world->letters[which] = world->letters[--world->letter_count];
    switch (letter.kind) {
    case LETTER_ORDER:
        (void)arrive_order(world, order);
        break;
    case LETTER_CLOSE:
        (void)arrive_close(world, order);
        break;
    case LETTER_REFUND:
        (void)snprintf(number, sizeof number, "%s", order->payments[letter.payment].refund.number);
        (void)arrive_refund(world, order, &order->payments[letter.payment], number);
        break;
    case LETTER_POST:
        (void)arrive_post(world, order);
        break;
    case LETTER_REVERSE:
        (void)arrive_reverse(world, order);
        break;
    }
}

static void between(struct world *world)
{
    world->between(world->context);
}

/* 1: it arrives now. */
static int depart(struct world *world, enum journey journey, enum world_letter_kind kind,
                  const struct world_order *order, int payment)
{
    if (journey == ARRIVES_TWICE || journey == IS_LATE) {
        post_letter(world, kind, order, payment);
    }
    return journey != IS_LOST && journey != IS_LATE;
}

/* --- The providers' calls --- */

static struct world *world_of(struct payment_provider *provider)
{
    return ((struct world_provider *)provider)->world;
}

static enum provider_outcome answered(struct world *world, struct world_order *order, enum journey journey,
                                      enum provider_outcome outcome, struct provider_word *word)
{
    int is_heard = journey == ARRIVES || journey == ARRIVES_TWICE;
    between(world);
    order->was_unknown |= !is_heard;
    (void)snprintf(word->text, sizeof word->text, "%s", is_heard ? "SAID" : "no answer");
    return is_heard ? outcome : PROVIDER_UNKNOWN;
}

static enum provider_outcome world_ask_order(struct payment_provider *provider,
                                             const struct provider_order *wanted, int timeout_ms,
                                             char code[PROVIDER_CODE_SIZE], struct provider_word *word)
{
    struct world *world = world_of(provider);
    (void)timeout_ms;
    between(world);
    struct world_order *order = world_order_of(world, wanted->out_trade_no);
    enum journey journey = draw_journey(world);
    enum provider_outcome outcome = PROVIDER_LATER;
    if (order == NULL) {
        return PROVIDER_REFUSED;
    }
    if (wanted->fen != WORLD_FEN || wanted->expires_ms != order->expires_at) {
        broken(world, "%s: another order at the provider", order->id);
    }
    if (depart(world, journey, LETTER_ORDER, order, 0) && (world->is_calm || !one_in(world, 12))) {
        outcome = arrive_order(world, order);
    }
    outcome = answered(world, order, journey, outcome, word);
    (void)snprintf(code, PROVIDER_CODE_SIZE, "%s", outcome == PROVIDER_DONE ? "weixin://sample" : "");
    return outcome;
}

static void tell_payment(const struct world_order *order, struct provider_payment *payment)
{
    const struct world_payment *first = &order->payments[0];
    *payment = (struct provider_payment){.state = order->payment_count > 0 && first->given_back > 0
                                                      ? PROVIDER_ORDER_REFUNDED
                                                  : order->payment_count > 0 ? PROVIDER_ORDER_PAID
                                                  : order->is_closed         ? PROVIDER_ORDER_CLOSED
                                                  : order->is_trade          ? PROVIDER_ORDER_UNPAID
                                                                             : PROVIDER_ORDER_NOT_THERE};
    (void)snprintf(payment->out_trade_no, sizeof payment->out_trade_no, "%s", order->id);
    if (order->payment_count > 0) {
        (void)snprintf(payment->transaction_id, sizeof payment->transaction_id, "%s", first->transaction);
        payment->fen = first->fen;
        payment->paid_ms = first->paid_at;
    }
}

static enum provider_outcome world_query(struct payment_provider *provider, const char *out_trade_no,
                                         int timeout_ms, struct provider_payment *payment,
                                         struct provider_word *word)
{
    struct world *world = world_of(provider);
    (void)timeout_ms;
    between(world);
    struct world_order *order = world_order_of(world, out_trade_no);
    if (order == NULL) {
        return PROVIDER_REFUSED;
    }
    tell_payment(order, payment);
    int is_limited = !world->is_calm && one_in(world, 15);
    return answered(world, order, draw_journey(world), is_limited ? PROVIDER_LATER : PROVIDER_DONE, word);
}

static enum provider_outcome world_close(struct payment_provider *provider, const char *out_trade_no,
                                         int timeout_ms, struct provider_word *word)
{
    struct world *world = world_of(provider);
    (void)timeout_ms;
    between(world);
    struct world_order *order = world_order_of(world, out_trade_no);
    enum journey journey = draw_journey(world);
    if (order == NULL) {
        return PROVIDER_REFUSED;
    }
    enum provider_outcome outcome = PROVIDER_LATER;
    if (depart(world, journey, LETTER_CLOSE, order, 0)) {
        outcome = arrive_close(world, order);
    }
    return answered(world, order, journey, outcome, word);
}

static int payment_of(const struct world_order *order, const char *transaction)
{
    int i = 0;
    while (i < order->payment_count && strcmp(order->payments[i].transaction, transaction) != 0) {
        i++;
    }
    return i < order->payment_count ? i : -1;
}

static void tell_refund(const struct world_order *order, const struct world_payment *payment,
                        struct provider_refund *refund)
{
    *refund = (struct provider_refund){.state = payment->refund.is_there ? payment->refund.state
                                                                         : PROVIDER_REFUND_NOT_THERE,
                                       .fen = payment->fen};
    (void)snprintf(refund->out_refund_no, sizeof refund->out_refund_no, "%.32s", payment->refund.number);
    (void)snprintf(refund->out_trade_no, sizeof refund->out_trade_no, "%s", order->id);
}

/* I16 and more: the serial is dead, or it was never posted. */
static void hold_refund(struct world *world, const struct world_order *order,
                        const struct world_payment *payment, const struct provider_refund_order *wanted)
{
    size_t length = strlen(wanted->out_refund_no);
    int is_own = length > 2 && strcmp(wanted->out_refund_no + length - 2, "-1") == 0;
    if (wanted->fen != payment->fen || wanted->total_fen != payment->fen) {
        broken(world, "%s: another amount is to be given back", order->id);
    }
    if (is_own && order->was_asked_to_post && order->posting != WORLD_DEAD) {
        broken(world, "%s: given back while its posting is unknown", order->id);
    }
}

static enum provider_outcome world_ask_refund(struct payment_provider *provider,
                                              const struct provider_refund_order *wanted, int timeout_ms,
                                              struct provider_refund *refund, struct provider_word *word)
{
    struct world *world = world_of(provider);
    (void)timeout_ms;
    between(world);
    struct world_order *order = world_order_of(world, wanted->out_trade_no);
    int which = order != NULL ? payment_of(order, wanted->transaction_id) : -1;
    if (which < 0) {
        broken(world, "%s: a payment that nobody made is to be given back", wanted->out_trade_no);
        return PROVIDER_REFUSED;
    }
    struct world_payment *payment = &order->payments[which];
    enum journey journey = draw_journey(world);
    enum provider_outcome outcome = PROVIDER_LATER;
    hold_refund(world, order, payment, wanted);
    if (!payment->refund.is_there) { /* for one that arrives late */
        (void)snprintf(payment->refund.number, sizeof payment->refund.number, "%s", wanted->out_refund_no);
    }
    if (depart(world, journey, LETTER_REFUND, order, which) && (world->is_calm || !one_in(world, 12))) {
        outcome = arrive_refund(world, order, payment, wanted->out_refund_no);
    }
    tell_refund(order, payment, refund);
    return answered(world, order, journey, outcome, word);
}

static enum provider_outcome world_query_refund(struct payment_provider *provider, const char *out_trade_no,
                                                const char *out_refund_no, int timeout_ms,
                                                struct provider_refund *refund, struct provider_word *word)
{
    struct world *world = world_of(provider);
    (void)timeout_ms;
    between(world);
    struct world_order *order = world_order_of(world, out_trade_no);
    if (order == NULL) {
        return PROVIDER_REFUSED;
    }
    *refund = (struct provider_refund){.state = PROVIDER_REFUND_NOT_THERE};
    for (int i = 0; i < order->payment_count; i++) {
        if (strcmp(order->payments[i].refund.number, out_refund_no) == 0) {
            tell_refund(order, &order->payments[i], refund);
        }
    }
    return answered(world, order, draw_journey(world), PROVIDER_DONE, word);
}

static const struct payment_provider_calls world_calls[2] = {
    [PAYMENT_PROVIDER_WECHAT] = {.kind = PAYMENT_PROVIDER_WECHAT,
                                 .grace_ms = 60 * 1000,
                                 .order = world_ask_order,
                                 .query = world_query,
                                 .close = world_close,
                                 .refund = world_ask_refund,
                                 .query_refund = world_query_refund},
    [PAYMENT_PROVIDER_ALIPAY] = {.kind = PAYMENT_PROVIDER_ALIPAY,
                                 .grace_ms = 5 * 60 * 1000,
                                 .order = world_ask_order,
                                 .query = world_query,
                                 .close = world_close,
                                 .refund = world_ask_refund,
                                 .query_refund = world_query_refund},
};

/* --- The utility's calls --- */

static struct payment_posting said(struct world *world, struct world_order *order, enum journey journey,
                                   enum payment_posting_word word)
{
    struct payment_posting posting = {.word = PAYMENT_POSTING_WORD_UNKNOWN, .detail = "no answer"};
    between(world);
    if (journey == ARRIVES || journey == ARRIVES_TWICE) {
        posting.word = word;
        posting.detail = "042";
        (void)snprintf(posting.receipt, sizeof posting.receipt, "%s%s",
                       word == PAYMENT_POSTING_POSTED ? "R-" : "",
                       word == PAYMENT_POSTING_POSTED ? order->id : "");
    }
    order->was_unknown |= posting.word == PAYMENT_POSTING_WORD_UNKNOWN;
    return posting;
}

/* I9, and that only what was paid is posted. */
static struct world_order *posted_order(struct world *world, const struct utility_posting_order *wanted)
{
    struct world_order *order = world_order_of(world, wanted->serial);
    char bill[8];
    int is_paid = 0;
    if (order == NULL) {
        return NULL;
    }
    (void)snprintf(bill, sizeof bill, "bill-%d", order->bill);
    for (int i = 0; i < order->payment_count; i++) {
        is_paid |= order->payments[i].fen == WORLD_FEN;
    }
    if (!is_paid) {
        broken(world, "%s: posted without having been paid", order->id);
    }
    if (wanted->fen != WORLD_FEN || wanted->version != 1 || strcmp(wanted->bill, bill) != 0 ||
        strcmp(wanted->account_no, "4310020001234567") != 0) {
        broken(world, "%s: another bill is posted", order->id);
    }
    return order;
}

static struct payment_posting world_post(void *context, const char *utility,
                                         const struct utility_posting_order *wanted)
{
    struct world *world = context;
    (void)utility;
    between(world);
    struct world_order *order = posted_order(world, wanted);
    if (order == NULL) {
        return (struct payment_posting){.word = PAYMENT_POSTING_REFUSED, .detail = "none"};
    }
    enum journey journey = draw_journey(world);
    enum payment_posting_word word = PAYMENT_POSTING_WORD_UNKNOWN;
    order->was_asked_to_post = 1;
    if (depart(world, journey, LETTER_POST, order, 0)) {
        word = arrive_post(world, order);
    }
    return said(world, order, journey, word);
}

static struct payment_posting world_query_posting(void *context, const char *utility,
                                                  const struct utility_posting_order *wanted)
{
    static const enum payment_posting_word words[] = {[WORLD_NONE] = PAYMENT_POSTING_NOT_THERE,
                                                      [WORLD_PROCESSING] = PAYMENT_POSTING_PROCESSING,
                                                      [WORLD_POSTED] = PAYMENT_POSTING_POSTED,
                                                      [WORLD_DEAD] = PAYMENT_POSTING_NOT_POSTED};
    struct world *world = context;
    (void)utility;
    between(world);
    struct world_order *order = posted_order(world, wanted);
    return order != NULL ? said(world, order, draw_journey(world), words[order->posting])
                         : (struct payment_posting){.word = PAYMENT_POSTING_WORD_UNKNOWN, .detail = "none"};
}

static struct payment_posting world_reverse(void *context, const char *utility,
                                            const struct utility_posting_order *wanted)
{
    struct world *world = context;
    (void)utility;
    between(world);
    struct world_order *order = posted_order(world, wanted);
    if (order == NULL) {
        return (struct payment_posting){.word = PAYMENT_POSTING_WORD_UNKNOWN, .detail = "none"};
    }
    enum journey journey = draw_journey(world);
    enum payment_posting_word word = PAYMENT_POSTING_WORD_UNKNOWN;
    if (depart(world, journey, LETTER_REVERSE, order, 0)) {
        word = arrive_reverse(world, order);
    }
    return said(world, order, journey, word);
}

/* --- What happens by itself --- */

/* Pays what the television shows: in time, at the last second, or what the provider should have refused. */
static void world_pay(struct world *world, struct world_order *order)
{
    int is_over = world->now >= order->expires_at + (one_in(world, 3) ? grace_of(world, order) : 0);
    int may_pay = order->payment_count == 0 && !order->is_closed && !is_over;
    int is_naughty = !may_pay && one_in(world, 12);
    if (!order->has_code || (!may_pay && !is_naughty && !one_in(world, 4))) {
        return; /* nothing to scan, or the phone says so itself */
    }
    if ((!may_pay && !is_naughty) || order->payment_count == WORLD_PAYMENTS) {
        world->refused++;
        return;
    }
    struct world_payment *payment = &order->payments[order->payment_count];
    *payment = (struct world_payment){.fen = one_in(world, 12) ? WORLD_FEN - 1 : WORLD_FEN,
                                      .paid_at = world->now,
                                      .is_naughty = is_naughty,
                                      .is_finished = one_in(world, 12)};
    (void)snprintf(payment->transaction, sizeof payment->transaction, "t-%d-%d", (int)(order - world->orders),
                   order->payment_count);
    order->payment_count++;
    order->is_trade = 1;
    world->accepted++;
}

/* What is under way at providers and utility goes on. */
static void world_go_on(struct world *world, struct world_order *order)
{
    if (order->posting == WORLD_PROCESSING) {
        if (is_bill_entered(world, order) || one_in(world, 4)) {
            order->posting = WORLD_NONE;
        } else {
            enter(world, order);
        }
    }
    if (order->is_trade && order->payment_count == 0 &&
        world->now >= order->expires_at + grace_of(world, order)) {
        order->is_closed = 1; /* by the provider */
    }
    for (int i = 0; i < order->payment_count; i++) {
        struct world_payment *payment = &order->payments[i];
        if (payment->refund.is_there && payment->refund.state == PROVIDER_REFUND_PROCESSING) {
            if (one_in(world, 6)) {
                payment->refund.state = PROVIDER_REFUND_ABNORMAL;
            } else {
                give_back(world, order, payment);
            }
        }
    }
}

static void world_begin(struct world *world, uint64_t seed, void (*between_calls)(void *), void *context)
{
    *world = (struct world){.seed = seed,
                            .now = WORLD_BEGINS_MS,
                            .between = between_calls,
                            .context = context,
                            .utilities = {.context = world,
                                          .post = world_post,
                                          .query_posting = world_query_posting,
                                          .reverse = world_reverse}};
    for (int i = 0; i < 2; i++) {
        world->providers[i] =
            (struct world_provider){.provider = {.calls = &world_calls[i]}, .world = world, .which = i};
        world->provider_list[i] = &world->providers[i].provider;
    }
    for (int i = 0; i < WORLD_ORDERS; i++) {
        (void)snprintf(world->orders[i].id, LEDGER_ID_SIZE, "order-%d", i);
        world->orders[i].which = (int)draw(world, 2);
        world->orders[i].bill = i % WORLD_BILLS;
        world->orders[i].refuses = one_in(world, 6);
        world->orders[i].is_not_reversible = one_in(world, 3);
    }
}

#endif
