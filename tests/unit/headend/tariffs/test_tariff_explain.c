#include "both-sides/money.h"
#include "headend/tariffs/tariff_explain.h"
#include "tests/unit/headend/tariffs/tariff_fixture.h"

/* Bills reckoned by hand, and what cannot be billed. Thousands of others: tests/contract/test_tariffs.py. */

#define YEARLY "kind='electricity' unit='kwh' cycle='year' period='whole' rounding='total' "
#define THE_TIERS(p1, p2)                                                                                    \
    SEASON("<tier name='1' end='200000' price='" p1 "'/><tier name='2' price='" p2 "'/>")
#define CHANGING(attributes)                                                                                 \
    TARIFF(attributes, VERSION("from='20260101'", THE_TIERS("5880", "6380"))                                 \
                           VERSION("from='20260616'", THE_TIERS("6000", "7000")))

struct bill {
    const char *name, *tariff;
    struct tariff_use use;
    int64_t fen, used_after, next_in;
    size_t lines;
    int cycle_first;
};

static const struct bill bills[] = {
    {"the check of the domain: 420 kWh",
     TARIFF(MONTHLY, VERSION("from='20260101'", SEASON(THREE_TIERS))),
     {20261001, 20261031, {420000}, 0, 0, 0},
     27546,
     420000,
     -1,
     3,
     20261001},
    {"the next tier begins in 37 kWh",
     TARIFF(MONTHLY, VERSION("from='20260101'", SEASON(THREE_TIERS))),
     {20261001, 20261031, {163000}, 0, 0, 0},
     9584,
     163000,
     37000,
     1,
     20261001},
    {"just at the end of a tier",
     TARIFF(MONTHLY, VERSION("from='20260101'", SEASON(THREE_TIERS))),
     {20261001, 20261031, {200000}, 0, 0, 0},
     11760,
     200000,
     150000,
     1,
     20261001},
    {"nothing used",
     TARIFF(MONTHLY, VERSION("from='20260101'", SEASON(THREE_TIERS))),
     {20261001, 20261031, {0}, 0, 0, 0},
     0,
     0,
     200000,
     0,
     20261001},
    /* 15 days each: 100 at .588 and 50 at .638, then 100 at .600 and 50 at .700. */
    {"a change within the month, ends by days",
     CHANGING(MONTHLY " change='days'"),
     {20260601, 20260630, {300000}, 0, 0, 0},
     5880 + 3190 + 6000 + 3500,
     300000,
     -1,
     4,
     20260601},
    /* 150 at .588, then 50 at .600 and 100 at .700. */
    {"a change within the month, carried on",
     CHANGING(MONTHLY),
     {20260601, 20260630, {300000}, 0, 0, 0},
     8820 + 3000 + 7000,
     300000,
     -1,
     3,
     20260601},
    {"without a change the ends stay, also with change=\"days\"",
     CHANGING(MONTHLY " change='days'"),
     {20260501, 20260531, {300000}, 0, 0, 0},
     11760 + 6380,
     300000,
     -1,
     2,
     20260501},
    {"a year that starts on 1 December",
     TARIFF(YEARLY "start='12'", VERSION("from='20250101'", THE_TIERS("5880", "6380"))),
     {20260101, 20260131, {100000}, 0, 0, 150000},
     2940 + 3190,
     250000,
     -1,
     2,
     20251201},
    {"a year from the opening in March",
     TARIFF(YEARLY "start='opening'", VERSION("from='20250101'", THE_TIERS("5880", "6380"))),
     {20260101, 20260131, {1000}, 0, 3, 0},
     59,
     1000,
     199000,
     1,
     20250301},
    /* 16 days of December, 15 of January: 160 from 190 on, then 150 from 0 on. */
    {"a new cycle within the period",
     TARIFF("kind='electricity' unit='kwh' cycle='year' start='1' period='split' rounding='line'",
            VERSION("from='20250101'", THE_TIERS("5880", "6380"))),
     {20251216, 20260115, {310000}, 0, 0, 190000},
     9408 + 9570,
     150000,
     50000,
     2,
     20260101},
    {"the same, whole: all of it is January's",
     TARIFF(YEARLY "start='1'", VERSION("from='20250101'", THE_TIERS("5880", "6380"))),
     {20251216, 20260115, {310000}, 0, 0, 0},
     11760 + 7018,
     310000,
     -1,
     2,
     20260101},
    /* Of 300 a third is peak: of the 200 in the first tier 66.667, of the 100 in the second the rest. */
    {"peak and valley in proportion",
     TARIFF(MONTHLY,
            VERSION("from='20260101'", SEASON("<tier name='1' end='200000' peak='10000' valley='5000'/>"
                                              "<tier name='2' peak='20000' valley='10000'/>"))),
     {20261001, 20261031, {0, 100000, 200000}, 0, 0, 0},
     6667 + 6667 + 6666 + 6667,
     300000,
     -1,
     4,
     20261001},
    /* The one milli of the first tier is half peak, half valley: the peak is rounded first. */
    {"a milli of both times",
     TARIFF(MONTHLY,
            VERSION("from='20260101'", SEASON("<tier name='1' end='1' peak='1000000' valley='500000'/>"
                                              "<tier name='2' peak='900000' valley='400000'/>"))),
     {20261001, 20261031, {0, 1, 1}, 0, 0, 0},
     10 + 4,
     2,
     -1,
     2,
     20261001},
    {"times of one price are lines of their own",
     TARIFF(MONTHLY,
            VERSION("from='20260101'", SEASON("<tier name='1' price='5000' peak='5000' valley='5000'/>"))),
     {20261001, 20261031, {1000, 1000, 1000}, 0, 0, 0},
     150,
     3000,
     -1,
     3,
     20261001},
    {"times that the tariff does not know are at its price",
     TARIFF(MONTHLY, VERSION("from='20260101'", SEASON(THREE_TIERS))),
     {20261001, 20261031, {0, 210000, 210000}, 0, 0, 0},
     27546,
     420000,
     -1,
     3,
     20261001},
    {"seven people where there is more for each beyond four",
     TARIFF("kind='water' unit='m3' cycle='month' period='whole' rounding='line'",
            VERSION("from='20260101' people='4'",
                    SEASON("<tier name='1' end='12500' each-more='3000' price='42000'/>"
                           "<tier name='2' price='58000'/>"))),
     {20261001, 20261031, {22000}, 7, 0, 0},
     9030 + 290,
     22000,
     -1,
     2,
     20261001},
    {"a family of five: more in the first tier only",
     TARIFF(MONTHLY,
            VERSION("from='20260101' family-from='5'",
                    SEASON("<tier name='1' end='200000' family-add='100000' price='5880'/>"
                           "<tier name='2' end='400000' price='6380'/><tier name='3' price='8880'/>"))),
     {20261001, 20261031, {420000}, 5, 0, 0},
     17640 + 6380 + 1776,
     420000,
     -1,
     3,
     20261001},
    /* Three products of half a fen. */
    {"each line rounded",
     TARIFF("kind='water' unit='m3' cycle='month' period='whole' rounding='line'",
            VERSION("from='20260101'",
                    SEASON("<tier name='1' price='10000'/>") "<extra name='a' price='10000'/><extra name='b' "
                                                             "price='10000'/>")),
     {20261001, 20261031, {5}, 0, 0, 0},
     3,
     5,
     -1,
     1,
     20261001},
    {"the total rounded",
     TARIFF("kind='water' unit='m3' cycle='month' period='whole' rounding='total'",
            VERSION("from='20260101'",
                    SEASON("<tier name='1' price='10000'/>") "<extra name='a' price='10000'/><extra name='b' "
                                                             "price='10000'/>")),
     {20261001, 20261031, {5}, 0, 0, 0},
     2,
     5,
     -1,
     1,
     20261001},
    {"just what is still believed",
     TARIFF("kind='water' unit='m3' cycle='month' period='whole' rounding='total'",
            VERSION("from='20260101'", SEASON("<tier name='1' price='1000000'/>"))),
     {20261001, 20261031, {TARIFF_QUANTITY_MAX}, 0, 0, 0},
     MONEY_FEN_MAX,
     TARIFF_QUANTITY_MAX,
     -1,
     1,
     20261001},
};

