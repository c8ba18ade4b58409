/* Step by step: what the engine asks and what it makes of every answer. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/log.h"
#include "headend/payment/payment_utility.h"
#include "tests/unit/headend/ledger/ledger_fixture.h"

#define ID      "order-1"
#define END_MS  601000 /* of the fixture's orders */
#define GRACE   60000
#define DAY_MS  (24 * 60 * 60 * 1000)
#define PATIENT (END_MS + 1000)
#define TIRED   ((int64_t)END_MS + DAY_MS)

/* What is said outside, and what was asked for it. */
struct outside {
    struct payment_provider provider; /* first: the engine has this */
    enum provider_outcome outcome;
    enum provider_order_state order;
    int64_t fen;
    enum provider_refund_state refund;
    enum provider_outcome query_refund_outcome;
    enum provider_refund_state query_refund;
    enum payment_posting_word post, query_posting, reverse;
    char asked[80];
};

static void asked(struct outside *outside, const char *what)
{
    size_t length = strlen(outside->asked);
    (void)snprintf(outside->asked + length, sizeof outside->asked - length, "%s%s", length > 0 ? " " : "",
                   what);
}

static enum provider_outcome say_order(struct payment_provider *provider, const struct provider_order *order,
                                       int timeout_ms, char code[PROVIDER_CODE_SIZE],
                                       struct provider_word *word)
{
    struct outside *outside = (struct outside *)provider;
    (void)timeout_ms;
    (void)word;
    asked(outside, strcmp(order->out_trade_no, ID) == 0 && order->fen == 5000 ? "order" : "another order");
    (void)snprintf(code, PROVIDER_CODE_SIZE, "weixin://sample");
    return outside->outcome;
}

static enum provider_outcome say_query(struct payment_provider *provider, const char *out_trade_no,
                                       int timeout_ms, struct provider_payment *payment,
                                       struct provider_word *word)
{
    struct outside *outside = (struct outside *)provider;
    (void)timeout_ms;
    (void)word;
    asked(outside, "query");
    *payment = (struct provider_payment){.state = outside->order, .fen = outside->fen, .paid_ms = 1500};
    (void)snprintf(payment->out_trade_no, sizeof payment->out_trade_no, "%s", out_trade_no);
    (void)snprintf(payment->transaction_id, sizeof payment->transaction_id, "t-1");
    return outside->outcome;
}

static enum provider_outcome say_close(struct payment_provider *provider, const char *out_trade_no,
                                       int timeout_ms, struct provider_word *word)
{
    struct outside *outside = (struct outside *)provider;
    (void)out_trade_no;
    (void)timeout_ms;
    (void)word;
    asked(outside, "close");
    return outside->outcome;
}

static enum provider_outcome say_refund(struct payment_provider *provider,
                                        const struct provider_refund_order *order, int timeout_ms,
                                        struct provider_refund *refund, struct provider_word *word)
{
    struct outside *outside = (struct outside *)provider;
    (void)timeout_ms;
    (void)word;
    asked(outside, strcmp(order->out_refund_no, ID "-1") == 0 && order->fen == 5000 ? "refund" : "another");
    *refund = (struct provider_refund){.state = outside->refund, .fen = outside->fen};
    return outside->outcome;
}

static enum provider_outcome say_query_refund(struct payment_provider *provider, const char *out_trade_no,
                                              const char *out_refund_no, int timeout_ms,
                                              struct provider_refund *refund, struct provider_word *word)
{
    struct outside *outside = (struct outside *)provider;
    (void)out_trade_no;
    (void)out_refund_no;
    (void)timeout_ms;
    (void)word;
    asked(outside, "query-refund");
    *refund = (struct provider_refund){.state = outside->query_refund, .fen = outside->fen};
    return outside->query_refund_outcome;
}

static const struct payment_provider_calls calls = {.kind = PAYMENT_PROVIDER_WECHAT,
                                                    .grace_ms = GRACE,
                                                    .order = say_order,
                                                    .query = say_query,
                                                    .close = say_close,
                                                    .refund = say_refund,
                                                    .query_refund = say_query_refund};

static struct payment_posting say_posting(struct outside *outside, const char *what,
                                          enum payment_posting_word word)
{
    asked(outside, what);
    struct payment_posting said = {.word = word, .detail = "042"};
    (void)snprintf(said.receipt, sizeof said.receipt, "%s", word == PAYMENT_POSTING_POSTED ? "R-9" : "");
    return said;
}

static int is_the_bill(const char *utility, const struct utility_posting_order *order)
{
    return strcmp(utility, "power") == 0 && strcmp(order->serial, ID) == 0 &&
           strcmp(order->account_no, FIXTURE_NUMBER) == 0 && strcmp(order->bill, ID) == 0 &&
           order->version == 1 && order->fen == 5000;
}

static struct payment_posting say_post(void *context, const char *utility,
                                       const struct utility_posting_order *order)
{
    return say_posting(context, is_the_bill(utility, order) ? "post" : "another post",
                       ((struct outside *)context)->post);
}

static struct payment_posting say_query_posting(void *context, const char *utility,
                                                const struct utility_posting_order *order)
{
    return say_posting(context, is_the_bill(utility, order) ? "query-posting" : "another",
                       ((struct outside *)context)->query_posting);
}

