/* The axis of a chart: few round numbers in a plain unit, and where a value stands. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "screens/widgets/chart_axis.h"

static const struct chart_unit yuan = {100, "yuan", 1000000, "wan", 0};
static const struct chart_unit months = {1, "months", 0, NULL, 0};
static const struct chart_unit turbidity = {1000, "NTU", 0, NULL, 1};

struct axis_case {
    const struct chart_unit *unit;
    int64_t lowest, highest;
    size_t ticks;
    const char *wanted; /* the numbers, then the unit */
};

static const struct axis_case cases[] = {
    {&months, 0, 12, 5, "0 5 10 15 months"},
    {&months, 0, 12, 4, "0 5 10 15 months"},
    {&months, 0, 1, 6, "0 1 months"},
    {&months, 0, 0, 6, "0 1 months"},
    {&months, 0, 6, 6, "0 2 4 6 months"},
    {&months, 0, 5, 6, "0 1 2 3 4 5 months"},
    {&yuan, 0, 5821033, 6, "0 2 4 6 wan"},
    {&yuan, 0, 5821033, 3, "0 5 10 wan"},
    {&yuan, 0, 2000000, 6, "0 0.5 1 1.5 2 wan"},
    {&yuan, 0, 1999999, 6, "0 5000 10000 15000 20000 yuan"},
    {&yuan, 0, 120000, 6, "0 500 1000 1500 yuan"},
    {&yuan, 0, 40, 6, "0 1 yuan"},
    {&yuan, -50000, 120000, 6, "-500 0 500 1000 1500 yuan"},
    {&yuan, -50000, -100, 6, "-500 -400 -300 -200 -100 0 yuan"},
    {&yuan, -1, 1, 2, "-1 0 1 yuan"},
    {&turbidity, 0, 86, 6, "0 0.02 0.04 0.06 0.08 0.1 NTU"},
    {&turbidity, 0, 12000, 4, "0 5 10 15 NTU"},
    {&turbidity, 0, 1, 6, "0 0.001 NTU"},
    {&yuan, 0, INT64_C(10000000000000000), 6,
     "0 2000000000 4000000000 6000000000 8000000000 10000000000 wan"},
    {&yuan, -INT64_C(10000000000000000), INT64_C(10000000000000000), 2, "-10000000000 0 10000000000 wan"},
};

static void numbers_are_few_and_round(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct axis_case *one = &cases[i];
        struct chart_axis axis;
        char got[256] = "";
        size_t length = 0;
        chart_axis_make(one->lowest, one->highest, one->unit, one->ticks, &axis);
        assert_true(axis.count >= 2 && axis.count <= CHART_TICKS_MAX);
        for (size_t tick = 0; tick < axis.count; tick++) {
            char text[CHART_TICK_TEXT_SIZE];
            chart_axis_text(&axis, tick, text);
            length += (size_t)snprintf(got + length, sizeof got - length, "%s ", text);
        }
        (void)snprintf(got + length, sizeof got - length, "%s", axis.unit);
        if (strcmp(got, one->wanted) != 0) {
            fail_msg("%lld to %lld with %zu ticks: expected \"%s\", got \"%s\"", (long long)one->lowest,
                     (long long)one->highest, one->ticks, one->wanted, got);
        }
    }
}

static void values_stand_in_proportion(void **state)
{
    (void)state;
    struct chart_axis axis;
    chart_axis_make(-100, 300, &months, 5, &axis);
    assert_int_equal(chart_axis_up(&axis, -100, 400), 0);
    assert_int_equal(chart_axis_up(&axis, 0, 400), 100 * 16);
    assert_int_equal(chart_axis_up(&axis, 300, 400), 400 * 16);
    chart_axis_make(0, INT64_C(10000000000000000), &yuan, 6, &axis);
    assert_int_equal(chart_axis_up(&axis, INT64_C(10000000000000000), 1000), 16000);
    assert_int_equal(chart_axis_up(&axis, INT64_C(5000000000000000), 1000), 8000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_few_and_round),
        cmocka_unit_test(values_stand_in_proportion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
