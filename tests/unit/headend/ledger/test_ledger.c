/* Orders, payments, refunds and entries in a real file. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "headend/database/statement.h"
#include "tests/unit/headend/ledger/faulty_disk.h"
#include "tests/unit/headend/ledger/ledger_fixture.h"

static int begin(void **state)
{
    struct ledger_place *place = calloc(1, sizeof *place);
    *state = place;
    return place != NULL ? ledger_place_open(place) : -1;
}

static int end(void **state)
{
    struct ledger_place *place = *state;
    struct ledger_check check;
    int result = ledger_check(place->store, &check);
    if (result != 0 || check.contradictions != 0) {
        print_error("contradictions: %d, first: %s\n", (int)check.contradictions, check.first);
        result = -1;
    }
    result |= ledger_place_close(place);
    free(place);
    return result;
}

static void expect_state(struct store *store, const char *id, enum payment_state state)
{
    struct ledger_order order = fixture_order(store, id);
    if (order.state != state) {
        fail_msg("%s is %s, wanted %s", id, payment_state_word(order.state), payment_state_word(state));
    }
}

static void expect_balance(struct store *store, const char *account, int64_t fen)
{
    int64_t got = 0;
    assert_int_equal(ledger_balance(store, account, &got), 0);
    if (got != fen) {
        fail_msg("%s has %d fen, wanted %d", account, (int)got, (int)fen);
    }
}

static void expect_sums(struct store *store, int64_t received, int64_t posted, int64_t refunded,
                        int64_t in_flight)
{
    struct ledger_check check;
    assert_int_equal(ledger_check(store, &check), 0);
    assert_string_equal(check.first, "");
    assert_int_equal(check.received, received);
    assert_int_equal(check.posted, posted);
    assert_int_equal(check.refunded, refunded);
    assert_int_equal(check.in_flight, in_flight);
    assert_int_equal(check.orders_in_flight > 0, in_flight != 0);
}

static void test_an_order_that_goes_well(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    char number[LEDGER_ACCOUNT_SIZE];
    assert_int_equal(fixture_create(store, "order-1"), LEDGER_CREATED);
    struct ledger_order order = fixture_order(store, "order-1");
    assert_int_equal(order.state, PAYMENT_PREPAYING);
    assert_int_equal(order.moves, 1);
    assert_string_equal(order.account_end, "4567");
    assert_int_equal(ledger_account_number(store, "order-1", number), 1);
    assert_string_equal(number, FIXTURE_NUMBER);
    assert_int_equal(fixture_move(store, "order-1", PAYMENT_EVENT_CODE_RECEIVED), LEDGER_DONE);
    expect_sums(store, 0, 0, 0, 0);
    assert_int_equal(fixture_pay(store, "order-1", "t-1", 5000), LEDGER_PAYMENT_COUNTS);
    expect_state(store, "order-1", PAYMENT_POSTING);
    expect_sums(store, 5000, 0, 0, 5000);
    expect_balance(store, "clearing", -5000);
    assert_int_equal(fixture_pay(store, "order-1", "t-1", 5000), LEDGER_PAYMENT_KNOWN);
    assert_int_equal(fixture_move(store, "order-1", PAYMENT_EVENT_POSTED), LEDGER_DONE);
    assert_int_equal(fixture_move(store, "order-1", PAYMENT_EVENT_POSTED), LEDGER_STAYS);
    order = fixture_order(store, "order-1");
    assert_int_equal(order.state, PAYMENT_SETTLED);
    assert_string_equal(order.receipt, "R-1");
    assert_int_equal(ledger_account_number(store, "order-1", number), 0);
    expect_sums(store, 5000, 5000, 0, 0);
    expect_balance(store, "provider:wechat", 5000);
    expect_balance(store, "utility:power", -5000);
    expect_balance(store, "clearing", 0);
    assert_int_equal(fixture_pay(store, "order-1", "t-1", 5000), LEDGER_PAYMENT_KNOWN);
}

static void test_keys_and_bills(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    char which[LEDGER_ID_SIZE];
    assert_int_equal(fixture_create_as(store, "order-1", "k1", 1, "b", "wechat", which), LEDGER_CREATED);
    assert_int_equal(fixture_create_as(store, "order-2", "k1", 1, "b", "wechat", which), LEDGER_SAME_ORDER);
    assert_string_equal(which, "order-1");
    assert_int_equal(fixture_create_as(store, "order-2", "k1", 2, "b", "wechat", which), LEDGER_OTHER_BODY);
    assert_int_equal(fixture_create_as(store, "order-2", "k2", 2, "b", "alipay", which), LEDGER_BILL_IS_HELD);
    assert_string_equal(which, "order-1");
    assert_int_equal(fixture_create_as(store, "order-1", "k3", 1, "c", "wechat", which),
                     LEDGER_CREATE_FAILED); /* an id is never used again */
    assert_string_equal(which, "");
    assert_int_equal(fixture_move(store, "order-1", PAYMENT_EVENT_PREPAY_UNKNOWN), LEDGER_DONE);
    assert_int_equal(fixture_create_as(store, "order-2", "k2", 2, "b", "alipay", which),
                     LEDGER_BILL_IS_HELD); /* it may still be paid */
    assert_int_equal(fixture_move(store, "order-1", PAYMENT_EVENT_CLOSED_PROVEN), LEDGER_DONE);
    assert_int_equal(fixture_create_as(store, "order-2", "k2", 2, "b", "alipay", which), LEDGER_CREATED);
    assert_int_equal(fixture_create_as(store, "order-9", "k1", 1, "b", "wechat", which), LEDGER_SAME_ORDER);
    assert_string_equal(which, "order-1"); /* the key stays with its order, whatever became of it */
    /* Too late, while another order holds the bill. */
    assert_int_equal(fixture_pay(store, "order-1", "late", 5000), LEDGER_PAYMENT_REFUNDED);
    expect_state(store, "order-1", PAYMENT_REFUNDING);
    expect_state(store, "order-2", PAYMENT_PREPAYING);
}

