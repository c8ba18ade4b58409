#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "headend/ledger/ledger_day.h"
#include "headend/ledger/ledger_history.h"
#include "tests/unit/headend/ledger/faulty_disk.h"
#include "tests/unit/headend/ledger/ledger_fixture.h"

/* What persons see of the ledger, what two of them decide, and the rows of a day. */

static int begin(void **state)
{
    static struct ledger_place place;
    disk_set(DISK_WORKS, 0);
    *state = &place;
    return ledger_place_open(&place);
}

static int end(void **state)
{
    disk_forget_files();
    return ledger_place_close(*state);
}

struct seen {
    char text[4000];
    int count, most; /* 0: all */
};

static int add(struct seen *seen, const char *one, const char *two, const char *three)
{
    size_t length = strlen(seen->text);
    (void)snprintf(seen->text + length, sizeof seen->text - length, "%s %s %s\n", one, two, three);
    return ++seen->count == seen->most;
}

static int see_order(void *context, const struct ledger_order *order)
{
    return add(context, order->id, payment_state_word(order->state), order->account_end);
}

static int see_line(void *context, const struct ledger_line *line)
{
    return add(context, line->subject, line->event, line->detail);
}

static int see_payment(void *context, const struct ledger_payment_seen *payment)
{
    return add(context, payment->transaction, payment->counts ? "counts" : "second", "");
}

static int see_entry(void *context, const struct ledger_entry *entry)
{
    return add(context, entry->subject, entry->credit, entry->debit);
}

static int see_proposal(void *context, const struct ledger_proposal *proposal)
{
    return add(context, proposal->subject, payment_event_word(proposal->event), proposal->account);
}

static void test_lists(void **state)
{
    struct ledger_place *place = *state;
    struct seen seen = {.text = ""};
    assert_int_equal(fixture_reach(place->store, "order-1", PAYMENT_SETTLED), 0);
    assert_int_equal(fixture_reach(place->store, "order-2", PAYMENT_AWAITING), 0);
    assert_int_equal(ledger_orders_chosen(place->store, &(struct ledger_choice){0}, see_order, &seen), 0);
    assert_string_equal(seen.text, "order-1 settled 4567\norder-2 awaiting 4567\n");
    seen = (struct seen){.text = ""};
    assert_int_equal(
        ledger_orders_chosen(place->store, &(struct ledger_choice){.is_open = 1}, see_order, &seen), 0);
    assert_string_equal(seen.text, "order-2 awaiting 4567\n");
    static const struct {
        int64_t from, until;
        int count;
    } times[] = {{1000, 1001, 2}, {0, 1000, 0}, {1001, 2000, 0}, {1000, 0, 2}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        const struct ledger_choice choice = {.from = times[i].from, .until = times[i].until};
        seen = (struct seen){.text = ""};
        assert_int_equal(ledger_orders_chosen(place->store, &choice, see_order, &seen), 0);
        assert_int_equal(seen.count, times[i].count);
    }
    seen = (struct seen){.most = 1};
    assert_int_equal(ledger_orders_chosen(place->store, &(struct ledger_choice){0}, see_order, &seen), 1);
}

static void test_all_of_an_order(void **state)
{
    struct ledger_place *place = *state;
    struct seen seen = {.text = ""};
    assert_int_equal(fixture_reach(place->store, "order-1", PAYMENT_REFUNDED), 0);
    assert_int_equal(fixture_pay(place->store, "order-1", "again", 5000), LEDGER_PAYMENT_REFUNDED);
    assert_int_equal(fixture_reach(place->store, "order-1-x", PAYMENT_SETTLED), 0);
    assert_int_equal(ledger_lines_of(place->store, "order-1", see_line, &seen), 0);
    assert_non_null(strstr(seen.text, "order-1 payment_proven order-1\n"));
    assert_non_null(strstr(seen.text, "order-1-1 refund_done"));
    assert_null(strstr(seen.text, "order-1-x"));
    seen = (struct seen){.text = ""};
    assert_int_equal(ledger_payments_of(place->store, "order-1", see_payment, &seen), 0);
    assert_string_equal(seen.text, "again second \norder-1 counts \n");
    seen = (struct seen){.text = ""};
    assert_int_equal(ledger_entries_of(place->store, "order-1", see_entry, &seen), 0);
    assert_string_equal(seen.text, "order-1 clearing provider:wechat\norder-1-1 refunds clearing\n"
                                   "order-1-1 provider:wechat refunds\norder-1 clearing provider:wechat\n"
                                   "order-1-2 refunds clearing\n");
}

