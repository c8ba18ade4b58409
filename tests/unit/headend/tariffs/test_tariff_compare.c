#include "both-sides/money.h"
#include "headend/tariffs/tariff_compare.h"
#include "tests/unit/headend/tariffs/tariff_fixture.h"

/* A utility's bill beside the recomputed one: 42 cubic metres, of which 10 at 2.07 and 32 at 4.07, with 1.57
 * and 1.36 of extras for each: 2070 + 13024 + 6594 + 5712 = 27400 fen. */

#define WATER(rounding)                                                                                      \
    TARIFF("kind='water' unit='m3' cycle='year' start='1' period='whole' rounding='" rounding "'",           \
           VERSION("from='20260101'",                                                                        \
                   SEASON("<tier name='1' end='180000' price='20700'/>"                                      \
                          "<tier name='2' price='40700'/>") "<extra name='a' price='15700'/><extra "         \
                                                            "name='b' price='13600'/>"))

static const struct tariff_use used = {20261001, 20261031, {42000}, 0, 0, 170000};

struct compared {
    const char *name, *rounding;
    struct tariff_bill_line lines[6];
    size_t line_count;
    struct tariff_bill sums;
    enum tariff_verdict verdict;
    int line, price;
    int64_t billed, ours;
};

#define FIRST                                                                                                \
    {                                                                                                        \
        10000, 20700, 2070                                                                                   \
    }
#define SECOND                                                                                               \
    {                                                                                                        \
        32000, 40700, 13024                                                                                  \
    }
#define ONE                                                                                                  \
    {                                                                                                        \
        42000, 15700, 6594                                                                                   \
    }
#define OTHER                                                                                                \
    {                                                                                                        \
        42000, 13600, 5712                                                                                   \
    }
#define SUMS(principal, surcharge, late, deduction, payable)                                                 \
    {                                                                                                        \
        NULL, 0, principal, surcharge, late, deduction, payable                                              \
    }
#define RIGHT SUMS(15094, 12306, 0, 0, 27400)