static void test_a_settled_bill_is_held(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    char which[LEDGER_ID_SIZE];
    assert_int_equal(fixture_reach(store, "order-1", PAYMENT_SETTLED), 0);
    assert_int_equal(fixture_create_as(store, "order-2", "k2", 1, "order-1", "alipay", which),
                     LEDGER_BILL_IS_HELD);
    assert_int_equal(fixture_correct(store, "order-1", PAYMENT_EVENT_CORRECTION_REVERSED, 0), LEDGER_DONE);
    expect_balance(store, "utility:power", 0);
    assert_string_equal(fixture_order(store, "order-1").receipt, "");
    assert_int_equal(fixture_create_as(store, "order-2", "k2", 1, "order-1", "alipay", which),
                     LEDGER_CREATED);
}

static void test_fields_out_of_bounds(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    static const unsigned char body[LEDGER_BODY_BYTES] = {1};
    static const struct hash account = {{1}};
    const struct ledger_new_order good = {.id = "order-1",
                                          .box = FIXTURE_BOX,
                                          .key = "k",
                                          .body = body,
                                          .provider = "wechat",
                                          .utility = "power",
                                          .account_number = "1234",
                                          .account = &account,
                                          .bill = "b",
                                          .fen = 1,
                                          .now = 1,
                                          .expires_at = 2};
    char which[LEDGER_ID_SIZE];
    char long_text[100];
    memset(long_text, 'a', sizeof long_text);
    long_text[99] = '\0';
#define WRONG(...)                                                                                           \
    do {                                                                                                     \
        struct ledger_new_order wrong = good;                                                                \
        __VA_ARGS__;                                                                                         \
        if (ledger_create(store, &wrong, which) != LEDGER_WRONG_ORDER) {                                     \
            fail_msg("not refused: %s", #__VA_ARGS__);                                                       \
        }                                                                                                    \
    } while (0)
    WRONG(wrong.id = "short");
    WRONG(wrong.id = "order 1");
    WRONG(wrong.id = "order|*1");
    WRONG(wrong.id = long_text);
    WRONG(wrong.id = NULL);
    WRONG(wrong.key = "");
    WRONG(wrong.key = "a key");
    WRONG(wrong.key = long_text);
    WRONG(wrong.provider = "WeChat");
    WRONG(wrong.provider = "wechat:x");
    WRONG(wrong.utility = "");
    WRONG(wrong.account_number = "");
    WRONG(wrong.account_number = long_text);
    WRONG(wrong.account_number = "\xe7\x94\xb5");
    WRONG(wrong.bill = "b\n");
    WRONG(wrong.bill_version = -1);
    WRONG(wrong.period_from = 20261101);
    WRONG(wrong.period_to = 20261130);
    WRONG(wrong.period_from = 20261101, wrong.period_to = 20261131);
    WRONG(wrong.period_from = 20261102, wrong.period_to = 20261101);
    WRONG(wrong.fen = 0);
    WRONG(wrong.fen = -1);
    WRONG(wrong.fen = INT64_MAX);
    WRONG(wrong.expires_at = 1);
#undef WRONG
    assert_int_equal(ledger_create(store, &good, which), LEDGER_CREATED);
    static const struct {
        const char *order, *provider, *transaction;
        int64_t fen;
    } strange[] = {
        {"order-2", "wechat", "t", 1},  {"order-1", "alipay", "t", 1},
        {"order-1", "wechat", "", 1},   {"order-1", "wechat", "t", 0},
        {"order-1", "wechat", "t", -1}, {"order-1", "wechat", "t", INT64_MAX},
        {"", "wechat", "t", 1},         {"order-1", "wechat", "t\x7f", 1},
    };
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        const struct ledger_payment payment = {.order = strange[i].order,
                                               .provider = strange[i].provider,
                                               .transaction = strange[i].transaction,
                                               .fen = strange[i].fen,
                                               .actor = PAYMENT_BY_ENGINE};
        if (ledger_record_payment(store, &payment) != LEDGER_PAYMENT_STRANGE) {
            fail_msg("payment %d is strange and was taken", (int)i);
        }
    }
    expect_state(store, "order-1", PAYMENT_PREPAYING);
}

