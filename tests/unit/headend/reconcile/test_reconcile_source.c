/* A day of one provider or utility beside a real ledger: what is asked, what is found, fees. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "headend/reconcile/reconcile_source.h"
#include "tests/unit/headend/ledger/faulty_disk.h"
#include "tests/unit/headend/ledger/ledger_fixture.h"

/* The fixture's orders happen in the first seconds of 1970 UTC, which is this day at +08:00. */
enum { DAY = 19700101, MANY = 20000 };

/* --- Somebody outside --- */

struct outside {
    struct payment_provider provider;
    struct utility utility;
    struct utility_config config;
    enum provider_outcome outcome;
    enum utility_outcome said;
    struct utility_answer answer;
    const struct provider_row *rows;
    const struct utility_row *postings;
    size_t count;
    int date;
};

static enum provider_outcome provider_day_of(struct payment_provider *provider, int date, int timeout_ms,
                                             struct provider_day *day, struct provider_word *word)
{
    struct outside *outside = (struct outside *)provider;
    (void)timeout_ms;
    outside->date = date;
    (void)snprintf(word->text, sizeof word->text, "%s", outside->outcome == PROVIDER_DONE ? "" : "A_WORD");
    *day = (struct provider_day){.count = 0};
    if (outside->outcome == PROVIDER_DONE && outside->count > 0) {
        day->rows = malloc(outside->count * sizeof *day->rows);
        assert_non_null(day->rows);
        memcpy(day->rows, outside->rows, outside->count * sizeof *day->rows);
        day->count = outside->count;
    }
    return outside->outcome;
}

static struct utility_said utility_day_of(struct utility *utility, int date, int timeout_ms,
                                          struct utility_day *day)
{
    struct outside *outside = (struct outside *)((char *)utility - offsetof(struct outside, utility));
    (void)timeout_ms;
    outside->date = date;
    *day = (struct utility_day){.count = 0};
    if (outside->said == UTILITY_DONE && outside->count > 0) {
        day->rows = malloc(outside->count * sizeof *day->rows);
        assert_non_null(day->rows);
        memcpy(day->rows, outside->postings, outside->count * sizeof *day->rows);
        day->count = outside->count;
    }
    return (struct utility_said){.outcome = outside->said,
                                 .answer = outside->said == UTILITY_DONE ? NULL : &outside->answer};
}

static const struct payment_provider_calls provider_calls = {.kind = PAYMENT_PROVIDER_WECHAT,
                                                             .day = provider_day_of};
static const struct utility_calls utility_calls = {.day = utility_day_of};

struct place {
    struct ledger_place ledger;
    struct outside outside;
};

static int begin(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    *state = place;
    if (place == NULL) {
        return -1;
    }
    disk_set(DISK_WORKS, 0);
    place->outside.provider.calls = &provider_calls;
    place->outside.utility.calls = &utility_calls;
    place->outside.utility.config = &place->outside.config;
    (void)snprintf(place->outside.config.operator_id, sizeof place->outside.config.operator_id, "power");
    return ledger_place_open(&place->ledger);
}

static int end(void **state)
{
    struct place *place = *state;
    int result = ledger_place_close(&place->ledger);
    disk_forget_files();
    free(place);
    return result;
}

static int count_row(void *context, const struct reconcile_result *result)
{
    (void)result;
    ++*(int *)context;
    return 0;
}

static struct provider_row payment_row(const char *transaction, const char *order, int64_t fen)
{
    struct provider_row row = {.kind = PROVIDER_ROW_PAYMENT, .fen = fen, .fee = fen * 6, .time_ms = 1500};
    (void)snprintf(row.transaction_id, sizeof row.transaction_id, "%s", transaction);
    (void)snprintf(row.out_trade_no, sizeof row.out_trade_no, "%s", order);
    return row;
}

