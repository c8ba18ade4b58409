/* Whether an account adds up, what went in and out this year, and the curve of its balance. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "headend/housing-fund/fund_rules.h"

enum { TODAY = 20261120, ROWS_MAX = 12 };

static struct fund_point points[FUND_POINTS_MAX];

struct row {
    int date, kind;
    int64_t amount, interest;
    int is_red;
};

static void fill(struct fund_ledger *ledger, const struct row *rows, size_t count)
{
    *ledger = (struct fund_ledger){.entries = calloc(count + 1, sizeof(struct fund_entry)),
                                   .count = count,
                                   .size = count + 1,
                                   .seen = count,
                                   .total = count};
    assert_non_null(ledger->entries);
    for (size_t i = 0; i < count; i++) {
        ledger->entries[i] = (struct fund_entry){.date = rows[i].date,
                                                 .kind = rows[i].kind,
                                                 .amount = rows[i].amount,
                                                 .interest = rows[i].interest,
                                                 .is_red = rows[i].is_red,
                                                 .reason = FUND_REASON_NOT_SAID};
    }
}

static void years_begin_in_july(void **state)
{
    (void)state;
    assert_int_equal(fund_year_from(20261120), 20260701);
    assert_int_equal(fund_year_from(20260701), 20260701);
    assert_int_equal(fund_year_from(20260630), 20250701);
    assert_int_equal(fund_year_from(20260101), 20250701);
}

struct sum_case {
    const char *what;
    int64_t balance, carried_over, this_year;
    size_t first_row; /* rows before are not told */
    int unread;
    int sum_differs, entries_differ, is_whole;
};

/* 1000 + 1000 - 500 + 15 interest are carried over: 1515; then 1000 and, taken back, 1000: 1515. */
static const struct row history[] = {
    {20260515, FUND_DEPOSIT, 100000, 0, 0},    {20260401, FUND_OPENING, 0, 0, 0},
    {20260615, FUND_DEPOSIT, 100000, 0, 0},    {20260620, FUND_WITHDRAWAL, -50000, 0, 0},
    {20260630, FUND_INTEREST, 0, 1500, 0},     {20260715, FUND_DEPOSIT, 100000, 0, 0},
    {20260801, FUND_DEPOSIT, -100000, 0, 1},   {20261015, FUND_DEPOSIT, 120000, 0, 0},
    {20261016, FUND_WITHDRAWAL, -20000, 0, 0},
};
enum { HISTORY = sizeof history / sizeof history[0] };

static const struct sum_case sums[] = {
    {"all of it adds up", 251500, 151500, 100000, 0, 0, 0, 0, 1},
    {"a balance that is too high", 251600, 151500, 100000, 0, 0, 1, 1, 1},
    {"what was carried over is wrong", 251500, 151000, 100000, 0, 0, 1, 0, 1},
    {"without the beginning, from what was carried over", 251500, 151500, 100000, 4, 0, 0, 0, 0},
    {"without the beginning, and wrong", 251500, 151000, 100500, 4, 0, 0, 1, 0},
    {"too little is told to say anything", 251500, 151500, 100000, 6, 0, 0, 0, 0},
    {"rows that could not be read: nothing is added up", 999, 151500, 100000, 0, 1, 1, 0, 1},
};

static void accounts_add_up_or_are_marked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        const struct sum_case *sum = &sums[i];
        struct fund_ledger ledger;
        struct fund_account account = {
            .balance = sum->balance, .carried_over = sum->carried_over, .this_year = sum->this_year};
        fill(&ledger, history + sum->first_row, HISTORY - sum->first_row);
        ledger.unread = sum->unread;
        fund_rules_apply(&account, &ledger, points, TODAY);
        if (account.sum_differs != sum->sum_differs || account.entries_differ != sum->entries_differ ||
            account.is_whole != sum->is_whole) {
            fail_msg("%s: sum differs %d, entries differ %d, whole %d", sum->what, account.sum_differs,
                     account.entries_differ, account.is_whole);
        }
        free(ledger.entries);
    }
}

static void the_year_has_its_flow(void **state)
{
    (void)state;
    struct fund_ledger ledger;
    struct fund_account account = {.balance = 251500};
    fill(&ledger, history, HISTORY);
    fund_rules_apply(&account, &ledger, points, TODAY);
    assert_int_equal(account.year_from, 20260701);
    assert_int_equal(account.year_in, 120000); /* a deposit and the red one that takes it back are nothing */
    assert_int_equal(account.year_out, 20000);
    assert_int_equal(account.year_interest, 0);
    free(ledger.entries);
}