/* Every event in every state: what the machine says is what the ledger does, and what it refuses changes
 * nothing. */
static void test_every_event_in_every_state(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    static const enum ledger_result wanted[] = {LEDGER_DONE, LEDGER_STAYS, LEDGER_ILLEGAL};
    int tried = 0;
    for (int from = PAYMENT_PREPAYING; from < PAYMENT_STATE_COUNT; from++) {
        for (int event = 0; event < PAYMENT_EVENT_COUNT; event++) {
            const struct payment_edge *edge = NULL;
            char id[LEDGER_ID_SIZE];
            char refund[LEDGER_REFUND_SIZE];
            enum payment_answer answer =
                payment_machine_next((enum payment_state)from, (enum payment_event)event, &edge);
            (void)snprintf(id, sizeof id, "order-%d-%d", from, event);
            (void)snprintf(refund, sizeof refund, "%s-1", id);
            if (from == PAYMENT_PAID ||
                (event >= PAYMENT_EVENT_PAYMENT_PROVEN && event <= PAYMENT_EVENT_LATE_PAYMENT)) {
                continue; /* the ledger passes through "paid"; payments have stories of their own */
            }
            if (fixture_reach(store, id, (enum payment_state)from) != 0) {
                fail_msg("%s is not reached: %s", payment_state_word((enum payment_state)from),
                         store_problem(store));
            }
            int is_refund = from >= PAYMENT_REFUNDING;
            int64_t moves = fixture_order(store, id).moves;
            enum ledger_result got =
                event >= PAYMENT_EVENT_CORRECTION_POSTED
                    ? fixture_correct(store, is_refund ? refund : id, (enum payment_event)event, is_refund)
                : is_refund ? fixture_move_refund(store, refund, (enum payment_event)event)
                            : fixture_move(store, id, (enum payment_event)event);
            /* Of an order without a refund, what is said of refunds is illegal whatever it stands for. */
            if (got != wanted[answer]) {
                fail_msg("%s and %s: wanted %d, got %d (%s)", payment_state_word((enum payment_state)from),
                         payment_event_word((enum payment_event)event), (int)wanted[answer], (int)got,
                         store_problem(store));
            }
            struct ledger_order order = fixture_order(store, id);
            assert_int_equal(order.state, edge != NULL ? edge->to : (enum payment_state)from);
            assert_int_equal(order.moves, moves + (edge != NULL));
            tried++;
        }
    }
    assert_true(tried > 180);
}

static void test_words_that_are_stale(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    assert_int_equal(fixture_reach(store, "order-1", PAYMENT_POST_UNKNOWN), 0);
    int64_t seen = fixture_order(store, "order-1").moves;
    /* One sweeper posts again, and hears nothing; the other heard "not posted" before that. */
    assert_int_equal(fixture_move(store, "order-1", PAYMENT_EVENT_POST_AGAIN), LEDGER_DONE);
    assert_int_equal(fixture_move(store, "order-1", PAYMENT_EVENT_POST_UNKNOWN), LEDGER_DONE);
    struct ledger_move move = {.id = "order-1",
                               .moves = seen,
                               .event = PAYMENT_EVENT_NOT_POSTED,
                               .actor = PAYMENT_BY_SWEEPER,
                               .now = 9};
    assert_int_equal(ledger_move_order(store, &move), LEDGER_MOVED_MEANWHILE);
    expect_state(store, "order-1", PAYMENT_POST_UNKNOWN);
    move.event = PAYMENT_EVENT_POST_UNKNOWN; /* where it is already: harmless */
    assert_int_equal(ledger_move_order(store, &move), LEDGER_STAYS);
    move.id = "order-none";
    assert_int_equal(ledger_move_order(store, &move), LEDGER_UNKNOWN);
    assert_int_equal(ledger_move_refund(store, &move), LEDGER_UNKNOWN);
}