static void test_a_provider_s_day(void **state)
{
    struct place *place = *state;
    struct store *store = place->ledger.store;
    struct reconcile_asked asked;
    int rows = 0;
    assert_int_equal(fixture_reach(store, "order-1", PAYMENT_SETTLED), 0);
    assert_int_equal(fixture_reach(store, "order-2", PAYMENT_REFUNDED), 0);
    assert_int_equal(fixture_create_as(store, "order-3", "k", 1, "bill-3", "alipay", NULL), LEDGER_CREATED);
    struct provider_row theirs[] = {
        payment_row("order-1", "order-1", 5000), payment_row("order-2", "order-2", 5000),
        payment_row("elsewhere", "order-9", 70), payment_row("order-2", "order-2", 5000)};
    theirs[3].kind = PROVIDER_ROW_REFUND;
    theirs[3].fee = -30000;
    (void)snprintf(theirs[3].out_refund_no, sizeof theirs[3].out_refund_no, "order-2-1");
    place->outside.rows = theirs;
    place->outside.count = sizeof theirs / sizeof theirs[0];
    reconcile_provider(store, &place->outside.provider, DAY, 1000, count_row, &rows, &asked);
    assert_int_equal(asked.end, RECONCILE_COMPARED);
    assert_int_equal(place->outside.date, DAY);
    assert_int_equal(rows, 4);
    assert_int_equal(asked.flags[RECONCILE_MATCHED], 3);
    assert_int_equal(asked.flags[RECONCILE_ONLY_THEIRS], 1);
    assert_int_equal(asked.sums.received, 10070);
    assert_int_equal(asked.sums.refunded, 5000);
    assert_int_equal(asked.sums.fee, 30420);
    assert_int_equal(asked.sums.rows, 4);
    /* An empty file: what the ledger has is told. */
    place->outside.count = 0;
    reconcile_provider(store, &place->outside.provider, DAY, 1000, count_row, &rows, &asked);
    assert_int_equal(asked.flags[RECONCILE_ONLY_OURS], 3);
    assert_int_equal(asked.flags[RECONCILE_MATCHED], 0);
    /* The day before has nothing of it. */
    reconcile_provider(store, &place->outside.provider, 19691231, 1000, count_row, &rows, &asked);
    assert_int_equal(asked.flags[RECONCILE_ONLY_OURS], 0);
    /* Another day's file has what the ledger has of this day. */
    place->outside.count = 1;
    reconcile_provider(store, &place->outside.provider, 19700110, 1000, count_row, &rows, &asked);
    assert_int_equal(asked.flags[RECONCILE_OTHER_DAY], 1);
    assert_int_equal(asked.flags[RECONCILE_ONLY_OURS], 0);
}

static void test_a_utility_s_day(void **state)
{
    struct place *place = *state;
    struct store *store = place->ledger.store;
    struct reconcile_asked asked;
    int rows = 0;
    assert_int_equal(fixture_reach(store, "order-1", PAYMENT_SETTLED), 0);
    const struct utility_row theirs[] = {
        {.kind = UTILITY_ROW_POSTING, .serial = "order-1", .receipt = "R-1", .fen = 5000, .time_ms = 1700},
        {.kind = UTILITY_ROW_REVERSAL, .serial = "order-1", .receipt = "R-1", .fen = 5000, .time_ms = 1800}};
    place->outside.postings = theirs;
    place->outside.count = 2;
    reconcile_utility(store, &place->outside.utility, DAY, 1000, count_row, &rows, &asked);
    assert_int_equal(asked.end, RECONCILE_COMPARED);
    assert_int_equal(asked.flags[RECONCILE_MATCHED], 1);
    assert_int_equal(asked.flags[RECONCILE_TAKEN_BACK], 1);
    assert_int_equal(asked.sums.posted, 5000);
    assert_int_equal(asked.sums.reversed, 5000);
    /* Of another operator it has nothing. */
    (void)snprintf(place->outside.config.operator_id, sizeof place->outside.config.operator_id, "water");
    reconcile_utility(store, &place->outside.utility, DAY, 1000, count_row, &rows, &asked);
    assert_int_equal(asked.flags[RECONCILE_ONLY_THEIRS], 2);
}

