/* When a hall is open: what is of the form, days that are not what their weekday says, and the minute. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/opening_hours.h"

struct text_case {
    const char *text;
    int good;
};

static void reads_what_is_of_the_form(void **state)
{
    static const struct text_case cases[] = {
        {"12345:0900-1200,1330-1700", 1},
        {"12345:0900-1200,1330-1700;6:0900-1200", 1},
        {"7:0000-2400", 1},
        {"51:0900-1000", 1},
        {"1:0900-1000,1000-1100", 1}, /* they touch */
        {"1:0900-1000,1100-1200,1300-1400,1500-1600", 1},
        {"1:0900-1000,1100-1200,1300-1400,1500-1600,1700-1800", 0}, /* more than a day may have */
        {"", 0},
        {"1", 0},
        {"1:", 0},
        {":0900-1000", 0},
        {"8:0900-1000", 0},
        {"0:0900-1000", 0},
        {"1:900-1000", 0},
        {"1:09:00-10:00", 0},
        {"1:0900-1000;", 0},
        {";1:0900-1000", 0},
        {"1:0900-1000,", 0},
        {"1:0900-1000 ", 0},
        {"1:0900-1000x", 0},
        {"1:1000-0900", 0},
        {"1:0900-0900", 0},
        {"1:0960-1000", 0},
        {"1:0900-2401", 0},
        {"1:0900-2500", 0},
        {"1:1330-1700,0900-1200", 0}, /* not in order */
        {"1:0900-1200,1130-1700", 0}, /* overlap */
        {"11:0900-1000", 0},
        {"12:0900-1000;23:0900-1000", 0}, /* a day in two parts */
        {"1:-0900-1000", 0},
        {"1:0900--100", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct opening_hours hours;
        int good = opening_hours_read(cases[i].text, &hours) == 0;
        if (good != cases[i].good) {
            fail_msg("\"%s\": expected %s", cases[i].text, cases[i].good ? "hours" : "a refusal");
        }
    }
}

static void knows_each_day(void **state)
{
    struct opening_hours hours;
    (void)state;
    assert_int_equal(opening_hours_read("135:0900-1200,1330-1700;6:1000-2400", &hours), 0);
    static const size_t counts[OPENING_DAYS] = {2, 0, 2, 0, 2, 1, 0};
    for (size_t day = 0; day < OPENING_DAYS; day++) {
        assert_int_equal(hours.span_count[day], counts[day]);
    }
    assert_int_equal(hours.spans[0][1].from, 13 * 60 + 30);
    assert_int_equal(hours.spans[4][0].to, 12 * 60);
    assert_int_equal(hours.spans[5][0].to, 24 * 60);
}

/* 2026: the first of October is a Thursday; Saturday the 10th is worked, and so is Sunday the 20th of
 * September. */
static const struct calendar_day days[] = {
    {20260920, 1, "work"},    {20261001, 0, "holiday"}, {20261002, 0, "holiday"},
    {20261005, 0, "holiday"}, {20261010, 1, "work"},    {20261013, 1, "a working day that is one anyway"},
};
enum { DAY_COUNT = sizeof days / sizeof days[0] };

struct day_case {
    int date, on_weekdays, on_saturdays_too, works;
};

static void a_day_is_not_always_its_weekday(void **state)
{
    static const struct day_case cases[] = {
        {20260918, 4, 4, 1}, {20260919, 5, 5, 0},   {20260920, 0, 0, 1}, {20261001, -1, -1, 0},
        {20261003, 5, 5, 0}, {20261005, -1, -1, 0}, {20261006, 1, 1, 1}, {20261010, 0, 5, 1},
        {20261013, 1, 1, 1}, {20000101, 5, 5, 0},   {20240229, 3, 3, 1}, {20260229, -1, -1, 0},
        {0, -1, -1, 0},      {-1, -1, -1, 0},       {19700101, 3, 3, 1}, {20251231, 2, 2, 1},
        {10000101, 2, 2, 1}, {19691231, 2, 2, 1},   {19000107, 6, 6, 0}, {99991231, 4, 4, 1},
    };
    struct opening_hours weekdays, saturdays_too;
    (void)state;
    assert_int_equal(opening_hours_read("12345:0900-1700", &weekdays), 0);
    assert_int_equal(opening_hours_read("12345:0900-1700;6:0900-1200", &saturdays_too), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int date = cases[i].date;
        int plain = opening_day(&weekdays, date, days, DAY_COUNT);
        int saturday = opening_day(&saturdays_too, date, days, DAY_COUNT);
        int works = is_working_day(date, days, DAY_COUNT);
        if (plain != cases[i].on_weekdays || saturday != cases[i].on_saturdays_too ||
            works != cases[i].works) {
            fail_msg("%d: expected %d %d %d, got %d %d %d", date, cases[i].on_weekdays,
                     cases[i].on_saturdays_too, cases[i].works, plain, saturday, works);
        }
    }
    assert_int_equal(opening_day(&weekdays, 20261001, NULL, 0), 3);
    assert_int_equal(is_working_day(20261001, NULL, 0), 1);
}