static void test_bills_by_hand(void **state)
{
    static struct tariff_fixture fixture;
    static struct tariff_explained out;
    (void)state;
    for (size_t i = 0; i < sizeof bills / sizeof bills[0]; i++) {
        const struct bill *bill = &bills[i];
        tariff_fixture_use(&fixture, bill->tariff);
        enum tariff_result result = tariff_explain(&fixture.tariff, &bill->use, &out);
        if (result != TARIFF_DONE || out.total_fen != bill->fen || out.used_after != bill->used_after ||
            out.next_in != bill->next_in || out.line_count != bill->lines ||
            out.cycle_first != bill->cycle_first) {
            fail_msg("%s: wanted %lld fen, used %lld, next in %lld, %zu lines, cycle from %d; got %d, %lld "
                     "fen, %lld, "
                     "%lld, %zu, %d",
                     bill->name, (long long)bill->fen, (long long)bill->used_after, (long long)bill->next_in,
                     bill->lines, bill->cycle_first, result, (long long)out.total_fen,
                     (long long)out.used_after, (long long)out.next_in, out.line_count, out.cycle_first);
        }
        assert_true(out.tiers_fen + out.extras_fen == out.total_fen);
        tariff_fixture_free(&fixture);
    }
}

static void test_the_next_tier_has_its_name(void **state)
{
    static struct tariff_fixture fixture;
    static struct tariff_explained out;
    const struct tariff_use use = {20261001, 20261031, {163000}, 0, 0, 0};
    (void)state;
    tariff_fixture_use(&fixture, TARIFF(MONTHLY, VERSION("from='20260101'", SEASON(THREE_TIERS))));
    assert_int_equal(tariff_explain(&fixture.tariff, &use, &out), TARIFF_DONE);
    assert_string_equal(out.next_name, "2");
    assert_int_equal(out.cycle_last, 20261031);
    tariff_fixture_free(&fixture);
}