static struct payment_posting say_reverse(void *context, const char *utility,
                                          const struct utility_posting_order *order)
{
    return say_posting(context, is_the_bill(utility, order) ? "reverse" : "another",
                       ((struct outside *)context)->reverse);
}

struct bench {
    struct ledger_place place;
    struct outside outside;
    struct payment_provider *providers[1];
    struct payment_utilities utilities;
    struct payment_engine engine;
};

static void set_up(struct bench *bench, const struct outside *outside)
{
    assert_int_equal(ledger_place_open(&bench->place), 0);
    bench->outside = *outside;
    bench->outside.provider.calls = &calls;
    bench->providers[0] = &bench->outside.provider;
    bench->utilities = (struct payment_utilities){.context = &bench->outside,
                                                  .post = say_post,
                                                  .query_posting = say_query_posting,
                                                  .reverse = say_reverse};
    bench->engine = (struct payment_engine){.store = bench->place.store,
                                            .providers = bench->providers,
                                            .provider_count = 1,
                                            .utilities = &bench->utilities,
                                            .description = "sample",
                                            .refund_reason = "sample",
                                            .timeout_ms = 4000};
}

static void tear_down(struct bench *bench)
{
    struct ledger_check check;
    assert_int_equal(ledger_check(bench->place.store, &check), 0);
    assert_string_equal(check.first, "");
    assert_int_equal(ledger_place_close(&bench->place), 0);
}

/* --- One step --- */

enum call { STEP, PREPAY, CANCEL, REFUND };

struct row {
    const char *name;
    enum payment_state from;
    enum call call;
    int64_t now;
    struct outside outside;
    enum payment_step step;
    enum payment_state to;
    const char *asked;
};

#define ORDER(answer, state)                                                                                 \
    {                                                                                                        \
        .outcome = PROVIDER_##answer, .order = PROVIDER_ORDER_##state, .fen = 5000                           \
    }
#define POST(word)                                                                                           \
    {                                                                                                        \
        .post = PAYMENT_POSTING_##word                                                                       \
    }
#define AFTER(word)                                                                                          \
    {                                                                                                        \
        .query_posting = PAYMENT_POSTING_##word                                                              \
    }
#define BACK(answer, is)                                                                                     \
    {                                                                                                        \
        .outcome = PROVIDER_##answer, .refund = PROVIDER_REFUND_##is, .query_refund = PROVIDER_REFUND_##is,  \
        .query_refund_outcome = PROVIDER_##answer                                                            \
    }
#define MOVED PAYMENT_STEP_MOVED
#define WAITS PAYMENT_STEP_WAITS