static const struct compared cases[] = {
    {"equal", "line", {FIRST, SECOND, ONE, OTHER}, 4, RIGHT, TARIFF_EQUAL, -1, 0, 0, 0},
    {"in another order", "line", {OTHER, SECOND, FIRST, ONE}, 4, RIGHT, TARIFF_EQUAL, -1, 0, 0, 0},
    {"a tier in two lines",
     "line",
     {FIRST, {30000, 40700, 12210}, {2000, 40700, 814}, ONE, OTHER},
     5,
     RIGHT,
     TARIFF_EQUAL,
     -1,
     0,
     0,
     0},
    {"a line of nothing",
     "line",
     {FIRST, SECOND, {0, 60700, 0}, ONE, OTHER},
     5,
     RIGHT,
     TARIFF_EQUAL,
     -1,
     0,
     0,
     0},
    {"late fee and deduction",
     "line",
     {FIRST, SECOND, ONE, OTHER},
     4,
     SUMS(15094, 12306, 137, 500, 27037),
     TARIFF_EQUAL,
     -1,
     0,
     0,
     0},
    {"all in the principal",
     "line",
     {FIRST, SECOND, ONE, OTHER},
     4,
     SUMS(27400, 0, 0, 0, 27400),
     TARIFF_EQUAL,
     -1,
     0,
     0,
     0},
    {"a fen too much in a line",
     "line",
     {FIRST, {32000, 40700, 13025}, ONE, OTHER},
     4,
     RIGHT,
     TARIFF_FEN_DIFFERS,
     1,
     40700,
     13025,
     13024},
    {"the same where only the total is rounded",
     "total",
     {FIRST, {32000, 40700, 13025}, ONE, OTHER},
     4,
     RIGHT,
     TARIFF_EQUAL,
     -1,
     0,
     0,
     0},
    {"a milli in another tier",
     "line",
     {{10001, 20700, 2070}, {31999, 40700, 13024}, ONE, OTHER},
     4,
     RIGHT,
     TARIFF_QUANTITY_DIFFERS,
     0,
     20700,
     10001,
     10000},
    {"an old price",
     "line",
     {FIRST, {32000, 40600, 12992}, ONE, OTHER},
     4,
     RIGHT,
     TARIFF_LINE_UNKNOWN,
     1,
     40600,
     12992,
     0},
    {"a tier missing", "line", {FIRST, ONE, OTHER}, 3, RIGHT, TARIFF_LINE_MISSING, -1, 40700, 0, 13024},
    {"an extra missing", "line", {FIRST, SECOND, ONE}, 3, RIGHT, TARIFF_LINE_MISSING, -1, 13600, 0, 5712},
    {"a fee without a price",
     "line",
     {FIRST, SECOND, ONE, OTHER, {0, 0, 800}},
     5,
     SUMS(15094, 13106, 0, 0, 28200),
     TARIFF_LINE_UNKNOWN,
     4,
     0,
     800,
     0},
    {"a total of one fen more",
     "line",
     {FIRST, SECOND, ONE, OTHER},
     4,
     SUMS(15095, 12306, 0, 0, 27401),
     TARIFF_TOTAL_DIFFERS,
     -1,
     0,
     27401,
     27400},
    {"a payable that does not add up",
     "line",
     {FIRST, SECOND, ONE, OTHER},
     4,
     SUMS(15094, 12306, 100, 0, 27400),
     TARIFF_PAYABLE_DIFFERS,
     -1,
     0,
     27400,
     27500},
    {"less than nothing",
     "line",
     {FIRST, SECOND, ONE, OTHER},
     4,
     SUMS(-1, 12306, 0, 0, 27400),
     TARIFF_BILL_UNREADABLE,
     -1,
     0,
     0,
     0},
    {"2^63 - 1 fen",
     "line",
     {FIRST, SECOND, ONE, OTHER},
     4,
     SUMS(INT64_MAX, INT64_MAX, 0, 0, INT64_MAX),
     TARIFF_BILL_UNREADABLE,
     -1,
     0,
     0,
     0},
    {"2^63 - 1 fen in a line",
     "line",
     {{10000, 20700, INT64_MAX}, {10000, 20700, INT64_MAX}},
     2,
     RIGHT,
     TARIFF_BILL_UNREADABLE,
     -1,
     0,
     0,
     0},
    {"2^63 - 1 milli in a line",
     "line",
     {{INT64_MAX, 20700, 1}},
     1,
     RIGHT,
     TARIFF_BILL_UNREADABLE,
     -1,
     0,
     0,
     0},
    {"a price below nothing", "line", {{10000, -1, 2070}}, 1, RIGHT, TARIFF_BILL_UNREADABLE, -1, 0, 0, 0},
    {"no line", "line", {FIRST}, 0, RIGHT, TARIFF_LINE_MISSING, -1, 20700, 0, 2070},
};

static void test_what_differs_is_found(void **state)
{
    static struct tariff_fixture fixture;
    static struct tariff_explained explained;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct compared *one = &cases[i];
        tariff_fixture_use(&fixture, strcmp(one->rounding, "line") == 0 ? WATER("line") : WATER("total"));
        assert_int_equal(tariff_explain(&fixture.tariff, &used, &explained), TARIFF_DONE);
        struct tariff_bill bill = one->sums;
        bill.lines = one->lines;
        bill.line_count = one->line_count;
        const struct tariff_difference found = tariff_compare(&explained, &bill);
        if (found.verdict != one->verdict || found.line != one->line || found.price != one->price ||
            found.billed != one->billed || found.ours != one->ours) {
            fail_msg("%s: wanted %d, line %d, price %d, %lld beside %lld; got %d, %d, %d, %lld, %lld",
                     one->name, one->verdict, one->line, one->price, (long long)one->billed,
                     (long long)one->ours, found.verdict, found.line, found.price, (long long)found.billed,
                     (long long)found.ours);
        }
        tariff_fixture_free(&fixture);
    }
}

static void test_more_lines_than_a_bill_has(void **state)
{
    static struct tariff_explained explained;
    static const struct tariff_bill_line lines[TARIFF_BILL_LINES_MAX + 1];
    const struct tariff_bill bill = {.lines = lines, .line_count = TARIFF_BILL_LINES_MAX + 1};
    (void)state;
    assert_int_equal(tariff_compare(&explained, &bill).verdict, TARIFF_BILL_UNREADABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_differs_is_found),
                                       cmocka_unit_test(test_more_lines_than_a_bill_has)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
