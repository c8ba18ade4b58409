/* Moments as offices write them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>

#include "headend/notices/import/feed_date.h"

enum { SECOND = 1000 };

/* 2026-03-05 09:30:00 +08:00 */
static const int64_t morning = INT64_C(1772674200) * SECOND;
static const int64_t midnight = INT64_C(1772640000) * SECOND;

static void good_moments(void **state)
{
    const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"Thu, 05 Mar 2026 09:30:00 +0800", morning},
        {"Thu, 05 Mar 2026 01:30:00 GMT", morning},
        {"Thu, 5 Mar 26 09:30 +0800", morning},
        {"05 Mar 2026 09:30:00", morning},
        {"Fri, 05 Mar 2026 09:30:00 +0800", morning}, /* the weekday is not believed */
        {"Wed, 04 Mar 2026 20:30:00 EST", morning},
        {"2026-03-05T09:30:00+08:00", morning},
        {"2026-03-05T01:30:00Z", morning},
        {"2026-03-05T01:30:00.250Z", morning + 250},
        {"2026-03-05 09:30:00", morning},
        {"2026-03-05 09:30", morning},
        {"2026/3/5 9:30", morning},
        {"2026.03.05 09:30", morning},
        {"  2026-03-05 09:30:00\n", morning},
        {"2026-03-05", midnight},
        {"20260305", midnight},
        {"20260305093000", morning},
        {"2026年3月5日 9:30", morning},
        {"2026年3月5日9时30分", morning},
        {"2026年3月5日", midnight},
        {"Thu Mar 05 09:30:00 CST 2026", morning},
        {"Thursday, 05 March 2026 01:30:00 UT", morning},
        {"Thu, 05-Mar-2026 01:30:00 GMT", morning},
        {"Thu, 05 Mar 2026 09:30:00 CST", morning},
        {"Thu Mar  5 01:30:00 GMT 2026", morning},
        {"2026-03-05T01:30:00.123456789Z", morning + 123},
        {"2026-03-05T09:30+08", morning},
        {"2026年03月05日 09时30分15秒", morning + INT64_C(15000)},
        {"2026-03-05T09:30:60+08:00", morning + INT64_C(60000)},
        {"1970-01-01T00:00:00Z", 0},
        {"2024-02-29T00:00:00Z", INT64_C(1709164800) * SECOND},
        {"9999-12-31T23:59:59Z", INT64_C(253402300799) * SECOND},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t ms = -1;
        if (feed_date_read(cases[i].text, &ms) != 0 || ms != cases[i].ms) {
            fail_msg("\"%s\": wanted %" PRId64 ", got %" PRId64, cases[i].text, cases[i].ms, ms);
        }
    }
}

static void bad_moments(void **state)
{
    static const char *const cases[] = {
        "",
        " ",
        "yesterday",
        "2026",
        "2026-13-01",
        "2026-00-01",
        "2026-02-29",
        "2026-02-30",
        "2026-04-31",
        "2100-02-29",
        "2026-03-05T24:00:00Z",
        "2026-03-05T09:60:00Z",
        "2026-03-05T09:30:00+99:00",
        "2026-03-05T09:30:00+08:75",
        "1969-12-31T23:59:59Z",
        "10000-01-01",
        "32 Mar 2026",
        "05 Mrz 2026",
        "Thu, 05 Mar 2026 09:30:00 +0800 and more",
        "2026-03-05 09:30 uhr",
        "202603",
        "99999999999999999999999999999999",
        "-5",
        "2026年",
        "Mar",
        "2026-03-05T12:30:61Z",
        "2026030509",
        "202603050930000",
        "2026-03-05T0",
        "2026-03-05T09:3",
        "Thu Mar 05 09:30:00 CST",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t ms = 0;
        if (feed_date_read(cases[i], &ms) == 0) {
            fail_msg("\"%s\": wanted a refusal, got %" PRId64, cases[i], ms);
        }
    }
}

static void what_is_written_is_read_back(void **state)
{
    static const int64_t moments[] = {0, 1, 999, 1000, INT64_C(1772674200250), INT64_C(253402300799999)};
    (void)state;
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        char text[FEED_DATE_SIZE];
        int64_t ms = -1;
        feed_date_write(moments[i], text);
        if (feed_date_read(text, &ms) != 0 || ms != moments[i]) {
            fail_msg("%" PRId64 " was written as \"%s\" and read as %" PRId64, moments[i], text, ms);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_moments),
        cmocka_unit_test(bad_moments),
        cmocka_unit_test(what_is_written_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