struct minute_case {
    int date, hour, minute;
    enum opening_state expected;
    int at; /* HHMM */
};

static void open_now(void **state)
{
    static const struct minute_case cases[] = {
        {20261008, 0, 0, OPENING_LATER_TODAY, 900},
        {20261008, 8, 59, OPENING_LATER_TODAY, 900},
        {20261008, 9, 0, OPENING_NOW, 1200},
        {20261008, 11, 59, OPENING_NOW, 1200},
        {20261008, 12, 0, OPENING_LATER_TODAY, 1330},
        {20261008, 13, 30, OPENING_NOW, 1700},
        {20261008, 17, 0, OPENING_OVER, 0},
        {20261008, 23, 59, OPENING_OVER, 0},
        {20261001, 10, 0, OPENING_CLOSED_TODAY, 0},
        {20261004, 10, 0, OPENING_CLOSED_TODAY, 0},
        {20261003, 10, 0, OPENING_NOW, 1300}, /* two spans that touch */
        {20261003, 12, 0, OPENING_NOW, 1300},
        {20261003, 13, 0, OPENING_OVER, 0},
        {20261010, 10, 0, OPENING_NOW, 1300},          /* worked, but Saturdays have their own */
        {20260920, 12, 15, OPENING_LATER_TODAY, 1330}, /* a worked Sunday has a Monday's */
    };
    struct opening_hours hours;
    (void)state;
    assert_int_equal(opening_hours_read("12345:0900-1200,1330-1700;6:0900-1100,1100-1300", &hours), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int at = -1;
        enum opening_state got = opening_state_at(&hours, cases[i].date, cases[i].hour * 60 + cases[i].minute,
                                                  days, DAY_COUNT, &at);
        int hhmm = at / 60 * 100 + at % 60;
        if (got != cases[i].expected || hhmm != cases[i].at) {
            fail_msg("%d %02d:%02d: expected state %d at %d, got %d at %d", cases[i].date, cases[i].hour,
                     cases[i].minute, (int)cases[i].expected, cases[i].at, (int)got, hhmm);
        }
    }
}

struct next_case {
    int date, next, at; /* at: HHMM */
};

static void opens_next(void **state)
{
    static const struct next_case cases[] = {
        {20261007, 20261008, 900},  /* the day after */
        {20261009, 20261010, 1000}, /* a Saturday with hours of its own */
        {20261010, 20261012, 900},  /* over a Sunday */
        {20260919, 20260920, 900},  /* a worked Sunday has a Monday's */
        {20260930, 20261003, 1000}, /* over a holiday */
        {20261231, 20270101, 900},  /* over the year's end */
        {20260230, 0, 0},           /* no day */
    };
    struct opening_hours hours, none = {0};
    int at = -1;
    (void)state;
    assert_int_equal(opening_hours_read("12345:0900-1200,1330-1700;6:1000-1300", &hours), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int next = opening_next_day(&hours, cases[i].date, days, DAY_COUNT, &at);
        int hhmm = at / 60 * 100 + at % 60;
        if (next != cases[i].next || hhmm != cases[i].at) {
            fail_msg("after %d: expected %d at %d, got %d at %d", cases[i].date, cases[i].next, cases[i].at,
                     next, hhmm);
        }
    }
    assert_int_equal(opening_next_day(&none, 20261007, days, DAY_COUNT, &at), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_of_the_form),
        cmocka_unit_test(knows_each_day),
        cmocka_unit_test(a_day_is_not_always_its_weekday),
        cmocka_unit_test(open_now),
        cmocka_unit_test(opens_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