static void test_a_change_of_price_has_two_parts(void **state)
{
    static struct tariff_fixture fixture;
    static struct tariff_explained out;
    const struct tariff_use use = {20260601, 20260630, {300000}, 0, 0, 0};
    (void)state;
    tariff_fixture_use(&fixture, CHANGING(MONTHLY));
    assert_int_equal(tariff_explain(&fixture.tariff, &use, &out), TARIFF_DONE);
    assert_int_equal(out.part_count, 2);
    assert_int_equal(out.parts[0].last, 20260615);
    assert_int_equal(out.parts[1].first, 20260616);
    assert_int_equal(out.parts[1].version->from, 20260616);
    tariff_fixture_free(&fixture);
}

/* --- What cannot be billed --- */

#define GAPPY                                                                                                \
    TARIFF(MONTHLY,                                                                                          \
           VERSION("from='20260101' to='20261231'",                                                          \
                   "<season><span from='0101' to='1031'/><tier name='1' end='200000' price='5880'/>"         \
                   "</season>"))
#define TIMES                                                                                                \
    TARIFF(MONTHLY, VERSION("from='20260101'", SEASON("<tier name='1' peak='5880' valley='2880'/>")))
#define DEAR                                                                                                 \
    TARIFF(MONTHLY, VERSION("from='20260101'",                                                               \
                            SEASON("<tier name='1' price='1000000'/>") "<extra name='x' price='1'/>"))

