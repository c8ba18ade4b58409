#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/retirement/retirement.h"

#define AT(year, month) ((year)*12 + (month)-1)

static const struct retirement_rule rules[] = {
    /* Those who reach the old age before 2020: no delay. */
    {.from = 190001,
     .until = 201912,
     .ages = {{720, 720, 1}, {660, 660, 1}, {600, 600, 1}},
     .contribution_months = 180,
     .contribution_year = 2029,
     .contribution_step = 6,
     .contribution_months_most = 240},
    {.from = 202501,
     .ages = {{720, 756, 4}, {660, 696, 4}, {600, 660, 2}},
     .contribution_months = 180,
     .contribution_year = 2029,
     .contribution_step = 6,
     .contribution_months_most = 240,
     .early_months = 36,
     .late_months = 36},
};

static void people(void **state)
{
    static const struct {
        const char *who;
        enum retirement_group group;
        int birth, paid, now;
        int month, missing_now, missing_then; /* month 0: no rule is for that birth */
        enum retirement_early early;
        int earliest;
    } cases[] = {
        {"the first man", RETIREMENT_MAN, AT(1965, 1), 400, AT(2024, 6), AT(2025, 2), 0, 0,
         RETIREMENT_EARLY_POSSIBLE, AT(2025, 1)},
        {"the last with a delay that grows", RETIREMENT_MAN, AT(1976, 9), 400, AT(2026, 1), AT(2039, 9), 0, 0,
         RETIREMENT_EARLY_POSSIBLE, AT(2036, 9)},
        {"one who lacks a year", RETIREMENT_MAN, AT(1966, 12), 168, AT(2026, 11), AT(2027, 6), 12, 5,
         RETIREMENT_EARLY_LACKS, 0},
        {"one who reaches it on the way", RETIREMENT_MAN, AT(1976, 9), 100, AT(2026, 11), AT(2039, 9), 140, 0,
         RETIREMENT_EARLY_POSSIBLE, AT(2037, 7)},
        {"one whose month has come", RETIREMENT_WOMAN_WORKER, AT(1975, 2), 180, AT(2026, 11), AT(2025, 3), 0,
         0, RETIREMENT_EARLY_PAST, 0},
        {"an older rule, without choice", RETIREMENT_MAN, AT(1955, 3), 0, AT(2014, 1), AT(2015, 3), 180, 166,
         RETIREMENT_EARLY_OLD_AGE, 0},
        {"between two rules", RETIREMENT_MAN, AT(1961, 3), 0, AT(2026, 1), 0, 0, 0, RETIREMENT_EARLY_PAST, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct retirement got = {0};
        int found = retirement_compute(rules, 2, cases[i].group, cases[i].birth, cases[i].paid, cases[i].now,
                                       &got) == 0;
        if (found != (cases[i].month != 0) || got.month != cases[i].month ||
            got.missing_now != cases[i].missing_now || got.missing_then != cases[i].missing_then ||
            (found && (got.early != cases[i].early || got.earliest != cases[i].earliest))) {
            fail_msg("%s: month %d, missing %d and %d, early %d at %d", cases[i].who, got.month,
                     got.missing_now, got.missing_then, (int)got.early, got.earliest);
        }
    }
}

static void extremes_are_bounded(void **state)
{
    static const int months[] = {0, 1, 12 * 1900, 12 * 2999 + 11, INT_MAX / 4};
    (void)state;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        for (size_t k = 0; k < sizeof months / sizeof *months; k++) {
            struct retirement got;
            (void)retirement_compute(rules, 2, RETIREMENT_MAN, months[i], 720, months[k], &got);
        }
    }
    struct retirement got;
    assert_int_equal(retirement_compute(NULL, 0, RETIREMENT_MAN, AT(1966, 1), 0, AT(2026, 1), &got), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(people), cmocka_unit_test(extremes_are_bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