static void test_who_may_do_what(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    assert_int_equal(fixture_reach(store, "order-1", PAYMENT_POST_UNKNOWN), 0);
    struct ledger_move move = {.id = "order-1",
                               .moves = fixture_order(store, "order-1").moves,
                               .event = PAYMENT_EVENT_CORRECTION_POSTED,
                               .actor = PAYMENT_BY_SWEEPER,
                               .now = 9,
                               .detail = "why",
                               .receipt = "R",
                               .persons = {"one", "two"}};
    assert_int_equal(ledger_move_order(store, &move), LEDGER_ILLEGAL);
    move.actor = PAYMENT_BY_PERSON;
    move.persons[1] = "one";
    assert_int_equal(ledger_move_order(store, &move), LEDGER_ILLEGAL);
    move.persons[1] = NULL;
    assert_int_equal(ledger_move_order(store, &move), LEDGER_ILLEGAL);
    move.persons[1] = "two";
    move.detail = "";
    assert_int_equal(ledger_move_order(store, &move), LEDGER_ILLEGAL);
    move.detail = "why";
    move.receipt = NULL; /* settled without a receipt */
    assert_int_equal(ledger_move_order(store, &move), LEDGER_ILLEGAL);
    move.receipt = "R";
    move.event = PAYMENT_EVENT_POSTED; /* a person has edges of his own */
    assert_int_equal(ledger_move_order(store, &move), LEDGER_ILLEGAL);
    expect_state(store, "order-1", PAYMENT_POST_UNKNOWN);
    move.event = PAYMENT_EVENT_CORRECTION_POSTED;
    assert_int_equal(ledger_move_order(store, &move), LEDGER_DONE);
    expect_state(store, "order-1", PAYMENT_SETTLED);
}

static void test_payments_that_do_not_fit(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    struct ledger_refund refunds[4];
    /* Another amount. */
    assert_int_equal(fixture_reach(store, "order-1", PAYMENT_AWAITING), 0);
    assert_int_equal(fixture_pay(store, "order-1", "t-1", 4999), LEDGER_PAYMENT_REFUNDED);
    expect_state(store, "order-1", PAYMENT_REFUNDING);
    assert_int_equal(ledger_refunds_of(store, "order-1", refunds, 4), 1);
    assert_string_equal(refunds[0].number, "order-1-1");
    assert_string_equal(refunds[0].transaction, "t-1");
    assert_int_equal(refunds[0].fen, 4999);
    assert_int_equal(refunds[0].is_own, 1);
    /* Twice with two phones: the second goes back by its own transaction, the order goes on. */
    assert_int_equal(fixture_reach(store, "order-2", PAYMENT_AWAITING), 0);
    assert_int_equal(fixture_pay(store, "order-2", "t-2", 5000), LEDGER_PAYMENT_COUNTS);
    assert_int_equal(fixture_pay(store, "order-2", "t-3", 5000), LEDGER_PAYMENT_REFUNDED);
    assert_int_equal(fixture_pay(store, "order-2", "t-4", 10), LEDGER_PAYMENT_REFUNDED);
    assert_int_equal(fixture_pay(store, "order-2", "t-3", 5000), LEDGER_PAYMENT_KNOWN);
    assert_int_equal(fixture_pay(store, "order-2", "t-3", 4000), LEDGER_PAYMENT_STRANGE);
    assert_int_equal(fixture_pay(store, "order-1", "t-3", 5000), LEDGER_PAYMENT_STRANGE);
    expect_state(store, "order-2", PAYMENT_POSTING);
    assert_int_equal(ledger_refunds_of(store, "order-2", refunds, 4), 2);
    assert_string_equal(refunds[0].number, "order-2-2");
    assert_string_equal(refunds[1].number, "order-2-3");
    expect_sums(store, 4999 + 5000 + 5000 + 10, 0, 0, 4999 + 5000 + 5000 + 10);
    assert_int_equal(fixture_move(store, "order-2", PAYMENT_EVENT_POSTED), LEDGER_DONE);
    assert_int_equal(fixture_move_refund(store, "order-2-2", PAYMENT_EVENT_REFUND_DONE), LEDGER_DONE);
    assert_int_equal(fixture_move_refund(store, "order-2-2", PAYMENT_EVENT_REFUND_DONE), LEDGER_STAYS);
    expect_state(store, "order-2", PAYMENT_SETTLED);
    expect_balance(store, "clearing", 0);
    expect_balance(store, "refunds", -4999 - 10);
    expect_balance(store, "provider:wechat", 4999 + 5000 + 10);
    /* Before the code was known to have come, as after a power cut. */
    assert_int_equal(fixture_reach(store, "order-3", PAYMENT_PREPAYING), 0);
    assert_int_equal(fixture_pay(store, "order-3", "t-5", 5000), LEDGER_PAYMENT_COUNTS);
    expect_state(store, "order-3", PAYMENT_POSTING);
    /* Too late, and then once more. */
    assert_int_equal(fixture_reach(store, "order-4", PAYMENT_CLOSED), 0);
    assert_int_equal(fixture_pay(store, "order-4", "t-6", 5000), LEDGER_PAYMENT_REFUNDED);
    assert_int_equal(fixture_move_refund(store, "order-4-1", PAYMENT_EVENT_REFUND_DONE), LEDGER_DONE);
    expect_state(store, "order-4", PAYMENT_REFUNDED);
    assert_int_equal(fixture_pay(store, "order-4", "t-7", 5000), LEDGER_PAYMENT_REFUNDED);
    expect_state(store, "order-4", PAYMENT_REFUNDED);
}