static const struct {
    const char *name, *tariff;
    struct tariff_use use;
    enum tariff_result result;
} refusals[] = {
    {"a period backwards", GAPPY, {20260302, 20260301, {1}, 0, 0, 0}, TARIFF_BAD_PERIOD},
    {"a first day that is none", GAPPY, {20260230, 20260331, {1}, 0, 0, 0}, TARIFF_BAD_PERIOD},
    {"a last day that is none", GAPPY, {20260201, 20260229, {1}, 0, 0, 0}, TARIFF_BAD_PERIOD},
    {"no days", GAPPY, {0, 0, {1}, 0, 0, 0}, TARIFF_BAD_PERIOD},
    {"days of INT_MAX", GAPPY, {INT32_MAX, INT32_MAX, {1}, 0, 0, 0}, TARIFF_BAD_PERIOD},
    {"three years", GAPPY, {20260101, 20290101, {1}, 0, 0, 0}, TARIFF_BAD_PERIOD},
    {"less than nothing", GAPPY, {20260101, 20260131, {-1}, 0, 0, 0}, TARIFF_BAD_QUANTITY},
    {"2^63 - 1", GAPPY, {20260101, 20260131, {INT64_MAX}, 0, 0, 0}, TARIFF_BAD_QUANTITY},
    {"-2^63", GAPPY, {20260101, 20260131, {INT64_MIN}, 0, 0, 0}, TARIFF_BAD_QUANTITY},
    {"a sum beyond 2^63",
     TIMES,
     {20260101, 20260131, {0, INT64_MAX, INT64_MAX}, 0, 0, 0},
     TARIFF_BAD_QUANTITY},
    {"a sum that is not believed",
     TIMES,
     {20260101, 20260131, {0, TARIFF_QUANTITY_MAX, 1}, 0, 0, 0},
     TARIFF_BAD_QUANTITY},
    {"used before: less than nothing", GAPPY, {20260101, 20260131, {1}, 0, 0, -1}, TARIFF_BAD_QUANTITY},
    {"used before: 2^63 - 1", GAPPY, {20260101, 20260131, {1}, 0, 0, INT64_MAX}, TARIFF_BAD_QUANTITY},
    {"fewer people than none", GAPPY, {20260101, 20260131, {1}, -1, 0, 0}, TARIFF_BAD_PEOPLE},
    {"a hundred people", GAPPY, {20260101, 20260131, {1}, 100, 0, 0}, TARIFF_BAD_PEOPLE},
    {"before the first version", GAPPY, {20251231, 20260131, {1}, 0, 0, 0}, TARIFF_NO_VERSION},
    {"after the last version", GAPPY, {20261201, 20270101, {1}, 0, 0, 0}, TARIFF_NO_VERSION},
    {"a day in no season", GAPPY, {20261015, 20261101, {1}, 0, 0, 0}, TARIFF_NO_SEASON},
    {"beyond the last tier", GAPPY, {20260101, 20260131, {200001}, 0, 0, 0}, TARIFF_NO_TIER},
    {"at the end of the last tier", GAPPY, {20260101, 20260131, {200000}, 0, 0, 0}, TARIFF_DONE},
    {"use of a time without a price",
     TIMES,
     {20260101, 20260131, {1, 1, 1}, 0, 0, 0},
     TARIFF_NO_PRICE_OF_TIME},
    {"an opening that is not known",
     TARIFF("kind='water' unit='m3' cycle='year' start='opening' period='split' rounding='line'",
            VERSION("from='20260101'", SEASON("<tier name='1' price='10000'/>"))),
     {20260101, 20260131, {1}, 0, 13, 0},
     TARIFF_NO_OPENING},
    {"more money than is believed",
     DEAR,
     {20260101, 20260131, {TARIFF_QUANTITY_MAX}, 0, 0, 0},
     TARIFF_TOO_MUCH},
    {"ends that fall: nothing twice",
     TARIFF(MONTHLY, VERSION("from='20260101'", SEASON("<tier name='1' end='200000' price='5880'/>"
                                                       "<tier name='2' end='100000' price='5880'/>"
                                                       "<tier name='3' price='5880'/>"))),
     {20260101, 20260131, {420000}, 0, 0, 0},
     TARIFF_DONE},
};

static void test_what_cannot_be_billed(void **state)
{
    static struct tariff_fixture fixture;
    static struct tariff_explained out;
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        tariff_fixture_use(&fixture, refusals[i].tariff);
        enum tariff_result result = tariff_explain(&fixture.tariff, &refusals[i].use, &out);
        if (result != refusals[i].result) {
            fail_msg("%s: wanted %d, got %d", refusals[i].name, refusals[i].result, result);
        }
        tariff_fixture_free(&fixture);
    }
}

/* A month's tariff, split, over more months than there is room for parts. */
static void test_more_parts_than_there_is_room_for(void **state)
{
    static struct tariff_fixture fixture;
    static struct tariff_explained out;
    const struct tariff_use use = {20260101, 20271231, {1000}, 0, 0, 0};
    char spans[4000] = "";
    size_t length = 0;
    (void)state;
    for (int i = 0; i < 3; i++) { /* every 20 days another season: 37 parts of each year */
        length += (size_t)snprintf(spans + length, sizeof spans - length, "<season name='%d'>", i);
        for (int month = 1; month <= 6; month++) {
            length += (size_t)snprintf(spans + length, sizeof spans - length,
                                       "<span from='%02d%02d' to='%02d%02d'/>", 2 * month - 1, 1 + 10 * i,
                                       2 * month - 1, 10 + 10 * i);
        }
        length +=
            (size_t)snprintf(spans + length, sizeof spans - length, "<tier name='1' price='5880'/></season>");
    }
    char text[6000];
    (void)snprintf(
        text, sizeof text,
        "<tariff id='t' kind='electricity' unit='kwh' cycle='month' period='split' rounding='line'>" NAMED
        "<version from='20260101' source-date='20260101'>" SOURCE "%s<season><tier name='1' price='5880'/>"
        "</season></version></tariff>",
        spans);
    tariff_fixture_use(&fixture, text);
    assert_int_equal(tariff_explain(&fixture.tariff, &use, &out), TARIFF_TOO_LONG);
    tariff_fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bills_by_hand),
        cmocka_unit_test(test_the_next_tier_has_its_name),
        cmocka_unit_test(test_a_change_of_price_has_two_parts),
        cmocka_unit_test(test_what_cannot_be_billed),
        cmocka_unit_test(test_more_parts_than_there_is_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
