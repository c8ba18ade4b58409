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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_is_said_when_the_time_is_known),
    };
    return cmocka_run_group_tests_name("open words of stations", tests, NULL, NULL);
}