static const struct row rows[] = {
    {"a code", PAYMENT_PREPAYING, PREPAY, 2000, ORDER(DONE, UNPAID), MOVED, PAYMENT_AWAITING, "order"},
    {"no code", PAYMENT_PREPAYING, PREPAY, 2000, ORDER(REFUSED, UNPAID), MOVED, PAYMENT_CLOSING, "order"},
    {"a code, or not", PAYMENT_PREPAYING, PREPAY, 2000, ORDER(UNKNOWN, UNPAID), MOVED, PAYMENT_CLOSING,
     "order"},
    {"not now", PAYMENT_PREPAYING, PREPAY, 2000, ORDER(LATER, UNPAID), WAITS, PAYMENT_PREPAYING, "order"},
    {"too late for a code", PAYMENT_PREPAYING, PREPAY, END_MS - 59000, ORDER(DONE, UNPAID), MOVED,
     PAYMENT_CLOSING, ""},
    {"the code again", PAYMENT_AWAITING, PREPAY, 2000, ORDER(DONE, UNPAID), WAITS, PAYMENT_AWAITING, "order"},
    {"no code any more", PAYMENT_AWAITING, PREPAY, 2000, ORDER(REFUSED, UNPAID), WAITS, PAYMENT_AWAITING,
     "order"},
    {"a code of what is paid", PAYMENT_POSTING, PREPAY, 2000, ORDER(DONE, PAID), WAITS, PAYMENT_POSTING, ""},
    {"nobody has the code", PAYMENT_PREPAYING, STEP, 9000, ORDER(DONE, PAID), MOVED, PAYMENT_CLOSING, ""},
    {"cancelled", PAYMENT_AWAITING, CANCEL, 9000, ORDER(DONE, PAID), MOVED, PAYMENT_CLOSING, ""},
    {"cancelled before the code", PAYMENT_PREPAYING, CANCEL, 9000, ORDER(DONE, PAID), MOVED, PAYMENT_CLOSING,
     ""},
    {"cancelled too late", PAYMENT_POSTING, CANCEL, 9000, ORDER(DONE, PAID), WAITS, PAYMENT_POSTING, ""},
    {"paid", PAYMENT_AWAITING, STEP, 9000, ORDER(DONE, PAID), MOVED, PAYMENT_POSTING, "query"},
    {"another amount",
     PAYMENT_AWAITING,
     STEP,
     9000,
     {.outcome = PROVIDER_DONE, .order = PROVIDER_ORDER_PAID, .fen = 4999},
     MOVED,
     PAYMENT_REFUNDING,
     "query"},
    {"not paid yet", PAYMENT_AWAITING, STEP, 9000, ORDER(DONE, UNPAID), WAITS, PAYMENT_AWAITING, "query"},
    {"not scanned yet", PAYMENT_AWAITING, STEP, 9000, ORDER(DONE, NOT_THERE), WAITS, PAYMENT_AWAITING,
     "query"},
    {"no answer", PAYMENT_AWAITING, STEP, 9000, ORDER(UNKNOWN, PAID), WAITS, PAYMENT_AWAITING, "query"},
    {"may not ask", PAYMENT_AWAITING, STEP, 9000, ORDER(LATER, PAID), WAITS, PAYMENT_AWAITING, "query"},
    {"is refused the answer", PAYMENT_AWAITING, STEP, 9000, ORDER(REFUSED, PAID), WAITS, PAYMENT_AWAITING,
     "query"},
    {"given back by another", PAYMENT_AWAITING, STEP, 9000, ORDER(DONE, REFUNDED), WAITS, PAYMENT_AWAITING,
     "query"},
    {"expired", PAYMENT_AWAITING, STEP, END_MS, ORDER(DONE, UNPAID), MOVED, PAYMENT_CLOSING, "query"},
    {"not expired", PAYMENT_AWAITING, STEP, END_MS - 1, ORDER(DONE, UNPAID), WAITS, PAYMENT_AWAITING,
     "query"},
    {"closed by the provider", PAYMENT_AWAITING, STEP, 9000, ORDER(DONE, CLOSED), MOVED, PAYMENT_CLOSING,
     "query"},
    {"paid all the same", PAYMENT_CLOSING, STEP, 9000, ORDER(DONE, PAID), MOVED, PAYMENT_POSTING, "query"},
    {"closed", PAYMENT_CLOSING, STEP, 9000, ORDER(DONE, CLOSED), MOVED, PAYMENT_CLOSED, "query"},
    {"to be closed", PAYMENT_CLOSING, STEP, 9000, ORDER(DONE, UNPAID), WAITS, PAYMENT_CLOSING, "query close"},
    {"unpaid after its end is no proof", PAYMENT_CLOSING, STEP, END_MS + GRACE, ORDER(DONE, UNPAID), WAITS,
     PAYMENT_CLOSING, "query close"},
    {"not there is no proof", PAYMENT_CLOSING, STEP, END_MS + GRACE - 1, ORDER(DONE, NOT_THERE), WAITS,
     PAYMENT_CLOSING, "query"},
    {"not there after its end and grace", PAYMENT_CLOSING, STEP, END_MS + GRACE, ORDER(DONE, NOT_THERE),
     MOVED, PAYMENT_CLOSED, "query"},
    {"no answer is no proof", PAYMENT_CLOSING, STEP, END_MS + DAY_MS, ORDER(UNKNOWN, CLOSED), WAITS,
     PAYMENT_CLOSING, "query"},
    {"closed stays", PAYMENT_CLOSED, STEP, 9000, ORDER(DONE, PAID), WAITS, PAYMENT_CLOSED, ""},
    {"posted", PAYMENT_POSTING, STEP, 9000, POST(POSTED), MOVED, PAYMENT_SETTLED, "post"},
    {"posted or not", PAYMENT_POSTING, STEP, 9000, POST(WORD_UNKNOWN), MOVED, PAYMENT_POST_UNKNOWN, "post"},
    {"not posted is no answer to post", PAYMENT_POSTING, STEP, 9000, POST(NOT_POSTED), MOVED,
     PAYMENT_POST_UNKNOWN, "post"},
    {"refused", PAYMENT_POSTING, STEP, 9000, POST(REFUSED), MOVED, PAYMENT_POST_UNKNOWN, "post"},
    {"refused now", PAYMENT_POSTING, STEP, 9000, POST(REFUSED_NOW), MOVED, PAYMENT_POST_UNKNOWN, "post"},
    {"settled stays", PAYMENT_SETTLED, STEP, 9000, POST(POSTED), WAITS, PAYMENT_SETTLED, ""},
    {"is posted", PAYMENT_POST_UNKNOWN, STEP, 9000, AFTER(POSTED), MOVED, PAYMENT_SETTLED, "query-posting"},
    {"is being posted", PAYMENT_POST_UNKNOWN, STEP, TIRED, AFTER(PROCESSING), WAITS, PAYMENT_POST_UNKNOWN,
     "query-posting"},
    {"still unknown", PAYMENT_POST_UNKNOWN, STEP, TIRED, AFTER(WORD_UNKNOWN), WAITS, PAYMENT_POST_UNKNOWN,
     "query-posting"},
    {"no answer about it", PAYMENT_POST_UNKNOWN, STEP, TIRED, AFTER(REFUSED), WAITS, PAYMENT_POST_UNKNOWN,
     "query-posting"},
    {"is not there", PAYMENT_POST_UNKNOWN, STEP, PATIENT, AFTER(NOT_THERE), MOVED, PAYMENT_POSTING,
     "query-posting"},
    {"is not posted, finally", PAYMENT_POST_UNKNOWN, STEP, 9000, AFTER(NOT_POSTED), MOVED, PAYMENT_REFUNDING,
     "query-posting"},
    {"an order's refund is a step of its own", PAYMENT_REFUNDING, STEP, 9000, BACK(DONE, DONE), WAITS,
     PAYMENT_REFUNDING, ""},
    {"given back", PAYMENT_REFUNDING, REFUND, 9000, BACK(DONE, DONE), MOVED, PAYMENT_REFUNDED, "refund"},
    {"another amount given back",
     PAYMENT_REFUNDING,
     REFUND,
     9000,
     {.outcome = PROVIDER_DONE, .refund = PROVIDER_REFUND_DONE, .fen = 4999},
     MOVED,
     PAYMENT_REFUND_ABNORMAL,
     "refund"},
    {"accepted is not done", PAYMENT_REFUNDING, REFUND, 9000, BACK(DONE, PROCESSING), MOVED,
     PAYMENT_REFUND_UNKNOWN, "refund"},
    {"cannot be given back", PAYMENT_REFUNDING, REFUND, 9000, BACK(DONE, ABNORMAL), MOVED,
     PAYMENT_REFUND_ABNORMAL, "refund"},
    {"will not be given back", PAYMENT_REFUNDING, REFUND, 9000, BACK(DONE, CLOSED), MOVED,
     PAYMENT_REFUND_ABNORMAL, "refund"},
    {"not now given back", PAYMENT_REFUNDING, REFUND, 9000, BACK(LATER, DONE), WAITS, PAYMENT_REFUNDING,
     "refund"},
    {"given back or not", PAYMENT_REFUNDING, REFUND, 9000, BACK(UNKNOWN, DONE), MOVED, PAYMENT_REFUND_UNKNOWN,
     "refund"},
    {"refused to give back",
     PAYMENT_REFUNDING,
     REFUND,
     9000,
     {.outcome = PROVIDER_REFUSED,
      .query_refund_outcome = PROVIDER_DONE,
      .query_refund = PROVIDER_REFUND_NOT_THERE},
     MOVED,
     PAYMENT_REFUND_ABNORMAL,
     "refund query-refund"},
    {"refused, as it was given back before",
     PAYMENT_REFUNDING,
     REFUND,
     9000,
     {.outcome = PROVIDER_REFUSED,
      .query_refund_outcome = PROVIDER_DONE,
      .query_refund = PROVIDER_REFUND_DONE},
     MOVED,
     PAYMENT_REFUNDED,
     "refund query-refund"},
    {"refused, and nobody says what is there",
     PAYMENT_REFUNDING,
     REFUND,
     9000,
     {.outcome = PROVIDER_REFUSED, .query_refund_outcome = PROVIDER_UNKNOWN},
     WAITS,
     PAYMENT_REFUNDING,
     "refund query-refund"},
    {"was given back", PAYMENT_REFUND_UNKNOWN, REFUND, 9000, BACK(DONE, DONE), MOVED, PAYMENT_REFUNDED,
     "query-refund"},
    {"is on its way", PAYMENT_REFUND_UNKNOWN, REFUND, 9000, BACK(DONE, PROCESSING), WAITS,
     PAYMENT_REFUND_UNKNOWN, "query-refund"},
    {"is not there: again", PAYMENT_REFUND_UNKNOWN, REFUND, 9000, BACK(DONE, NOT_THERE), MOVED,
     PAYMENT_REFUNDING, "query-refund"},
    {"could not be given back", PAYMENT_REFUND_UNKNOWN, REFUND, 9000, BACK(DONE, ABNORMAL), MOVED,
     PAYMENT_REFUND_ABNORMAL, "query-refund"},
    {"was closed", PAYMENT_REFUND_UNKNOWN, REFUND, 9000, BACK(DONE, CLOSED), MOVED, PAYMENT_REFUND_ABNORMAL,
     "query-refund"},
    {"nothing heard of it", PAYMENT_REFUND_UNKNOWN, REFUND, 9000, BACK(UNKNOWN, DONE), WAITS,
     PAYMENT_REFUND_UNKNOWN, "query-refund"},
    {"abnormal waits for persons", PAYMENT_REFUND_ABNORMAL, REFUND, 9000, BACK(DONE, DONE), WAITS,
     PAYMENT_REFUND_ABNORMAL, ""},
    {"refunded stays", PAYMENT_REFUNDED, REFUND, 9000, BACK(DONE, DONE), WAITS, PAYMENT_REFUNDED, ""},
};

