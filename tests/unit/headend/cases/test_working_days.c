/* Working days left, over weekends, holidays and weekends that are worked. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "headend/cases/working_days.h"

/* 2026-10-01 is a Thursday. */
static const struct calendar_day days[] = {
    {20260920, 1, ""}, {20261001, 0, ""}, {20261002, 0, ""}, {20261005, 0, ""},
    {20261006, 0, ""}, {20261007, 0, ""}, {20261010, 1, ""},
};

static void table(void **state)
{
    static const struct {
        int from, to, wanted;
    } cases[] = {
        {20261124, 20261124, 0},                              /* today */
        {20261124, 20261125, 1},                              /* Tuesday to Wednesday */
        {20261127, 20261130, 1},                              /* Friday to Monday */
        {20261127, 20261129, 0},                              /* to a Sunday */
        {20261128, 20261130, 1},                              /* from a Saturday */
        {20261124, 20261201, 5},                              /* a week */
        {20261201, 20261124, -5},                             /* overdue by as many */
        {20261130, 20261127, -1},                             /* since Friday */
        {20261129, 20261127, 0},                              /* nothing has begun since */
        {20260930, 20261008, 1},                              /* over the National Day holidays */
        {20260930, 20261010, 3},                              /* with the Saturday that is worked */
        {20260918, 20260920, 1},                              /* the Sunday that is worked */
        {20261008, 20260930, -1},    {20261231, 20270101, 1}, /* over a year; no holiday is known */
        {20240228, 20240301, 2},                              /* a leap day */
        {20200101, 20990101, 9999},                           /* bounded */
        {20990101, 20200101, -9999},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int got = working_days_left(cases[i].from, cases[i].to, days, sizeof days / sizeof days[0]);
        if (got != cases[i].wanted) {
            fail_msg("from %d to %d: wanted %d, got %d", cases[i].from, cases[i].to, cases[i].wanted, got);
        }
    }
    assert_int_equal(working_days_left(20260930, 20261008, NULL, 0), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
