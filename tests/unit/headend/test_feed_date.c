#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "headend/feed_date.h"

/* 2026-03-05 09:30:00 +08:00 */
static const int64_t morning = 1772674200000;

static void test_good(void **state)
{
    static const struct {
        const char *text;
        int64_t after; /* ms after `morning` */
    } cases[] = {
        {"Thu, 05 Mar 2026 09:30:00 +0800", 0},
        {"Thu, 5 Mar 2026 09:30:00 +0800", 0},
        {"5 Mar 2026 09:30 +0800", 0},
        {"05 Mar 26 01:30:00 GMT", 0},
        {"Mon, 05 Mar 2026 01:30:00 GMT", 0}, /* the weekday is wrong: it happens */
        {"Thursday, 05 March 2026 01:30:00 UT", 0},
        {"Thu, 05 Mar 2026 09:30:00 CST", 0},
        {"Thu, 05 Mar 2026 09:30:00", 0},
        {"Thu, 05-Mar-2026 01:30:00 GMT", 0},
        {"Wed, 04 Mar 2026 20:30:00 EST", 0},
        {"Thu Mar 05 09:30:00 CST 2026", 0},
        {"Thu Mar  5 01:30:00 GMT 2026", 0},
        {"2026-03-05T09:30:00+08:00", 0},
        {"2026-03-05T01:30:00Z", 0},
        {"2026-03-05T01:30:00.250Z", 250},
        {"2026-03-05T01:30:00.123456789Z", 123},
        {"2026-03-05T09:30:00+0800", 0},
        {"2026-03-05T09:30+08", 0},
        {"2026-03-05 09:30:00", 0},
        {"2026-3-5 9:30", 0},
        {"2026/03/05 09:30:00", 0},
        {"2026.03.05 09:30", 0},
        {"2026-03-05", -(int64_t)9 * 3600000 - 1800000},
        {"2026年3月5日", -(int64_t)9 * 3600000 - 1800000},
        {"2026年3月5日 9:30", 0},
        {"2026年03月05日9时30分", 0},
        {"2026年03月05日 09时30分15秒", 15000},
        {"20260305093000", 0},
        {"20260305", -(int64_t)9 * 3600000 - 1800000},
        {"  2026-03-05T09:30:00+08:00\n", 0},
        {"2026-03-05T09:30:60+08:00", 60000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t ms = -1;
        if (feed_date_read(cases[i].text, &ms) != 0 || ms != morning + cases[i].after) {
            fail_msg("\"%s\": wanted %lld, got %lld", cases[i].text, (long long)(morning + cases[i].after),
                     (long long)ms);
        }
    }
}

static void test_bad(void **state)
{
    static const char *const cases[] = {
        "",
        " ",
        "yesterday",
        "2026",
        "2026-03",
        "2026-13-01",
        "2026-00-01",
        "2026-02-29",
        "2026-02-30T00:00:00Z",
        "2026-03-05T24:00:00Z",
        "2026-03-05T12:60:00Z",
        "2026-03-05T12:30:61Z",
        "2026-03-05T12:30:00+99:00",
        "2026-03-05 tomorrow",
        "1969-12-31T23:59:59Z",
        "1960-01-01",
        "32 Mar 2026 00:00:00 GMT",
        "05 Foo 2026 00:00:00 GMT",
        "Thu, Mar 2026",
        "Thu, 05 Mar",
        "99999999999999999999",
        "2026030509",
        "202603050930000",
        "2026-03-05T0",
        "2026-03-05T09:3",
        "-2026-03-05",
        "+",
        "年",
        "Thu Mar 05 09:30:00 CST",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t ms = 0;
        if (feed_date_read(cases[i], &ms) == 0) {
            fail_msg("\"%s\" was read as %lld, but is no date", cases[i], (long long)ms);
        }
    }
}

static void test_written_dates_are_read_back(void **state)
{
    static const int64_t cases[] = {
        1, 999, 1000, 1772674200000, 1772674200001, 4102444800999, 253402300799000};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[FEED_DATE_SIZE];
        int64_t ms = -1;
        feed_date_write(cases[i], text);
        if (feed_date_read(text, &ms) != 0 || ms != cases[i]) {
            fail_msg("%lld was written as %s and read as %lld", (long long)cases[i], text, (long long)ms);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_written_dates_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
