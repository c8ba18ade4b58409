/* Open or closed: said only by a box that knows the time. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screens/stage/station_words.h"

static const int64_t morning_ms = 1790044200000; /* 2026-09-22 10:30 in Chenzhou, a Tuesday */

static void open_is_said_when_the_time_is_known(void **state)
{
    (void)state;
    char words[STATION_WORDS_SIZE];
    struct strings *strings = strings_read("assets/strings/zh-CN.xml");
    struct station_hours hours = {.readable = 1};
    struct station station = {.hours = 0};
    struct station_list list = {.hours = &hours, .hours_count = 1, .stations = &station, .count = 1};
    struct stage stage = {.strings = strings, .now_ms = morning_ms, .time_is_known = 1};
    assert_non_null(strings);
    assert_int_equal(opening_hours_read("1234567:0900-1200", &hours.opening), 0);
    assert_string_equal(station_open_words(words, &stage, &list, &station), "现在开门，12:00 关");
    assert_int_equal(station_is_open(&stage, &list, &station), 1);
    stage.time_is_known = 0;
    assert_string_equal(station_open_words(words, &stage, &list, &station), "");
    assert_int_equal(station_is_open(&stage, &list, &station), 0);
    strings_free(strings);
}

struct closed_case {
    const char *hours;
    int64_t now_ms;
    const char *words;
};

static void what_is_closed_says_when_it_opens(void **state)
{
    enum { HOUR_MS = 3600000 };
    static const int64_t day_ms = 24 * HOUR_MS;
    static const struct closed_case cases[] = {
        {"12345:0900-1200", morning_ms + 8 * HOUR_MS, "今天已关门，明天 09:00 开门"},
        {"12345:0830-1200", morning_ms + 3 * day_ms + 8 * HOUR_MS, "今天已关门，周一 08:30 开门"},
        {"12345:0900-1200", morning_ms + 4 * day_ms, "今天不上班，周一 09:00 开门"},
        {"2:0900-1000", morning_ms, "今天已关门，9月29日 09:00 开门"},
        {"12345:0900-1200", morning_ms + 7 * day_ms + 8 * HOUR_MS, "今天已关门，10月8日 09:00 开门"},
        {"12345:0900-1200", morning_ms - 2 * HOUR_MS, "今天 09:00 开门"},
    };
    char words[STATION_WORDS_SIZE];
    struct calendar_day holidays[8] = {{20260930, 0, ""}};
    struct strings *strings = strings_read("assets/strings/zh-CN.xml");
    struct station_hours hours = {.readable = 1};
    struct station station = {.hours = 0};
    struct station_list list = {.hours = &hours,
                                .hours_count = 1,
                                .stations = &station,
                                .count = 1,
                                .calendar = holidays,
                                .calendar_count = 8};
    struct stage stage = {.strings = strings, .time_is_known = 1};
    (void)state;
    assert_non_null(strings);
    for (int i = 1; i < 8; i++) {
        holidays[i] = (struct calendar_day){20261000 + i, 0, ""};
    }
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        stage.now_ms = cases[i].now_ms;
        assert_int_equal(opening_hours_read(cases[i].hours, &hours.opening), 0);
        assert_string_equal(station_open_words(words, &stage, &list, &station), cases[i].words);
    }
    strings_free(strings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_is_said_when_the_time_is_known),
        cmocka_unit_test(what_is_closed_says_when_it_opens),
    };
    return cmocka_run_group_tests_name("open words of stations", tests, NULL, NULL);
}