static struct ledger_proposal proposal_of(const char *subject, enum payment_event event, const char *receipt)
{
    struct ledger_proposal proposal = {.event = event, .at = 3000, .reason = "信函", .account = "li"};
    (void)snprintf(proposal.subject, sizeof proposal.subject, "%s", subject);
    (void)snprintf(proposal.receipt, sizeof proposal.receipt, "%s", receipt);
    return proposal;
}

static void test_what_may_be_proposed(void **state)
{
    struct ledger_place *place = *state;
    assert_int_equal(fixture_reach(place->store, "unknown", PAYMENT_POST_UNKNOWN), 0);
    assert_int_equal(fixture_reach(place->store, "settled", PAYMENT_SETTLED), 0);
    assert_int_equal(fixture_reach(place->store, "abnormal", PAYMENT_REFUND_ABNORMAL), 0);
    static const struct {
        const char *subject;
        enum payment_event event;
        const char *receipt;
        enum ledger_result result;
    } cases[] = {
        {"unknown", PAYMENT_EVENT_CORRECTION_POSTED, "R-7", LEDGER_DONE},
        {"unknown", PAYMENT_EVENT_CORRECTION_POSTED, "", LEDGER_ILLEGAL},
        {"unknown", PAYMENT_EVENT_CORRECTION_POSTED, "R 7", LEDGER_ILLEGAL},
        {"unknown", PAYMENT_EVENT_CORRECTION_NOT_POSTED, "", LEDGER_DONE},
        {"unknown", PAYMENT_EVENT_CORRECTION_NOT_POSTED, "R-7", LEDGER_ILLEGAL},
        {"unknown", PAYMENT_EVENT_CORRECTION_REVERSED, "", LEDGER_ILLEGAL},
        {"unknown", PAYMENT_EVENT_NOT_POSTED, "", LEDGER_ILLEGAL}, /* a program's */
        {"settled", PAYMENT_EVENT_CORRECTION_REVERSED, "", LEDGER_DONE},
        {"settled", PAYMENT_EVENT_CORRECTION_NOT_POSTED, "", LEDGER_ILLEGAL},
        {"abnormal-1", PAYMENT_EVENT_CORRECTION_REFUND_AGAIN, "", LEDGER_DONE},
        {"abnormal-1", PAYMENT_EVENT_CORRECTION_REFUNDED, "", LEDGER_DONE},
        {"abnormal", PAYMENT_EVENT_CORRECTION_REFUNDED, "", LEDGER_UNKNOWN}, /* no refund's number */
        {"nothing", PAYMENT_EVENT_CORRECTION_REVERSED, "", LEDGER_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ledger_proposal proposal = proposal_of(cases[i].subject, cases[i].event, cases[i].receipt);
        enum ledger_result result = ledger_propose(place->store, &proposal);
        if (result != cases[i].result) {
            fail_msg("%s %s: wanted %d, got %d", cases[i].subject, payment_event_word(cases[i].event),
                     (int)cases[i].result, (int)result);
        }
    }
    struct ledger_proposal proposal = proposal_of("unknown", PAYMENT_EVENT_CORRECTION_NOT_POSTED, "");
    proposal.reason[0] = '\0';
    assert_int_equal(ledger_propose(place->store, &proposal), LEDGER_ILLEGAL);
    proposal = proposal_of("unknown", PAYMENT_EVENT_CORRECTION_NOT_POSTED, "");
    proposal.account[0] = '\0';
    assert_int_equal(ledger_propose(place->store, &proposal), LEDGER_ILLEGAL);
    assert_int_equal(fixture_order(place->store, "unknown").state, PAYMENT_POST_UNKNOWN);
}

static void test_a_proposal_is_carried_out_once(void **state)
{
    struct ledger_place *place = *state;
    const char *const two[2] = {"li", "wang"};
    const char *const same[2] = {"li", "li"};
    struct seen seen = {.text = ""};
    struct ledger_proposal read;
    assert_int_equal(fixture_reach(place->store, "order-1", PAYMENT_POST_UNKNOWN), 0);
    struct ledger_proposal first = proposal_of("order-1", PAYMENT_EVENT_CORRECTION_POSTED, "R-7");
    struct ledger_proposal other = proposal_of("order-1", PAYMENT_EVENT_CORRECTION_NOT_POSTED, "");
    assert_int_equal(ledger_propose(place->store, &first), LEDGER_DONE);
    assert_int_equal(ledger_propose(place->store, &other), LEDGER_DONE);
    assert_true(other.number > first.number);
    assert_int_equal(ledger_proposals_of(place->store, "order-1", see_proposal, &seen), 0);
    assert_string_equal(seen.text, "order-1 correction_posted li\norder-1 correction_not_posted li\n");
    assert_int_equal(ledger_proposal(place->store, first.number, &read), 1);
    assert_string_equal(read.reason, "信函");
    assert_string_equal(read.receipt, "R-7");
    assert_int_equal(ledger_proposal(place->store, 99, &read), 0);
    assert_int_equal(ledger_carry_out(place->store, &first, same, 5000), LEDGER_ILLEGAL);
    assert_int_equal(ledger_carry_out(place->store, &first, two, 5000), LEDGER_DONE);
    assert_int_equal(fixture_order(place->store, "order-1").state, PAYMENT_SETTLED);
    assert_string_equal(fixture_order(place->store, "order-1").receipt, "R-7");
    assert_int_equal(ledger_carry_out(place->store, &first, two, 5000), LEDGER_STAYS);
    assert_int_equal(ledger_carry_out(place->store, &other, two, 5000), LEDGER_MOVED_MEANWHILE);
    seen = (struct seen){.text = ""};
    assert_int_equal(ledger_proposals_of(place->store, "order-1", see_proposal, &seen), 0);
    assert_string_equal(seen.text, ""); /* what does not hold any more is not shown */
    assert_int_equal(ledger_lines_of(place->store, "order-1", see_line, &seen), 0);
    assert_non_null(strstr(seen.text, "order-1 correction_posted 信函\n"));
}

static void test_a_refund_is_decided(void **state)
{
    struct ledger_place *place = *state;
    const char *const two[2] = {"li", "wang"};
    int64_t fen = 0;
    assert_int_equal(fixture_reach(place->store, "order-1", PAYMENT_REFUND_ABNORMAL), 0);
    struct ledger_proposal again = proposal_of("order-1-1", PAYMENT_EVENT_CORRECTION_REFUND_AGAIN, "");
    assert_int_equal(ledger_propose(place->store, &again), LEDGER_DONE);
    assert_int_equal(ledger_carry_out(place->store, &again, two, 5000), LEDGER_DONE);
    assert_int_equal(fixture_order(place->store, "order-1").state, PAYMENT_REFUNDING);
    assert_int_equal(fixture_move_refund(place->store, "order-1-1", PAYMENT_EVENT_REFUND_ABNORMAL),
                     LEDGER_DONE);
    struct ledger_proposal given = proposal_of("order-1-1", PAYMENT_EVENT_CORRECTION_REFUNDED, "");
    assert_int_equal(ledger_carry_out(place->store, &again, two, 5000), LEDGER_MOVED_MEANWHILE);
    assert_int_equal(ledger_propose(place->store, &given), LEDGER_DONE);
    assert_int_equal(ledger_carry_out(place->store, &given, two, 5000), LEDGER_DONE);
    assert_int_equal(fixture_order(place->store, "order-1").state, PAYMENT_REFUNDED);
    assert_int_equal(ledger_balance(place->store, "household", &fen), 0);
    assert_int_equal(fen, -5000);
}

/* --- The rows of a day --- */

static int see_row(void *context, const struct ledger_row *row)
{
    char more[120];
    (void)snprintf(more, sizeof more, "%s|%s|%d|%d|%d|%d", row->source, row->other, (int)row->fen,
                   (int)row->from_ms, (int)row->until_ms, (int)row->undone_ms);
    return add(context, row->key, payment_state_word(row->state), more);
}

static void expect_rows(struct store *store, enum ledger_row_kind kind, int64_t from, int64_t until,
                        const char *wanted)
{
    struct seen seen = {.text = ""};
    assert_int_equal(ledger_rows_between(store, kind, from, until, see_row, &seen), 0);
    assert_string_equal(seen.text, wanted);
}

/* The fixture: paid at 1500, everything of the order's log at 1600 or 2000, refunds at 3000. */
static void test_rows_of_a_day(void **state)
{
    struct ledger_place *place = *state;
    struct ledger_row row;
    struct store *store = place->store;
    assert_int_equal(fixture_reach(store, "order-1", PAYMENT_SETTLED), 0);
    assert_int_equal(fixture_reach(store, "order-2", PAYMENT_REFUNDED), 0);
    assert_int_equal(fixture_reach(store, "order-3", PAYMENT_REFUND_ABNORMAL), 0); /* refused at once */
    assert_int_equal(fixture_reach(store, "order-4", PAYMENT_AWAITING), 0);
    expect_rows(store, LEDGER_ROW_PAYMENT, 1500, 1501,
                "order-1 settled wechat||5000|1500|1500|0\norder-2 refunded wechat||5000|1500|1500|0\n"
                "order-3 refund_abnormal wechat||5000|1500|1500|0\n");
    expect_rows(store, LEDGER_ROW_PAYMENT, 1501, 9000, "");
    expect_rows(store, LEDGER_ROW_PAYMENT, 0, 1500, "");
    expect_rows(store, LEDGER_ROW_REFUND, 3000, 3001, "order-2-1 refunded wechat|order-2|5000|3000|0|0\n");
    expect_rows(store, LEDGER_ROW_REFUND, 3001, 9000, "");
    expect_rows(store, LEDGER_ROW_POSTING, 2000, 2001, "order-1 settled power|R-1|5000|1600|2000|0\n");
    expect_rows(store, LEDGER_ROW_POSTING, 0, 2000, "");
    static const struct {
        enum ledger_row_kind kind;
        const char *source, *key;
        int found;
    } ones[] = {{LEDGER_ROW_PAYMENT, "wechat", "order-1", 1}, {LEDGER_ROW_PAYMENT, "alipay", "order-1", 0},
                {LEDGER_ROW_PAYMENT, "wechat", "order-4", 0}, {LEDGER_ROW_REFUND, "wechat", "order-2-1", 1},
                {LEDGER_ROW_REFUND, "wechat", "order-2", 0},  {LEDGER_ROW_POSTING, "power", "order-4", 1},
                {LEDGER_ROW_POSTING, "water", "order-1", 0}};
    for (size_t i = 0; i < sizeof ones / sizeof ones[0]; i++) {
        assert_int_equal(ledger_row_of(store, ones[i].kind, ones[i].source, ones[i].key, &row),
                         ones[i].found);
    }
    assert_int_equal(ledger_row_of(store, LEDGER_ROW_POSTING, "power", "order-2", &row), 1);
    assert_int_equal(row.until_ms, 0);
    assert_int_equal(row.undone_ms, 2000);
    /* Asked for again: the last time counts. Then given back by another way. */
    assert_int_equal(fixture_correct(store, "order-3-1", PAYMENT_EVENT_CORRECTION_REFUND_AGAIN, 1),
                     LEDGER_DONE);
    assert_int_equal(fixture_move_refund(store, "order-3-1", PAYMENT_EVENT_REFUND_UNKNOWN), LEDGER_DONE);
    expect_rows(store, LEDGER_ROW_REFUND, 3000, 3001,
                "order-2-1 refunded wechat|order-2|5000|3000|0|0\n"
                "order-3-1 refund_unknown wechat|order-3|5000|3000|0|0\n");
    assert_int_equal(fixture_move_refund(store, "order-3-1", PAYMENT_EVENT_REFUND_AGAIN), LEDGER_DONE);
    assert_int_equal(fixture_move_refund(store, "order-3-1", PAYMENT_EVENT_REFUND_ABNORMAL), LEDGER_DONE);
    assert_int_equal(fixture_correct(store, "order-3-1", PAYMENT_EVENT_CORRECTION_REFUNDED, 1), LEDGER_DONE);
    assert_int_equal(ledger_row_of(store, LEDGER_ROW_REFUND, "wechat", "order-3-1", &row), 1);
    assert_int_equal(row.is_by_persons, 1);
    /* A settled one that was taken back is still a row of its day. */
    assert_int_equal(fixture_correct(store, "order-1", PAYMENT_EVENT_CORRECTION_REVERSED, 0), LEDGER_DONE);
    expect_rows(store, LEDGER_ROW_POSTING, 2000, 2001, "order-1 refunding power||5000|1600|2000|4000\n");
}

/* A refund that was asked for twice is a row of the second day. */
static void test_a_refund_that_was_asked_for_again(void **state)
{
    struct ledger_place *place = *state;
    struct store *store = place->store;
    struct ledger_refund refund;
    static const struct {
        enum payment_event event;
        int64_t now;
    } moves[] = {{PAYMENT_EVENT_REFUND_UNKNOWN, 3000},
                 {PAYMENT_EVENT_REFUND_AGAIN, 7000},
                 {PAYMENT_EVENT_REFUND_DONE, 8000}};
    assert_int_equal(fixture_reach(store, "order-1", PAYMENT_REFUNDING), 0);
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        assert_int_equal(ledger_refund(store, "order-1-1", &refund), 1);
        const struct ledger_move move = {.id = "order-1-1",
                                         .moves = refund.moves,
                                         .event = moves[i].event,
                                         .actor = PAYMENT_BY_SWEEPER,
                                         .now = moves[i].now};
        assert_int_equal(ledger_move_refund(store, &move), LEDGER_DONE);
    }
    expect_rows(store, LEDGER_ROW_REFUND, 3000, 8000, "");
    expect_rows(store, LEDGER_ROW_REFUND, 8000, 8001, "order-1-1 refunded wechat|order-1|5000|8000|0|0\n");
}

