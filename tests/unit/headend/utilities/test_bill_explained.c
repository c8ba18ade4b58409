#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "headend/utilities/bill_explained.h"
#include "headend/utilities/told_bills.h"

/* Bills beside a tariff of 200/350 kWh a month, and beside one with peak and valley. */

static struct tariff_tier plain_tiers[] = {
    {.name = "A", .end = 200000, .price = 5880, .peak = TARIFF_NO_PRICE, .valley = TARIFF_NO_PRICE},
    {.name = "B", .end = 350000, .price = 6380, .peak = TARIFF_NO_PRICE, .valley = TARIFF_NO_PRICE},
    {.name = "C", .price = 8880, .peak = TARIFF_NO_PRICE, .valley = TARIFF_NO_PRICE},
};
static struct tariff_tier timed_tiers[] = {
    {.name = "A", .price = TARIFF_NO_PRICE, .peak = 6000, .valley = 3000},
};
static struct tariff_season plain_season = {.name = "", .tiers = plain_tiers, .tier_count = 3};
static struct tariff_season timed_season = {.name = "S", .tiers = timed_tiers, .tier_count = 1};
static struct tariff_version plain_versions[] = {{.from = 20200101,
                                                  .source = "notice",
                                                  .source_date = 20191201,
                                                  .seasons = &plain_season,
                                                  .season_count = 1}};
static struct tariff_version timed_versions[] = {{.from = 20200101,
                                                  .source = "notice",
                                                  .source_date = 20191201,
                                                  .seasons = &timed_season,
                                                  .season_count = 1}};
static struct tariff plain = {.id = "plain",
                              .name = "plain",
                              .area = "",
                              .operator_name = "",
                              .kind = TARIFF_ELECTRICITY,
                              .cycle = TARIFF_MONTH,
                              .start = FIELD_NOT_SAID,
                              .rounding = TARIFF_ROUND_LINE,
                              .versions = plain_versions,
                              .version_count = 1};

static struct utility_line lines_420[] = {
    {.name = "1", .tier = 1, .quantity = 200000, .price = 5880, .fen = 11760},
    {.name = "2", .tier = 2, .quantity = 150000, .price = 6380, .fen = 9570},
    {.name = "3", .tier = 3, .quantity = 70000, .price = 8880, .fen = 6216}};

enum { OPENED = 20190315 }; /* the account of all of them */

static struct utility_bill bill_420(void)
{
    return (struct utility_bill){.id = "B-1",
                                 .version = 1,
                                 .kind = UTILITY_BILL,
                                 .from = 20261001,
                                 .to = 20261031,
                                 .quantity = 420000,
                                 .people = 3,
                                 .lines = lines_420,
                                 .line_count = 3,
                                 .principal = 27546,
                                 .payable = 27546};
}

static struct explained_bill explain(const struct utility_bill *bill, const struct tariff *tariff,
                                     struct arena *arena, struct tariff_difference *difference)
{
    struct explained_bill explained;
    assert_int_equal(bill_explain(bill, tariff, OPENED, arena, &explained, difference), 0);
    assert_string_equal(explained.bill, bill->id);
    return explained;
}

static int verdict_of(const struct utility_bill *bill, const struct tariff *tariff)
{
    struct tariff_difference difference;
    struct arena *arena = arena_new(0, 65536);
    int verdict = explain(bill, tariff, arena, &difference).verdict;
    arena_free(arena);
    return verdict;
}

static void test_equal(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0, 65536);
    struct tariff_difference difference;
    const struct utility_bill bill = bill_420();
    const struct explained_bill explained = explain(&bill, &plain, arena, &difference);
    assert_int_equal(explained.verdict, EXPLAINED_EQUAL);
    assert_string_equal(explained.tariff, "plain");
    assert_string_equal(explained.source, "notice");
    assert_int_equal(explained.source_day, 20191201);
    assert_int_equal(explained.line_count, 3);
    assert_string_equal(explained.lines[2].name, "C");
    assert_int_equal(explained.lines[2].fen, 6216);
    assert_int_equal(explained.part_count, 1);
    assert_int_equal(explained.parts[0].version_from, 20200101);
    assert_int_equal(explained.total, 27546);
    assert_int_equal(explained.people, 3);
    assert_int_equal(explained.next_in, -1);
    assert_string_equal(explained.next_name, "");
    arena_free(arena);
}

static void test_the_next_tier(void **state)
{
    (void)state;
    struct utility_line line = {.name = "1", .tier = 1, .quantity = 163000, .price = 5880, .fen = 9584};
    struct utility_bill bill = bill_420();
    bill.quantity = 163000;
    bill.lines = &line;
    bill.line_count = 1;
    bill.principal = bill.payable = 9584;
    struct arena *arena = arena_new(0, 65536);
    struct tariff_difference difference;
    const struct explained_bill explained = explain(&bill, &plain, arena, &difference);
    assert_int_equal(explained.verdict, EXPLAINED_EQUAL);
    assert_int_equal(explained.next_in, 37000);
    assert_string_equal(explained.next_name, "B");
    assert_int_equal(explained.next_price, 6380);
    arena_free(arena);
}

static void test_what_differs(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0, 65536);
    struct tariff_difference difference;
    struct utility_bill bill = bill_420();
    bill.principal = bill.payable = 27547;
    const struct explained_bill explained = explain(&bill, &plain, arena, &difference);
    assert_int_equal(explained.verdict, EXPLAINED_DIFFERS);
    assert_int_equal(explained.total, 27546);
    assert_int_equal(difference.verdict, TARIFF_TOTAL_DIFFERS);
    assert_int_equal(difference.billed, 27547);
    arena_free(arena);
}

