/* Moments as offices write them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>

#include "headend/notices/import/feed_date.h"

enum { SECOND = 1000, HOUR = 3600 * SECOND };
static const int64_t day = INT64_C(86400) * SECOND;

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
        {"2024-02-29T00:00:00Z", INT64_C(1709164800) * SECOND},
        {"2100-12-31T23:59:59+08:00", INT64_C(4133951999) * SECOND},
        {"1971-01-01", INT64_C(31507200) * SECOND},
        {"2026-03-05 上午 9:30", morning},
        {"2026-3-5 上午9:30:00", morning},
        {"上午 9:30 2026-03-05", morning},
        {"2026年3月5日 上午9时30分", morning},
        {"2026/3/5 下午 9:30:00", morning + 12 * HOUR},
        {"2026/3/5 下午 12:30:00", morning + 3 * HOUR},
        {"2026/3/5 下午 21:30:00", morning + 12 * HOUR},
        {"2026/3/5 凌晨 12:30", midnight + HOUR / 2},
        {"2026/3/5 中午 12:30", morning + 3 * HOUR},
        {"2026/3/5 晚上8点半", midnight + 20 * HOUR + HOUR / 2},
        {"2026年3月5日 星期四 09:30", morning},
        {"2026年3月5日（星期四）09:30", morning},
        {"2026-03-05 周四 09:30:00", morning},
        {"星期四, 05 三月 2026 09:30:00 +0800", morning},
        {"星期四, 05 3月 2026 01:30:00 GMT", morning},
        {"周四 三月 05 09:30:00 CST 2026", morning},
        {"三月 5, 2026 9:30:00 上午", morning},
        {"05 十二月 2026", INT64_C(1796400000) * SECOND},
        {"3/5/2026 9:30:00 AM", morning},
        {"3/5/2026 9:30:00 PM", morning + 12 * HOUR},
        {"3/5/2026 12:00:00 AM", midnight},
        {"03/05/2026 09:30", morning},
        {"15/3/2026", midnight + 10 * day}, /* there is no 15th month */
        {"5.3.2026 09:30", morning},
        {"05-03-2026 09:30", morning},
        {"Mar 5, 2026 9:30:00 AM", morning},
        {"March 5th, 2026", midnight},
        {"5 March 2026, 9:30 a.m.", morning},
        {"2026-03-05T24:00", midnight + day},
        {"2026-03-05T24:00:00+08:00", midnight + day},
        {"2026-12-31 24:00", INT64_C(1798732800) * SECOND},
        {"1772674200", morning},
        {"1772674200250", morning + 250},
        {"/Date(1772674200000+0800)/", morning},
        {"２０２６－０３－０５　０９：３０", morning},
        {"２０２６年３月５日", midnight},
        {"二〇二六年三月五日", midnight},
        {"二○二六年三月五日", midnight},
        {"二零二六年三月五日上午九时三十分", morning},
        {"二〇二六年十二月二十一日", INT64_C(1797782400) * SECOND},
        {"二〇二六年三月廿一日", midnight + 16 * day},
        {"二〇二六年三月三十日", midnight + 25 * day},
        {"二〇二六年三月卅一日", midnight + 26 * day},
        {"贰零贰陆年叁月伍日", midnight},
        {"二O二六年三月五日", midnight},
        {"二Ｏ二六年三月五日", midnight},
        {"2026年3月5日（星期四）上午", midnight},
        {"2026年3月5日晚8时", midnight + 20 * HOUR},
        {"March 5, 2026 at 9:30 AM", morning},
        {"20260305 093000", morning},
        {"1772674200250999", morning + 250},
        {"5Oct 2026", INT64_C(1791129600) * SECOND},
        {"2026.3.5", midnight},
        {"2026-3-5", midnight},
        {"2026 - 03 - 05 09:30", morning},
        {"2026年3月5号9点30分", morning},
        {"2026-03-05 9时", midnight + 9 * HOUR},
        {"202603050930", morning},
        {"20260305093000250", morning + 250},
        {"20260305T093000", morning},
        {"20260305T013000Z", morning},
        {"2026-03-05 09:30:00.0", morning},
        {"2026-03-05 01:30:00 UTC", morning},
        {"2026-03-05 09:30:00 GMT+8", morning},
        {"2026-03-05 09:30:00 GMT+08:00", morning},
        {"2026-03-05 09:30:00 UTC+8", morning},
        {"2026-03-05 09:30:00 北京时间", morning},
        {"2026-03-05 09:30:00 +8:00", morning},
        {"2026-03-04T19:30:00-06:00", morning},
        {"Thu Mar 05 2026 09:30:00 GMT+0800 (中国标准时间)", morning},
        {"2026-03-05T09:30:00+08:00[Asia/Shanghai]", morning},
        {"Thurs, 5 Sept 2026 00:00:00 +0800", INT64_C(1788537600) * SECOND},
        {"发布时间：2026-03-05 09:30", morning},
        {"[2026-03-05]", midnight},
        {"【2026-03-05】", midnight},
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
        "2026-03-05T24:00:01Z",
        "2026-03-05T24:30",
        "2026-03-05T25:00",
        "2026-03-05T09:60:00Z",
        "2026-03-05T09:30:00+99:00",
        "2026-03-05T09:30:00+08:75",
        "1969-12-31T23:59:59Z",
        "10000-01-01",
        "9999-12-31",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00",
        "0000-00-00 00:00:00",
        "2101-01-01",
        "1970-01-01T00:00:00Z",
        "1970-01-01 08:00:00",
        "0",
        "0000000000",
        "9999999999",
        "9999999999999",
        "二〇二六年二月三十日",
        "二〇二六年十三月一日",
        "二〇二六年三月",
        "三月五日",
        "3月5日 09:30",
        "03-05",
        "26-03-05",
        "13/13/2026",
        "30/2/2026",
        "2026-03/05",
        "今天 09:30",
        "昨天",
        "3小时前",
        "2026年正月初八",
        "2026-03-05 上午 15:30",
        "2026-03-05 09:30 2026-03-06 09:30",
        "2026-03-05 13:30 AM",
        "十十",
        "2026-03-05 \xFF",
        "2026-W10-4",
        "2026-064",
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
    static const int64_t moments[] = {INT64_C(31507200000), INT64_C(1772674200001), INT64_C(1772674200250),
                                      INT64_C(4133951999999)};
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
