#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "both-sides/calendar_date.h"

/* Every day of 800 years against the C library. */
static void days_are_those_of_the_library(void **state)
{
    (void)state;
    struct tm parts = {.tm_year = 1600 - 1900, .tm_mday = 1};
    for (int day = (int)(timegm(&parts) / 86400); day < 300000; day++) {
        time_t seconds = (time_t)day * 86400;
        assert_non_null(gmtime_r(&seconds, &parts));
        int date = (parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 + parts.tm_mday;
        assert_int_equal(calendar_date_from_days(day), date);
        assert_int_equal(calendar_date_to_days(date), day);
        assert_true(calendar_date_is_real(date));
    }
}

static void a_day_begins_at_four_in_the_afternoon_utc(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        int date;
    } cases[] = {
        {0, 19700101},
        {INT64_C(1795535999999), 20261124}, /* 2026-11-24T15:59:59.999Z */
        {INT64_C(1795536000000), 20261125},
        {INT64_C(1798732800000), 20270101}, /* 2026-12-31T16:00:00Z */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(calendar_date_at(cases[i].ms), cases[i].date);
    }
    assert_int_equal(calendar_date_begins(20261125), INT64_C(1795536000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_those_of_the_library),
        cmocka_unit_test(a_day_begins_at_four_in_the_afternoon_utc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