static enum payment_step take(struct bench *bench, enum call call, int64_t now, char *code)
{
    switch (call) {
    case PREPAY:
        return payment_engine_prepay(&bench->engine, ID, now, code);
    case CANCEL:
        return payment_engine_cancel(&bench->engine, ID, now);
    case REFUND:
        return payment_engine_step_refund(&bench->engine, ID "-1", now);
    case STEP:
        break;
    }
    return payment_engine_step(&bench->engine, ID, now);
}

static void every_answer_has_its_step(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        struct bench bench;
        char code[PROVIDER_CODE_SIZE] = "";
        set_up(&bench, &row->outside);
        assert_int_equal(fixture_reach(bench.place.store, ID, row->from), 0);
        enum payment_step step = take(&bench, row->call, row->now, code);
        enum payment_state to = fixture_order(bench.place.store, ID).state;
        int shows = to == PAYMENT_AWAITING && row->call == PREPAY && row->outside.outcome == PROVIDER_DONE;
        if (step != row->step || to != row->to || strcmp(bench.outside.asked, row->asked) != 0 ||
            (code[0] != '\0') != shows) {
            fail_msg("%s: wanted %d, %s, asked \"%s\"; got %d, %s, \"%s\", code \"%s\"", row->name,
                     (int)row->step, payment_state_word(row->to), row->asked, (int)step,
                     payment_state_word(to), bench.outside.asked, code);
        }
        tear_down(&bench);
    }
}