static void test_what_cannot_be_compared(void **state)
{
    struct place *place = *state;
    struct reconcile_asked asked;
    int rows = 0;
    static const struct {
        enum provider_outcome outcome;
        enum reconcile_end end;
    } providers[] = {{PROVIDER_LATER, RECONCILE_NOT_YET},
                     {PROVIDER_UNKNOWN, RECONCILE_NO_ANSWER},
                     {PROVIDER_REFUSED, RECONCILE_NO_ANSWER}};
    for (size_t i = 0; i < sizeof providers / sizeof providers[0]; i++) {
        place->outside.outcome = providers[i].outcome;
        reconcile_provider(place->ledger.store, &place->outside.provider, DAY, 1000, count_row, &rows,
                           &asked);
        assert_int_equal(asked.end, providers[i].end);
        assert_string_equal(asked.word, "A_WORD");
    }
    static const struct {
        enum utility_outcome said;
        enum utility_word word;
        enum reconcile_end end;
    } utilities[] = {{UTILITY_REFUSED, UTILITY_DAY_NOT_READY, RECONCILE_NOT_YET},
                     {UTILITY_REFUSED, UTILITY_CLOSED_NOW, RECONCILE_NOT_YET},
                     {UTILITY_REFUSED, UTILITY_METER_FAULT, RECONCILE_NO_ANSWER},
                     {UTILITY_UNKNOWN, UTILITY_TIMED_OUT, RECONCILE_NO_ANSWER}};
    for (size_t i = 0; i < sizeof utilities / sizeof utilities[0]; i++) {
        place->outside.said = utilities[i].said;
        place->outside.answer.word = (int)utilities[i].word;
        reconcile_utility(place->ledger.store, &place->outside.utility, DAY, 1000, count_row, &rows, &asked);
        assert_int_equal(asked.end, utilities[i].end);
    }
    assert_int_equal(rows, 0);
}

/* As many as a day may have, times a tenth: nothing but the rows themselves is kept. */
static void test_many_rows(void **state)
{
    struct place *place = *state;
    struct reconcile_asked asked;
    int rows = 0;
    struct provider_row *theirs = calloc(MANY, sizeof *theirs);
    assert_non_null(theirs);
    for (int i = 0; i < MANY; i++) {
        char number[30];
        (void)snprintf(number, sizeof number, "t-%d", i % (MANY - 1)); /* one of them twice */
        theirs[i] = payment_row(number, "order-9", 1);
    }
    place->outside.rows = theirs;
    place->outside.count = MANY;
    reconcile_provider(place->ledger.store, &place->outside.provider, DAY, 1000, count_row, &rows, &asked);
    free(theirs);
    assert_int_equal(rows, MANY);
    assert_int_equal(asked.flags[RECONCILE_ONLY_THEIRS], MANY - 1);
    assert_int_equal(asked.flags[RECONCILE_TWICE], 1);
}

static void test_fees(void **state)
{
    struct place *place = *state;
    struct store *store = place->ledger.store;
    static const struct {
        int64_t fee, fen;
    } whole[] = {{0, 0},
                 {499, 0},
                 {500, 1},
                 {1000, 1},
                 {1499, 1},
                 {1500, 2},
                 {-499, 0},
                 {-500, -1},
                 {-1500, -2},
                 {52800, 53},
                 {PROVIDER_FEN_MAX * 1000, PROVIDER_FEN_MAX}};
    static const int64_t runs[] = {52800, 52800, 52999, 60000, 60000, -10000, 0};
    int64_t fen = -1;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        assert_int_equal(reconcile_fee_fen(whole[i].fee), whole[i].fen);
    }
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) { /* whatever was entered, it adds up */
        assert_int_equal(reconcile_enter_fees(store, "wechat", 20261130, runs[i], 5000), 0);
        assert_int_equal(ledger_balance(store, "fees", &fen), 0);
        assert_int_equal(fen, reconcile_fee_fen(runs[i]));
    }
    assert_int_equal(reconcile_enter_fees(store, "wechat", 20261201, 7000, 5000), 0);
    assert_int_equal(ledger_balance(store, "fees", &fen), 0);
    assert_int_equal(fen, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_provider_s_day, begin, end),
        cmocka_unit_test_setup_teardown(test_a_utility_s_day, begin, end),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_compared, begin, end),
        cmocka_unit_test_setup_teardown(test_many_rows, begin, end),
        cmocka_unit_test_setup_teardown(test_fees, begin, end),
    };
    if (disk_install() != 0) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