static void entries_are_in_order(void **state)
{
    (void)state;
    static const struct row same_day[] = {{20260101, FUND_DEPOSIT, 1, 0, 0},
                                          {20260101, FUND_DEPOSIT, 2, 0, 0},
                                          {20260301, FUND_DEPOSIT, 3, 0, 0},
                                          {20260201, FUND_DEPOSIT, 4, 0, 0},
                                          {20260301, FUND_DEPOSIT, 5, 0, 0}};
    static const int64_t wanted[] = {5, 3, 4, 2, 1};
    struct fund_ledger ledger;
    struct fund_account account = {.balance = 15};
    fill(&ledger, same_day, 5);
    fund_rules_apply(&account, &ledger, points, TODAY);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(account.entries[i].amount, wanted[i]);
    }
    free(ledger.entries);
}

static void the_curve_runs_back_from_today(void **state)
{
    (void)state;
    static const struct fund_point wanted[] = {{202604, 0},      {202605, 100000}, {202606, 151500},
                                               {202607, 251500}, {202608, 151500}, {202609, 151500},
                                               {202610, 251500}, {202611, 251500}};
    struct fund_ledger ledger;
    struct fund_account account = {.balance = 251500};
    fill(&ledger, history, HISTORY);
    fund_rules_apply(&account, &ledger, points, TODAY);
    assert_int_equal(account.point_count, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < account.point_count; i++) {
        assert_int_equal(account.points[i].month, wanted[i].month);
        assert_int_equal(account.points[i].balance, wanted[i].balance);
    }
    free(ledger.entries);
}

static void nothing_is_told_of_an_empty_ledger(void **state)
{
    (void)state;
    struct fund_ledger ledger = {0};
    struct fund_account account = {.balance = 100, .carried_over = 100};
    fund_rules_apply(&account, &ledger, points, TODAY);
    assert_int_equal(account.sum_differs, 0);
    assert_int_equal(account.entries_differ, 0);
    assert_int_equal(account.is_whole, 0);
    assert_int_equal(account.point_count, 1);
}

static void long_histories_are_cut(void **state)
{
    (void)state;
    enum { MANY = FUND_ENTRIES_MAX + 50 };
    struct fund_ledger ledger = {
        .entries = calloc(MANY, sizeof(struct fund_entry)), .count = MANY, .seen = MANY};
    struct fund_account account = {.balance = MANY};
    assert_non_null(ledger.entries);
    for (size_t i = 0; i < MANY; i++) {
        int month = (int)i / 2;
        ledger.entries[i] =
            (struct fund_entry){.date = (1930 + month / 12) * 10000 + (month % 12 + 1) * 100 + 1,
                                .kind = FUND_DEPOSIT,
                                .amount = 1};
    }
    fund_rules_apply(&account, &ledger, points, TODAY);
    assert_int_equal(account.entry_count, FUND_ENTRIES_MAX);
    assert_int_equal(account.entries_omitted, 1);
    assert_int_equal(account.point_count, FUND_POINTS_MAX);
    free(ledger.entries);
}

static void accounts_in_use_come_first(void **state)
{
    (void)state;
    static struct fund_facts facts;
    static const int states[] = {FUND_STATE_WITHDRAWN, FUND_STATE_SEALED, FUND_STATE_MERGED,
                                 FUND_STATE_NORMAL};
    static const char *const wanted[] = {"1", "3", "0", "2"};
    fund_facts_start(&facts);
    facts.fund.account_count = 4;
    for (size_t i = 0; i < 4; i++) {
        facts.accounts[i].state = states[i];
        facts.accounts[i].tail[0] = (char)('0' + i);
    }
    fund_rules_order(&facts);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(facts.accounts[i].tail, wanted[i]);
    }
    fund_facts_wipe(&facts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_begin_in_july),
        cmocka_unit_test(accounts_add_up_or_are_marked),
        cmocka_unit_test(the_year_has_its_flow),
        cmocka_unit_test(entries_are_in_order),
        cmocka_unit_test(the_curve_runs_back_from_today),
        cmocka_unit_test(nothing_is_told_of_an_empty_ledger),
        cmocka_unit_test(long_histories_are_cut),
        cmocka_unit_test(accounts_in_use_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