/* --- Several steps --- */

/* Only a serial that is dead leads to a refund; what is not reversible is settled with its receipt. */
static void a_refused_posting_is_reversed(void **state)
{
    static const struct {
        enum payment_posting_word reverse, query;
        enum payment_state to;
        const char *asked;
    } cases[] = {
        {PAYMENT_POSTING_NOT_POSTED, PAYMENT_POSTING_POSTED, PAYMENT_REFUNDING, "post reverse"},
        {PAYMENT_POSTING_REFUSED, PAYMENT_POSTING_POSTED, PAYMENT_SETTLED, "post reverse query-posting"},
        {PAYMENT_POSTING_REFUSED, PAYMENT_POSTING_NOT_THERE, PAYMENT_POST_UNKNOWN,
         "post reverse query-posting"},
        {PAYMENT_POSTING_REFUSED, PAYMENT_POSTING_WORD_UNKNOWN, PAYMENT_POST_UNKNOWN,
         "post reverse query-posting"},
        {PAYMENT_POSTING_WORD_UNKNOWN, PAYMENT_POSTING_POSTED, PAYMENT_POST_UNKNOWN, "post reverse"},
        {PAYMENT_POSTING_REFUSED_NOW, PAYMENT_POSTING_POSTED, PAYMENT_POST_UNKNOWN, "post reverse"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench bench;
        const struct outside outside = {
            .post = PAYMENT_POSTING_REFUSED, .reverse = cases[i].reverse, .query_posting = cases[i].query};
        set_up(&bench, &outside);
        assert_int_equal(fixture_reach(bench.place.store, ID, PAYMENT_POSTING), 0);
        assert_int_equal(payment_engine_step(&bench.engine, ID, 9000), PAYMENT_STEP_MOVED);
        assert_int_equal(ledger_is_reversing(bench.place.store, ID), 1);
        (void)payment_engine_step(&bench.engine, ID, 10000);
        assert_string_equal(bench.outside.asked, cases[i].asked);
        assert_int_equal(fixture_order(bench.place.store, ID).state, cases[i].to);
        /* As long as it is not certain it is reversed, and neither asked after nor posted again. */
        assert_int_equal(ledger_is_reversing(bench.place.store, ID), cases[i].to == PAYMENT_POST_UNKNOWN);
        tear_down(&bench);
    }
}

/* Refused for now, or never there: posted again for a day, then reversed. */
static void patience_ends(void **state)
{
    static const struct {
        enum payment_state from;
        int64_t now;
        int is_reversing;
    } cases[] = {
        {PAYMENT_POSTING, TIRED - 1, 0},
        {PAYMENT_POSTING, TIRED, 1},
        {PAYMENT_POST_UNKNOWN, TIRED - 1, 0},
        {PAYMENT_POST_UNKNOWN, TIRED, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench bench;
        const struct outside outside = {.post = PAYMENT_POSTING_REFUSED_NOW,
                                        .query_posting = PAYMENT_POSTING_NOT_THERE};
        set_up(&bench, &outside);
        assert_int_equal(fixture_reach(bench.place.store, ID, cases[i].from), 0);
        assert_int_equal(payment_engine_step(&bench.engine, ID, cases[i].now), PAYMENT_STEP_MOVED);
        assert_int_equal(ledger_is_reversing(bench.place.store, ID), cases[i].is_reversing);
        tear_down(&bench);
    }
}

/* Who posted before a reversal began, and hears of it after, is not believed. */
static void a_reversal_makes_earlier_answers_stale(void **state)
{
    static const enum payment_state froms[] = {PAYMENT_POSTING, PAYMENT_POST_UNKNOWN};
    (void)state;
    for (size_t i = 0; i < sizeof froms / sizeof froms[0]; i++) {
        struct bench bench;
        const struct outside outside = {.fen = 0};
        set_up(&bench, &outside);
        assert_int_equal(fixture_reach(bench.place.store, ID, froms[i]), 0);
        struct ledger_move move = {.id = ID,
                                   .moves = fixture_order(bench.place.store, ID).moves,
                                   .event = PAYMENT_EVENT_POSTED,
                                   .actor = PAYMENT_BY_SWEEPER,
                                   .now = 9000,
                                   .receipt = "R-1"};
        assert_int_equal(ledger_is_reversing(bench.place.store, ID), 0);
        assert_int_equal(ledger_begin_reversal(bench.place.store, &move), LEDGER_DONE);
        assert_int_equal(ledger_move_order(bench.place.store, &move), LEDGER_MOVED_MEANWHILE);
        assert_int_equal(ledger_begin_reversal(bench.place.store, &move), LEDGER_STAYS);
        move.moves = fixture_order(bench.place.store, ID).moves;
        assert_int_equal(ledger_move_order(bench.place.store, &move), LEDGER_DONE);
        assert_int_equal(ledger_begin_reversal(bench.place.store, &move), LEDGER_MOVED_MEANWHILE);
        move.moves++;
        assert_int_equal(ledger_begin_reversal(bench.place.store, &move), LEDGER_ILLEGAL);
        assert_int_equal(ledger_is_reversing(bench.place.store, ID), 0);
        tear_down(&bench);
    }
}

/* --- Notifications --- */

static enum payment_heard notify_payment(struct bench *bench, const char *order, const char *transaction,
                                         int64_t fen, enum provider_order_state is, char *moved)
{
    struct provider_notification told = {.kind = PROVIDER_NOTIFIES_PAYMENT,
                                         .payment = {.state = is, .fen = fen, .paid_ms = 1500}};
    (void)snprintf(told.payment.out_trade_no, sizeof told.payment.out_trade_no, "%s", order);
    (void)snprintf(told.payment.transaction_id, sizeof told.payment.transaction_id, "%s", transaction);
    return payment_engine_notified(&bench->engine, "wechat", &told, 9000, moved);
}

static void notifications_of_payments(void **state)
{
    static const struct {
        enum payment_state from;
        const char *order, *transaction;
        int64_t fen;
        enum provider_order_state is;
        enum payment_heard heard;
        enum payment_state to;
    } cases[] = {
        {PAYMENT_AWAITING, ID, "t", 5000, PROVIDER_ORDER_PAID, PAYMENT_HEARD_MOVED, PAYMENT_POSTING},
        {PAYMENT_PREPAYING, ID, "t", 5000, PROVIDER_ORDER_PAID, PAYMENT_HEARD_MOVED, PAYMENT_POSTING},
        {PAYMENT_CLOSING, ID, "t", 5000, PROVIDER_ORDER_PAID, PAYMENT_HEARD_MOVED, PAYMENT_POSTING},
        {PAYMENT_AWAITING, ID, "t", 5001, PROVIDER_ORDER_PAID, PAYMENT_HEARD_MOVED, PAYMENT_REFUNDING},
        {PAYMENT_CLOSED, ID, "t", 5000, PROVIDER_ORDER_PAID, PAYMENT_HEARD_MOVED, PAYMENT_REFUNDING},
        {PAYMENT_SETTLED, ID, ID, 5000, PROVIDER_ORDER_PAID, PAYMENT_HEARD_NOTHING, PAYMENT_SETTLED},
        {PAYMENT_SETTLED, ID, "second", 5000, PROVIDER_ORDER_PAID, PAYMENT_HEARD_MOVED, PAYMENT_SETTLED},
        {PAYMENT_AWAITING, "order-2", "t", 5000, PROVIDER_ORDER_PAID, PAYMENT_HEARD_NOTHING,
         PAYMENT_AWAITING},
        {PAYMENT_AWAITING, ID, "t", 5000, PROVIDER_ORDER_REFUNDED, PAYMENT_HEARD_NOTHING, PAYMENT_AWAITING},
        {PAYMENT_AWAITING, ID, "t", 5000, PROVIDER_ORDER_CLOSED, PAYMENT_HEARD_NOTHING, PAYMENT_AWAITING},
        {PAYMENT_CLOSING, ID, "", 0, PROVIDER_ORDER_CLOSED, PAYMENT_HEARD_NOTHING, PAYMENT_CLOSING},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench bench;
        const struct outside outside = {.fen = 0};
        char moved[LEDGER_ID_SIZE];
        set_up(&bench, &outside);
        assert_int_equal(fixture_reach(bench.place.store, ID, cases[i].from), 0);
        enum payment_heard heard =
            notify_payment(&bench, cases[i].order, cases[i].transaction, cases[i].fen, cases[i].is, moved);
        enum payment_state to = fixture_order(bench.place.store, ID).state;
        if (heard != cases[i].heard || to != cases[i].to ||
            strcmp(moved, heard == PAYMENT_HEARD_MOVED ? ID : "") != 0) {
            fail_msg("notification %d: wanted %d, %s; got %d, %s, \"%s\"", (int)i, (int)cases[i].heard,
                     payment_state_word(cases[i].to), (int)heard, payment_state_word(to), moved);
        }
        /* Once more changes nothing. */
        assert_int_equal(
            notify_payment(&bench, cases[i].order, cases[i].transaction, cases[i].fen, cases[i].is, moved),
            PAYMENT_HEARD_NOTHING);
        tear_down(&bench);
    }
}

static void notifications_of_refunds(void **state)
{
    static const struct {
        enum payment_state from;
        const char *order;
        int64_t fen;
        enum provider_refund_state is;
        enum payment_state to;
    } cases[] = {
        {PAYMENT_REFUNDING, ID, 5000, PROVIDER_REFUND_DONE, PAYMENT_REFUNDED},
        {PAYMENT_REFUND_UNKNOWN, ID, 0, PROVIDER_REFUND_DONE, PAYMENT_REFUNDED},
        {PAYMENT_REFUND_ABNORMAL, ID, 5000, PROVIDER_REFUND_DONE, PAYMENT_REFUND_ABNORMAL},
        {PAYMENT_REFUND_UNKNOWN, ID, 4999, PROVIDER_REFUND_DONE, PAYMENT_REFUND_UNKNOWN},
        {PAYMENT_REFUND_UNKNOWN, "order-2", 5000, PROVIDER_REFUND_DONE, PAYMENT_REFUND_UNKNOWN},
        {PAYMENT_REFUND_UNKNOWN, ID, 5000, PROVIDER_REFUND_ABNORMAL, PAYMENT_REFUND_UNKNOWN},
        {PAYMENT_REFUND_UNKNOWN, ID, 5000, PROVIDER_REFUND_CLOSED, PAYMENT_REFUND_UNKNOWN},
        {PAYMENT_SETTLED, ID, 5000, PROVIDER_REFUND_DONE, PAYMENT_SETTLED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench bench;
        const struct outside outside = {.fen = 0};
        char moved[LEDGER_ID_SIZE];
        struct provider_notification told = {
            .kind = PROVIDER_NOTIFIES_REFUND,
            .refund = {.state = cases[i].is, .out_refund_no = ID "-1", .fen = cases[i].fen}};
        (void)snprintf(told.refund.out_trade_no, sizeof told.refund.out_trade_no, "%s", cases[i].order);
        set_up(&bench, &outside);
        assert_int_equal(fixture_reach(bench.place.store, ID, cases[i].from), 0);
        /* Another provider's changes nothing, whatever it says. */
        assert_int_equal(payment_engine_notified(&bench.engine, "alipay", &told, 9000, moved),
                         PAYMENT_HEARD_NOTHING);
        assert_int_equal(fixture_order(bench.place.store, ID).state, cases[i].from);
        assert_int_equal(payment_engine_notified(&bench.engine, "wechat", &told, 9000, moved),
                         PAYMENT_HEARD_NOTHING);
        enum payment_state to = fixture_order(bench.place.store, ID).state;
        if (to != cases[i].to) {
            fail_msg("refund's notification %d: wanted %s, got %s", (int)i, payment_state_word(cases[i].to),
                     payment_state_word(to));
        }
        tear_down(&bench);
    }
}

/* --- The sweeper --- */

static void the_sweeper_leaves_alone_what_another_took(void **state)
{
    struct bench bench;
    const struct outside outside = ORDER(DONE, UNPAID);
    (void)state;
    set_up(&bench, &outside);
    assert_int_equal(fixture_reach(bench.place.store, ID, PAYMENT_AWAITING), 0);
    assert_int_equal(payment_engine_sweep(&bench.engine, 6999, 10), 0);
    assert_int_equal(payment_engine_sweep(&bench.engine, 7000, 10), 1);
    assert_int_equal(payment_engine_sweep(&bench.engine, 7000, 10), 0);
    assert_string_equal(bench.outside.asked, "query");
    assert_int_equal(payment_engine_sweep(&bench.engine, 12000, 10), 1);
    tear_down(&bench);
}

static void a_refund_is_asked_for_a_minute_apart(void **state)
{
    struct bench bench;
    const struct outside outside = BACK(LATER, DONE);
    (void)state;
    set_up(&bench, &outside);
    assert_int_equal(fixture_reach(bench.place.store, ID, PAYMENT_REFUNDING), 0);
    assert_int_equal(payment_engine_sweep(&bench.engine, 7000, 10), 1);
    assert_int_equal(payment_engine_sweep(&bench.engine, 66999, 10), 0);
    assert_int_equal(payment_engine_sweep(&bench.engine, 67000, 10), 1);
    assert_string_equal(bench.outside.asked, "refund refund");
    tear_down(&bench);
}

/* At once what is next at once: paid, posted. A refund is asked for a minute apart. */
static void the_sweeper_goes_on(void **state)
{
    struct bench bench;
    struct outside outside = ORDER(DONE, PAID);
    (void)state;
    outside.post = PAYMENT_POSTING_REFUSED;
    outside.reverse = PAYMENT_POSTING_NOT_POSTED;
    outside.refund = PROVIDER_REFUND_PROCESSING;
    set_up(&bench, &outside);
    assert_int_equal(fixture_reach(bench.place.store, ID, PAYMENT_AWAITING), 0);
    assert_int_equal(payment_engine_sweep(&bench.engine, 7000, 10), 2);
    assert_string_equal(bench.outside.asked, "query post reverse refund");
    assert_int_equal(fixture_order(bench.place.store, ID).state, PAYMENT_REFUND_UNKNOWN);
    assert_int_equal(payment_engine_sweep(&bench.engine, 66999, 10), 0);
    bench.outside.query_refund = PROVIDER_REFUND_DONE;
    bench.outside.query_refund_outcome = PROVIDER_DONE;
    assert_int_equal(payment_engine_sweep(&bench.engine, 67000, 10), 1);
    assert_int_equal(fixture_order(bench.place.store, ID).state, PAYMENT_REFUNDED);
    tear_down(&bench);
}

static void who_is_not_there(void **state)
{
    struct bench bench;
    char code[PROVIDER_CODE_SIZE];
    const struct outside outside = ORDER(DONE, PAID);
    (void)state;
    set_up(&bench, &outside);
    assert_int_equal(payment_engine_step(&bench.engine, ID, 9000), PAYMENT_STEP_UNKNOWN);
    assert_int_equal(payment_engine_prepay(&bench.engine, ID, 9000, code), PAYMENT_STEP_UNKNOWN);
    assert_int_equal(payment_engine_cancel(&bench.engine, ID, 9000), PAYMENT_STEP_UNKNOWN);
    assert_int_equal(payment_engine_step_refund(&bench.engine, ID "-1", 9000), PAYMENT_STEP_UNKNOWN);
    /* A provider that was taken out of the configuration. */
    assert_int_equal(fixture_reach(bench.place.store, ID, PAYMENT_AWAITING), 0);
    bench.engine.provider_count = 0;
    assert_int_equal(payment_engine_step(&bench.engine, ID, 9000), PAYMENT_STEP_WAITS);
    assert_string_equal(bench.outside.asked, "");
    tear_down(&bench);
}

/* --- What utilities say --- */

static void what_utilities_say(void **state)
{
    static const struct {
        enum utility_outcome outcome;
        enum utility_posting_state is;
        enum utility_word word;
        enum payment_posting_word wanted;
    } cases[] = {
        {UTILITY_DONE, UTILITY_POSTED, UTILITY_OTHER, PAYMENT_POSTING_POSTED},
        {UTILITY_DONE, UTILITY_PROCESSING, UTILITY_OTHER, PAYMENT_POSTING_PROCESSING},
        {UTILITY_DONE, UTILITY_NOT_THERE, UTILITY_OTHER, PAYMENT_POSTING_NOT_THERE},
        {UTILITY_DONE, UTILITY_NOT_POSTED, UTILITY_OTHER, PAYMENT_POSTING_NOT_POSTED},
        {UTILITY_REFUSED, UTILITY_POSTED, UTILITY_ALREADY_PAID, PAYMENT_POSTING_REFUSED},
        {UTILITY_REFUSED, UTILITY_NOT_POSTED, UTILITY_WRITTEN_OFF, PAYMENT_POSTING_REFUSED},
        {UTILITY_REFUSED, UTILITY_POSTED, UTILITY_DEDUCTION_UNDER_WAY, PAYMENT_POSTING_REFUSED},
        {UTILITY_REFUSED, UTILITY_POSTED, UTILITY_CLOSED_NOW, PAYMENT_POSTING_REFUSED_NOW},
        {UTILITY_REFUSED, UTILITY_POSTED, UTILITY_TOO_MANY_TRIES, PAYMENT_POSTING_REFUSED_NOW},
        {UTILITY_REFUSED, UTILITY_POSTED, UTILITY_BEING_PAID, PAYMENT_POSTING_REFUSED_NOW},
        {UTILITY_REFUSED, UTILITY_POSTED, UTILITY_LAST_UNFINISHED, PAYMENT_POSTING_REFUSED_NOW},
        {UTILITY_UNKNOWN, UTILITY_POSTED, UTILITY_UNAVAILABLE, PAYMENT_POSTING_WORD_UNKNOWN},
        {UTILITY_UNKNOWN, UTILITY_NOT_POSTED, UTILITY_TIMED_OUT, PAYMENT_POSTING_WORD_UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct utility_answer answer = {.code = "042", .word = (int)cases[i].word};
        const struct utility_said said = {cases[i].outcome,
                                          cases[i].outcome == UTILITY_DONE ? NULL : &answer};
        const struct utility_posting posting = {.state = cases[i].is, .receipt = "R-1"};
        struct payment_posting got = payment_posting_said(&said, &posting);
        assert_int_equal(got.word, cases[i].wanted);
        assert_string_equal(got.receipt, cases[i].wanted == PAYMENT_POSTING_POSTED ? "R-1" : "");
        assert_non_null(got.detail);
    }
}

static struct utility_said real_post(struct utility *utility, const struct utility_posting_order *order,
                                     int timeout_ms, struct utility_posting *posting)
{
    (void)utility;
    assert_string_equal(order->serial, ID);
    assert_int_equal(timeout_ms, 3000);
    *posting = (struct utility_posting){.state = UTILITY_POSTED, .receipt = "R-5"};
    return (struct utility_said){UTILITY_DONE, NULL};
}

static void the_right_utility_is_asked(void **state)
{
    static const struct utility_calls utility_calls = {.post = real_post};
    static const struct utility_config water = {.operator_id = "water"};
    static const struct utility_config power = {.operator_id = "power"};
    struct utility first = {.config = &water};
    struct utility second = {.calls = &utility_calls, .config = &power};
    struct utility *list[] = {&first, &second};
    struct payment_utility_list utilities = {list, 2, 3000};
    const struct payment_utilities table = payment_utilities_of(&utilities);
    const struct utility_posting_order order = {.serial = ID};
    (void)state;
    struct payment_posting said = table.post(table.context, "power", &order);
    assert_int_equal(said.word, PAYMENT_POSTING_POSTED);
    assert_string_equal(said.receipt, "R-5");
    assert_int_equal(table.post(table.context, "gas", &order).word, PAYMENT_POSTING_WORD_UNKNOWN);
    assert_int_equal(table.reverse(table.context, "gas", &order).word, PAYMENT_POSTING_WORD_UNKNOWN);
    assert_int_equal(table.query_posting(table.context, "gas", &order).word, PAYMENT_POSTING_WORD_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_has_its_step),
        cmocka_unit_test(a_refused_posting_is_reversed),
        cmocka_unit_test(patience_ends),
        cmocka_unit_test(a_reversal_makes_earlier_answers_stale),
        cmocka_unit_test(notifications_of_payments),
        cmocka_unit_test(notifications_of_refunds),
        cmocka_unit_test(the_sweeper_leaves_alone_what_another_took),
        cmocka_unit_test(a_refund_is_asked_for_a_minute_apart),
        cmocka_unit_test(the_sweeper_goes_on),
        cmocka_unit_test(who_is_not_there),
        cmocka_unit_test(what_utilities_say),
        cmocka_unit_test(the_right_utility_is_asked),
    };
    log_set_level((enum log_level) - 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