static void test_refunds(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    struct ledger_refund refund;
    struct ledger_order orders[4];
    assert_int_equal(fixture_reach(store, "order-1", PAYMENT_REFUND_ABNORMAL), 0);
    assert_int_equal(ledger_for_person(store, 0, orders, 4), 1);
    assert_string_equal(orders[0].id, "order-1");
    assert_int_equal(ledger_due_refunds(store, INT64_MAX, &refund, 1), 0);
    assert_int_equal(fixture_correct(store, "order-1-1", PAYMENT_EVENT_CORRECTION_REFUND_AGAIN, 1),
                     LEDGER_DONE);
    expect_state(store, "order-1", PAYMENT_REFUNDING);
    assert_int_equal(ledger_due_refunds(store, 4000 + 59999, &refund, 1), 0);
    assert_int_equal(ledger_due_refunds(store, 4000 + 60000, &refund, 1), 1);
    assert_string_equal(refund.number, "order-1-1");
    assert_int_equal(ledger_put_off_refund(store, "order-1-1", 70000), 0);
    assert_int_equal(ledger_due_refunds(store, 129999, &refund, 1), 0);
    assert_int_equal(ledger_due_refunds(store, 130000, &refund, 1), 1);
    assert_int_equal(fixture_move_refund(store, "order-1-1", PAYMENT_EVENT_REFUND_ABNORMAL), LEDGER_DONE);
    assert_int_equal(fixture_correct(store, "order-1-1", PAYMENT_EVENT_CORRECTION_REFUNDED, 1), LEDGER_DONE);
    expect_state(store, "order-1", PAYMENT_REFUNDED);
    expect_balance(store, "household", -5000);
    expect_balance(store, "provider:wechat", 5000);
    assert_int_equal(ledger_for_person(store, 0, orders, 4), 0);
}

static void test_times_to_ask(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    struct ledger_order order;
    static const int64_t due[] = {5, 10, 20, 40, 60, 120, 180};
    assert_int_equal(fixture_create(store, "order-1"), LEDGER_CREATED); /* at second 1 */
    for (size_t i = 0; i < sizeof due / sizeof due[0]; i++) {
        int64_t at = 1000 + due[i] * 1000;
        if (ledger_due(store, at - 1, &order, 1) != 0 || ledger_due(store, at, &order, 1) != 1) {
            fail_msg("due at %d s and not before was wanted", (int)due[i]);
        }
        assert_int_equal(ledger_put_off(store, "order-1", at), 0);
    }
    assert_int_equal(fixture_move(store, "order-1", PAYMENT_EVENT_CODE_RECEIVED), LEDGER_DONE); /* at 2 */
    assert_int_equal(ledger_due(store, 7000, &order, 1), 1);
    assert_int_equal(order.tries, 0);
    assert_int_equal(ledger_for_person(store, 1001, &order, 1), 1);
    assert_int_equal(ledger_for_person(store, 1000, &order, 1), 0);
    assert_int_equal(ledger_put_off(store, "order-none", 1), 0);
    assert_int_equal(fixture_reach(store, "order-2", PAYMENT_SETTLED), 0);
    assert_int_equal(ledger_due(store, INT64_MAX, &order, 1), 1);
    assert_string_equal(order.id, "order-1"); /* what is settled is not asked after */
}

static void test_lists_of_a_box(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    struct ledger_order orders[3];
    assert_int_equal(fixture_create(store, "order-1"), LEDGER_CREATED);
    assert_int_equal(fixture_create(store, "order-2"), LEDGER_CREATED);
    assert_int_equal(ledger_orders_of_box(store, FIXTURE_BOX, 0, orders, 3), 2);
    assert_int_equal(ledger_orders_of_box(store, FIXTURE_BOX, 0, orders, 1), 1);
    assert_int_equal(ledger_orders_of_box(store, FIXTURE_BOX, 1001, orders, 3), 0);
    assert_int_equal(ledger_orders_of_box(store, "other", 0, orders, 3), 0);
}

static void test_fees(void **state)
{
    struct store *store = ((struct ledger_place *)*state)->store;
    assert_int_equal(ledger_enter_fee(store, "wechat", "20261129", 30, 1), 1);
    assert_int_equal(ledger_enter_fee(store, "wechat", "20261129", 30, 1), 0);
    assert_int_equal(ledger_enter_fee(store, "alipay", "20261129", 12, 1), 1);
    assert_int_equal(ledger_enter_fee(store, "wechat", "20261130", 0, 1), -1);
    assert_int_equal(ledger_enter_fee(store, "", "20261130", 1, 1), -1);
    expect_balance(store, "fees", 42);
    expect_balance(store, "provider:wechat", -30);
}