static void test_verdicts(void **state)
{
    (void)state;
    struct utility_bill bill = bill_420();
    assert_int_equal(verdict_of(&bill, NULL), EXPLAINED_NOT);
    bill.kind = UTILITY_ADJUSTMENT;
    assert_int_equal(verdict_of(&bill, &plain), EXPLAINED_NOT);
    bill = bill_420();
    bill.from = bill.to = 20190101; /* before the tariff */
    assert_int_equal(verdict_of(&bill, &plain), EXPLAINED_NOT);
    bill = bill_420();
    bill.late_fee = 100;
    bill.deduction = 40;
    bill.previous_balance = 5000; /* what the account itself paid is no matter of the tariff */
    bill.payable = 27546 + 100 - 40 - 5000;
    assert_int_equal(verdict_of(&bill, &plain), EXPLAINED_EQUAL);
    bill.payable++;
    assert_int_equal(verdict_of(&bill, &plain), EXPLAINED_DIFFERS);
    bill = bill_420();
    bill.line_count = 0; /* then its sum is compared */
    assert_int_equal(verdict_of(&bill, &plain), EXPLAINED_EQUAL);
    bill.principal--;
    assert_int_equal(verdict_of(&bill, &plain), EXPLAINED_DIFFERS);
    bill = bill_420();
    bill.quantity = -1;
    assert_int_equal(verdict_of(&bill, &plain), EXPLAINED_NOT);
    bill.quantity = INT64_MAX;
    assert_int_equal(verdict_of(&bill, &plain), EXPLAINED_NOT);
}

static void test_peak_and_valley_by_their_prices(void **state)
{
    (void)state;
    struct tariff timed = plain;
    timed.versions = timed_versions;
    struct utility_line lines[] = {{.name = "p", .tier = 1, .quantity = 100000, .price = 6000, .fen = 6000},
                                   {.name = "v", .tier = 1, .quantity = 50000, .price = 3000, .fen = 1500}};
    struct utility_bill bill = bill_420();
    bill.quantity = 150000;
    bill.lines = lines;
    bill.line_count = 2;
    bill.principal = bill.payable = 7500;
    assert_int_equal(verdict_of(&bill, &timed), EXPLAINED_EQUAL);
    bill.quantity = 160000; /* the lines do not come to it */
    assert_int_equal(verdict_of(&bill, &timed), EXPLAINED_NOT);
    bill = bill_420(); /* no line has a price of a time: use of no time, which has no price */
    assert_int_equal(verdict_of(&bill, &timed), EXPLAINED_NOT);
}

static void test_a_cycle_that_begins_with_the_opening(void **state)
{
    (void)state;
    struct tariff opening = plain;
    struct tariff_difference difference;
    struct explained_bill explained;
    struct arena *arena = arena_new(0, 65536);
    const struct utility_bill bill = bill_420();
    opening.cycle = TARIFF_YEAR;
    opening.start = TARIFF_START_OPENING;
    assert_int_equal(bill_explain(&bill, &opening, 0, arena, &explained, &difference), 0);
    assert_int_equal(explained.verdict, EXPLAINED_NOT); /* nobody says when it was opened */
    explained = explain(&bill, &opening, arena, &difference);
    assert_int_equal(explained.verdict, EXPLAINED_EQUAL);
    assert_int_equal(explained.cycle_from, 20260301);
    assert_int_equal(explained.cycle_to, 20270228);
    assert_int_equal(explained.cycle_of_opening, 1);
    opening.cycle = TARIFF_MONTH; /* every month is one: there is nothing to be said of it */
    assert_int_equal(explain(&bill, &opening, arena, &difference).cycle_of_opening, 0);
    assert_int_equal(explain(&bill, &plain, arena, &difference).cycle_of_opening, 0);
    arena_free(arena);
}

static void test_without_memory(void **state)
{
    (void)state;
    const struct utility_bill bill = bill_420();
    struct explained_bill explained;
    struct tariff_difference difference;
    for (size_t most = 1; most < 200; most += 50) {
        struct arena *arena = arena_new(1, most);
        int result = arena != NULL ? bill_explain(&bill, &plain, 0, arena, &explained, &difference) : -1;
        assert_int_equal(result, -1);
        arena_free(arena);
    }
}

static void test_bills_are_told_once(void **state)
{
    (void)state;
    struct told_bills *told = told_bills_create();
    assert_non_null(told);
    assert_int_equal(told_bills_add(told, 0), 1);
    assert_int_equal(told_bills_add(told, 0), 0);
    for (uint64_t mark = 2; mark <= TOLD_BILLS_MAX; mark++) {
        assert_int_equal(told_bills_add(told, mark * UINT64_C(0x9e3779b97f4a7c15)), 1);
        assert_int_equal(told_bills_add(told, mark * UINT64_C(0x9e3779b97f4a7c15)), 0);
    }
    assert_int_equal(told_bills_add(told, 7), 1); /* one too many: all begins anew */
    assert_int_equal(told_bills_add(told, 7), 0);
    assert_int_equal(told_bills_add(told, 0), 1);
    told_bills_free(told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_the_next_tier),
        cmocka_unit_test(test_what_differs),
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_peak_and_valley_by_their_prices),
        cmocka_unit_test(test_a_cycle_that_begins_with_the_opening),
        cmocka_unit_test(test_without_memory),
        cmocka_unit_test(test_bills_are_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