/* What rests on a refund moves by that refund alone. */
static void test_an_order_does_not_move_without_its_refund(void **state)
{
    struct ledger_place *place = *state;
    static const enum payment_event events[] = {PAYMENT_EVENT_REFUND_DONE, PAYMENT_EVENT_REFUND_UNKNOWN,
                                                PAYMENT_EVENT_REFUND_ABNORMAL};
    assert_int_equal(fixture_reach(place->store, "order-1", PAYMENT_REFUNDING), 0);
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        assert_int_equal(fixture_move(place->store, "order-1", events[i]), LEDGER_ILLEGAL);
    }
    assert_int_equal(fixture_order(place->store, "order-1").state, PAYMENT_REFUNDING);
}

static void test_fees_of_a_day(void **state)
{
    struct ledger_place *place = *state;
    struct store *store = place->store;
    int64_t fen = -1;
    int64_t count = -1;
    assert_int_equal(ledger_fees(store, "wechat", "20261130", &fen, &count), 0);
    assert_true(fen == 0 && count == 0);
    assert_int_equal(ledger_enter_fee(store, "wechat", "20261130-1", 12, 5000), 1);
    assert_int_equal(ledger_enter_fee(store, "wechat", "20261130-1", 12, 5000), 0);
    assert_int_equal(ledger_enter_fee(store, "wechat", "20261130-2", -5, 5000), 1);
    assert_int_equal(ledger_enter_fee(store, "wechat", "20261201-1", 100, 5000), 1);
    assert_int_equal(ledger_enter_fee(store, "alipay", "20261130-1", 1000, 5000), 1);
    assert_int_equal(ledger_enter_fee(store, "alipay", "20261130-2", 0, 5000), -1);
    assert_int_equal(ledger_fees(store, "wechat", "20261130", &fen, &count), 0);
    assert_true(fen == 7 && count == 2);
    assert_int_equal(ledger_balance(store, "fees", &fen), 0);
    assert_int_equal(fen, 1107);
    assert_int_equal(ledger_balance(store, "provider:wechat", &fen), 0);
    assert_int_equal(fen, -107);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lists, begin, end),
        cmocka_unit_test_setup_teardown(test_all_of_an_order, begin, end),
        cmocka_unit_test_setup_teardown(test_what_may_be_proposed, begin, end),
        cmocka_unit_test_setup_teardown(test_a_proposal_is_carried_out_once, begin, end),
        cmocka_unit_test_setup_teardown(test_a_refund_is_decided, begin, end),
        cmocka_unit_test_setup_teardown(test_rows_of_a_day, begin, end),
        cmocka_unit_test_setup_teardown(test_a_refund_that_was_asked_for_again, begin, end),
        cmocka_unit_test_setup_teardown(test_an_order_does_not_move_without_its_refund, begin, end),
        cmocka_unit_test_setup_teardown(test_fees_of_a_day, begin, end),
    };
    if (disk_install() != 0) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