/* --- Behind its back --- */

static int raw(struct ledger_place *place, const char *sql)
{
    sqlite3 *database = NULL;
    int result = sqlite3_open(place->path, &database) == SQLITE_OK
                     ? sqlite3_exec(database, sql, NULL, NULL, NULL)
                     : SQLITE_ERROR;
    (void)sqlite3_close(database);
    return result;
}

static void test_what_is_written_stays(void **state)
{
    struct ledger_place *place = *state;
    assert_int_equal(fixture_reach(place->store, "order-1", PAYMENT_REFUNDED), 0);
    static const char *const forbidden[] = {
        "UPDATE order_log SET detail = 'x'",
        "DELETE FROM order_log",
        "UPDATE entries SET fen = 1",
        "DELETE FROM entries",
        "UPDATE payments SET fen = 1",
        "DELETE FROM payments",
        "DELETE FROM orders",
        "DELETE FROM refunds",
        "UPDATE orders SET fen = 1",
        "UPDATE refunds SET fen = 1",
        "UPDATE orders SET state = 'settled', receipt = 'x'",
        "UPDATE orders SET state = 'settled', receipt = 'x', moves = moves + 1",
        "UPDATE refunds SET state = 'refunding', moves = moves + 1",
        "INSERT INTO order_log VALUES ('order-1', 9, 'posted', 'refunded', 'settled', 1, 1, '', '', '')",
        "INSERT INTO entries (subject, debit, credit, fen, at) VALUES ('x', 'a', 'a', 1, 1)",
        "INSERT INTO entries (subject, debit, credit, fen, at) VALUES ('x', 'a', 'b', -1, 1)",
    };
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++) {
        if (raw(place, forbidden[i]) == SQLITE_OK) {
            fail_msg("the store let this happen: %s", forbidden[i]);
        }
    }
    struct stat status;
    assert_int_equal(stat(place->path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
}

struct words {
    char text[8192];
};

static int collect(void *context, int count, char **values, char **names)
{
    struct words *words = context;
    size_t length = strlen(words->text);
    (void)names;
    (void)snprintf(words->text + length, sizeof words->text - length, "%s %s %s\n", values[0],
                   count > 1 ? values[1] : "", count > 2 ? values[2] : "");
    return 0;
}

static int by_text(const void *one, const void *other)
{
    return strcmp(one, other);
}

/* The SQL has the edges and states once more: they must not part from the machine. */
static void test_sql_has_the_machine(void **state)
{
    struct ledger_place *place = *state;
    static struct words in_store;
    static struct words in_table;
    char lines[64][100];
    size_t count = 0;
    const struct payment_edge *edges = payment_machine_edges(&count);
    sqlite3 *database = NULL;
    in_store.text[0] = in_table.text[0] = '\0';
    assert_int_equal(sqlite3_open(place->path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "SELECT from_state, event, to_state FROM edges ORDER BY 1, 2, 3",
                                  collect, &in_store, NULL),
                     SQLITE_OK);
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(lines[i], sizeof lines[i], "%s %s %s\n", payment_state_word(edges[i].from),
                       payment_event_word(edges[i].event), payment_state_word(edges[i].to));
    }
    qsort(lines, count, sizeof lines[0], by_text);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(in_table.text);
        (void)snprintf(in_table.text + length, sizeof in_table.text - length, "%s", lines[i]);
    }
    assert_string_equal(in_store.text, in_table.text);
    /* The check, and which states hold a bill or keep an account number. */
    for (int i = 0; i <= PAYMENT_STATE_COUNT; i++) {
        enum payment_state s = (enum payment_state)i;
        const char *word = i < PAYMENT_STATE_COUNT ? payment_state_word(s) : "another";
        char sql[400];
#define TRY(result, number, receipt, bill)                                                                   \
    (void)snprintf(sql, sizeof sql,                                                                          \
                   "INSERT INTO orders (id, box, provider, utility, account, account_end, account_number, "  \
                   "bill, bill_version, fen, state, moves, created_at, changed_at, expires_at, receipt) "    \
                   "VALUES (hex(randomblob(8)), '', '', '', x'01', '', %s, '%s', 1, 1, '%s', 0, 0, 0, 0, "   \
                   "'%s')",                                                                                  \
                   number, bill, word, receipt);                                                             \
    if ((sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK) != (result)) {                          \
        fail_msg("the store should have %s: %s", (result) ? "taken" : "refused", sql);                       \
    }
        assert_int_equal(sqlite3_exec(database, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
        const char *receipt = s == PAYMENT_SETTLED ? "R" : "";
        TRY(i < PAYMENT_STATE_COUNT, "NULL", receipt, "b");
        TRY(i < PAYMENT_STATE_COUNT && !payment_state_holds_bill(s), "NULL", receipt, "b");
        TRY(payment_state_may_be_posted(s), "'1'", receipt, "c");
        TRY(0, "NULL", s == PAYMENT_SETTLED ? "" : "R", "d");
        assert_int_equal(sqlite3_exec(database, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
#undef TRY
    }
    (void)sqlite3_close(database);
}

/* The ledger's own look at itself must see what is wrong, or it says nothing. */
static void test_contradictions_are_seen(void **state)
{
    struct ledger_place *place = *state;
    static const char *const wrong[] = {
        "INSERT INTO entries VALUES (NULL, 'order-1', 'clearing', 'utility:power', 5000, 1)",
        "INSERT INTO entries (subject, debit, credit, fen, at) VALUES ('x', 'fees', 'clearing', 1, 1)",
        "DROP TRIGGER entries_are_kept; DELETE FROM entries WHERE credit = 'utility:power'",
        "DROP TRIGGER payments_are_kept; DELETE FROM payments WHERE order_id = 'order-1'",
        "DROP TRIGGER refunds_are_kept; DELETE FROM refunds WHERE order_id = 'order-2'",
        "DROP TRIGGER log_is_kept; DELETE FROM order_log WHERE subject = 'order-1' AND number = 2",
        "DROP TRIGGER orders_move_by_the_log; UPDATE orders SET state = 'posting', receipt = ''",
        "DROP TRIGGER refunds_move_by_the_log; UPDATE refunds SET state = 'refunded'",
        "DROP TRIGGER orders_stay; UPDATE orders SET fen = 4999 WHERE id = 'order-1'",
        "DELETE FROM idempotency",
        "DROP TRIGGER log_knows_edges; INSERT INTO order_log VALUES ('y', 1, '', 'a', 'b', 1, 1, '', '', '')",
    };
    assert_int_equal(fixture_reach(place->store, "order-1", PAYMENT_SETTLED), 0);
    assert_int_equal(fixture_reach(place->store, "order-2", PAYMENT_REFUNDING), 0);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char copy[90];
        char sql[200];
        struct ledger_check check = {.contradictions = 0};
        (void)snprintf(copy, sizeof copy, "%s/copy-%d", place->folder, (int)i);
        (void)snprintf(sql, sizeof sql, "VACUUM INTO '%s'", copy);
        assert_int_equal(raw(place, sql), SQLITE_OK);
        struct ledger_place other = {.store = NULL};
        (void)snprintf(other.path, sizeof other.path, "%s", copy);
        if (raw(&other, wrong[i]) != SQLITE_OK) {
            fail_msg("could not be done: %s", wrong[i]);
        }
        other.store = ledger_open_at(copy);
        assert_non_null(other.store);
        assert_int_equal(ledger_check(other.store, &check), 0);
        store_close(other.store);
        if (check.contradictions == 0 || check.first[0] == '\0') {
            fail_msg("not seen: %s", wrong[i]);
        }
    }
}

/* Two handles, as two processes have them: one finds what the other has done. */
static void test_two_sweepers(void **state)
{
    struct ledger_place *place = *state;
    struct store *other = ledger_open_at(place->path);
    assert_non_null(other);
    assert_int_equal(fixture_reach(place->store, "order-1", PAYMENT_POSTING), 0);
    int64_t seen = fixture_order(other, "order-1").moves;
    const struct ledger_move posted = {.id = "order-1",
                                       .moves = seen,
                                       .event = PAYMENT_EVENT_POSTED,
                                       .actor = PAYMENT_BY_SWEEPER,
                                       .now = 1,
                                       .receipt = "R-1"};
    assert_int_equal(ledger_move_order(other, &posted), LEDGER_DONE);
    assert_int_equal(ledger_move_order(place->store, &posted), LEDGER_STAYS);
    assert_int_equal(fixture_pay(other, "order-1", "order-1", 5000), LEDGER_PAYMENT_KNOWN);
    store_close(other);
}

/* Another version of a bill is another bill (I1): one that changed is not barred by an order of before. */
static void test_versions_of_a_bill(void **state)
{
    struct ledger_place *place = *state;
    static const struct {
        const char *id;
        int64_t version;
        enum ledger_created result;
    } cases[] = {{"order-2", 2, LEDGER_CREATED},      {"order-1", 1, LEDGER_CREATED},
                 {"order-3", 3, LEDGER_CREATED},      {"again-1", 1, LEDGER_BILL_IS_HELD},
                 {"again-2", 2, LEDGER_BILL_IS_HELD}, {"again-3", 3, LEDGER_BILL_IS_HELD}};
    const unsigned char body[LEDGER_BODY_BYTES] = {1};
    const struct hash account = {.bytes = {7}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char made[LEDGER_ID_SIZE];
        const struct ledger_new_order order = {.id = cases[i].id,
                                               .box = FIXTURE_BOX,
                                               .key = cases[i].id,
                                               .body = body,
                                               .provider = "wechat",
                                               .utility = "power",
                                               .account_number = FIXTURE_NUMBER,
                                               .account = &account,
                                               .bill = "bill",
                                               .bill_version = cases[i].version,
                                               .fen = 5000,
                                               .now = 1000,
                                               .expires_at = 601000};
        assert_int_equal(ledger_create(place->store, &order, made), cases[i].result);
    }
}

/* What a receipt says of its bill; an order that was made before the store kept it has none. */
static void test_periods_of_bills(void **state)
{
    struct ledger_place *place = *state;
    enum { BEFORE = 2 };
    struct store_steps old = ledger_steps;
    while (old.count > 0 && old.steps[old.count - 1].version > BEFORE) {
        old.count--;
    }
    const struct store_steps *services[] = {&old};
    struct store_schema schema = ledger_store;
    char path[sizeof place->path + 4];
    char problem[300] = "";
    schema.services = services;
    (void)snprintf(path, sizeof path, "%s.old", place->path);
    struct store *store = store_open(path, &schema, STORE_CREATE, problem, sizeof problem);
    assert_non_null(store);
    assert_int_equal(
        store_run(
            store,
            "INSERT INTO orders (id, box, provider, utility, account, account_end, account_number, bill, "
            "bill_version, fen, state, moves, created_at, changed_at, expires_at) VALUES ('order-0', 'x', "
            "'wechat', 'power', x'01', '4567', '1', 'b', 1, 1, 'created', 0, 0, 0, 0)",
            STORE_NO_VALUES),
        0);
    store_close(store);
    store = ledger_open_at(path);
    assert_non_null(store);
    struct ledger_order order = fixture_order(store, "order-0");
    assert_int_equal(order.period_from, 0);
    assert_int_equal(order.period_to, 0);
    const unsigned char body[LEDGER_BODY_BYTES] = {1};
    const struct hash account = {.bytes = {7}};
    char made[LEDGER_ID_SIZE];
    const struct ledger_new_order wanted = {.id = "order-1",
                                            .box = FIXTURE_BOX,
                                            .key = "k",
                                            .body = body,
                                            .provider = "wechat",
                                            .utility = "power",
                                            .account_number = FIXTURE_NUMBER,
                                            .account = &account,
                                            .bill = "bill",
                                            .bill_version = 1,
                                            .fen = 5000,
                                            .period_from = 20261101,
                                            .period_to = 20261130,
                                            .now = 1000,
                                            .expires_at = 601000};
    assert_int_equal(ledger_create(store, &wanted, made), LEDGER_CREATED);
    order = fixture_order(store, "order-1");
    assert_int_equal(order.period_from, 20261101);
    assert_int_equal(order.period_to, 20261130);
    assert_int_not_equal(store_run(store, "UPDATE orders SET period_to = 20261231", STORE_NO_VALUES), 0);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_versions_of_a_bill, begin, end),
        cmocka_unit_test_setup_teardown(test_periods_of_bills, begin, end),
        cmocka_unit_test_setup_teardown(test_an_order_that_goes_well, begin, end),
        cmocka_unit_test_setup_teardown(test_keys_and_bills, begin, end),
        cmocka_unit_test_setup_teardown(test_a_settled_bill_is_held, begin, end),
        cmocka_unit_test_setup_teardown(test_fields_out_of_bounds, begin, end),
        cmocka_unit_test_setup_teardown(test_every_event_in_every_state, begin, end),
        cmocka_unit_test_setup_teardown(test_words_that_are_stale, begin, end),
        cmocka_unit_test_setup_teardown(test_who_may_do_what, begin, end),
        cmocka_unit_test_setup_teardown(test_payments_that_do_not_fit, begin, end),
        cmocka_unit_test_setup_teardown(test_refunds, begin, end),
        cmocka_unit_test_setup_teardown(test_times_to_ask, begin, end),
        cmocka_unit_test_setup_teardown(test_lists_of_a_box, begin, end),
        cmocka_unit_test_setup_teardown(test_fees, begin, end),
        cmocka_unit_test_setup_teardown(test_what_is_written_stays, begin, end),
        cmocka_unit_test_setup_teardown(test_sql_has_the_machine, begin, end),
        cmocka_unit_test_setup_teardown(test_contradictions_are_seen, begin, end),
        cmocka_unit_test_setup_teardown(test_two_sweepers, begin, end),
    };
    if (disk_install() != 0) { /* which works, and does not wait for the real one */
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
