/* The time of day of a box with and without a battery, with and without a headend. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <time.h>

#include "backend-client/hall_clock.h"
#include "both-sides/build_time.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS   (60 * MINUTE_MS)

static const int64_t morning_ms = 1790044200000; /* 2026-09-22 10:30 in Chenzhou */

/* What the system says; the linker takes this one for everybody. */
static int64_t real_ms, boot_ms;

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int64_t ms = clock == CLOCK_REALTIME ? real_ms : boot_ms;
    *now = (struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    return 0;
}

static void pass(int64_t ms)
{
    real_ms += ms;
    boot_ms += ms;
}

static struct hall_clock started(int64_t system_ms)
{
    real_ms = system_ms;
    boot_ms = 7000;
    return (struct hall_clock){0};
}

static void a_clock_from_1970_runs_on_from_the_last_word(void **state)
{
    (void)state;
    struct hall_clock clock = started(10 * MINUTE_MS);
    assert_int_equal(hall_clock_is_known(&clock), 0);
    hall_clock_remember(&clock, morning_ms);
    assert_true(hall_clock_now_ms(&clock) == morning_ms);
    pass(HOUR_MS);
    assert_true(hall_clock_now_ms(&clock) == morning_ms + HOUR_MS);
    assert_int_equal(hall_clock_is_known(&clock), 0);
}

static void a_clock_that_is_behind_never_becomes_right_by_running(void **state)
{
    (void)state;
    struct hall_clock clock = started(morning_ms - HOUR_MS);
    hall_clock_remember(&clock, morning_ms);
    pass(2 * HOUR_MS);
    assert_true(hall_clock_now_ms(&clock) == morning_ms + 2 * HOUR_MS);
    assert_int_equal(hall_clock_is_known(&clock), 0);
}

static void a_good_clock_is_believed(void **state)
{
    (void)state;
    struct hall_clock clock = started(morning_ms);
    assert_int_equal(hall_clock_is_known(&clock), 1);
    hall_clock_remember(&clock, morning_ms - HOUR_MS);
    assert_int_equal(hall_clock_is_known(&clock), 1);
    assert_true(hall_clock_now_ms(&clock) == morning_ms);
    /* What was fetched this moment; then the system's clock is set back a little, as NTP does. */
    hall_clock_remember(&clock, morning_ms);
    real_ms -= 20000;
    assert_int_equal(hall_clock_is_known(&clock), 1);
    assert_true(hall_clock_now_ms(&clock) == morning_ms - 20000);
}

static void the_headends_word_counts(void **state)
{
    (void)state;
    struct hall_clock clock = started(10 * MINUTE_MS);
    hall_clock_remember(&clock, morning_ms);
    hall_clock_set(&clock, 1000); /* no moment of this hall's */
    assert_int_equal(hall_clock_is_known(&clock), 0);
    hall_clock_set(&clock, morning_ms + 12 * HOUR_MS);
    assert_int_equal(hall_clock_is_known(&clock), 1);
    pass(HOUR_MS);
    assert_true(hall_clock_now_ms(&clock) == morning_ms + 13 * HOUR_MS + 500);
}

/* A headend's clock was ahead for one answer. */
static void the_next_word_puts_a_wrong_one_right(void **state)
{
    (void)state;
    static const int64_t ahead_ms = 4070908800000; /* 2099 */
    struct hall_clock clock = started(morning_ms);
    hall_clock_set(&clock, ahead_ms);
    assert_true(hall_clock_now_ms(&clock) == ahead_ms + 500);
    pass(MINUTE_MS);
    hall_clock_set(&clock, morning_ms + MINUTE_MS);
    assert_true(hall_clock_now_ms(&clock) == morning_ms + MINUTE_MS + 500);
    assert_int_equal(hall_clock_is_known(&clock), 1);
}

static void certificates_are_judged_by_the_latest(void **state)
{
    (void)state;
    static const int64_t day_ms = 24 * HOUR_MS, year_ms = 366 * 24 * HOUR_MS;
    const int64_t built = build_time_ms;
    assert_true(built > 1704067200000);
    const struct {
        const char *when;
        int64_t system_ms, heard_ms, judged_ms;
        int clock_is_to_blame, is_forgotten;
    } cases[] = {
        {"1970, never heard", HOUR_MS, 0, built, 1, 0},
        {"1970, heard", HOUR_MS, built + day_ms, built + day_ms, 1, 0},
        {"1970, heard from 2099", HOUR_MS, 4070908800000, 4070908800000, 1, 1},
        {"right", built + day_ms, built, built + day_ms, 0, 0},
        {"right, heard before the build", built + day_ms, built - day_ms, built + day_ms, 0, 0},
        {"right, never heard", built + day_ms, 0, built + day_ms, 1, 0},
        {"right, heard from ahead", built + day_ms, built + year_ms, built + year_ms, 1, 1},
        {"2099, heard", 4070908800000, built, 4070908800000, 1, 0},
        {"2099, never heard", 4070908800000, 0, 4070908800000, 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hall_clock clock = started(cases[i].system_ms);
        hall_clock_remember(&clock, cases[i].heard_ms);
        if (hall_clock_judged_ms(&clock) != cases[i].judged_ms ||
            hall_clock_is_to_blame(&clock) != cases[i].clock_is_to_blame ||
            (cases[i].heard_ms != 0 && clock.heard_ms == 0) != cases[i].is_forgotten) {
            fail_msg("%s: wrong", cases[i].when);
        }
        if (cases[i].clock_is_to_blame && !cases[i].is_forgotten) { /* nor is it shown any more */
            assert_int_equal(hall_clock_is_known(&clock), 0);
            assert_true(cases[i].heard_ms == 0 || hall_clock_now_ms(&clock) == cases[i].heard_ms);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_from_1970_runs_on_from_the_last_word),
        cmocka_unit_test(a_clock_that_is_behind_never_becomes_right_by_running),
        cmocka_unit_test(a_good_clock_is_believed),
        cmocka_unit_test(the_headends_word_counts),
        cmocka_unit_test(the_next_word_puts_a_wrong_one_right),
        cmocka_unit_test(certificates_are_judged_by_the_latest),
    };
    return cmocka_run_group_tests_name("hall clock", tests, NULL, NULL);
}
