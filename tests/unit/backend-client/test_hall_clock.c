/* The time of day of a box with and without a battery, with and without a headend. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <time.h>

#include "backend-client/hall_clock.h"

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

static void a_clock_from_1970_runs_on_from_what_the_cache_has_shown(void **state)
{
    (void)state;
    struct hall_clock clock = started(10 * MINUTE_MS);
    assert_int_equal(hall_clock_is_known(&clock), 0);
    hall_clock_seen(&clock, morning_ms);
    assert_true(hall_clock_now_ms(&clock) == morning_ms);
    pass(HOUR_MS);
    assert_true(hall_clock_now_ms(&clock) == morning_ms + HOUR_MS);
    hall_clock_seen(&clock, morning_ms + MINUTE_MS); /* older than it is by now */
    assert_true(hall_clock_now_ms(&clock) == morning_ms + HOUR_MS);
    hall_clock_seen(&clock, morning_ms + 2 * HOUR_MS);
    pass(1);
    assert_true(hall_clock_now_ms(&clock) == morning_ms + 2 * HOUR_MS + 1);
    assert_int_equal(hall_clock_is_known(&clock), 0);
}

static void a_clock_that_is_behind_never_becomes_right_by_running(void **state)
{
    (void)state;
    struct hall_clock clock = started(morning_ms - HOUR_MS);
    hall_clock_seen(&clock, morning_ms);
    pass(2 * HOUR_MS);
    assert_true(hall_clock_now_ms(&clock) == morning_ms + 2 * HOUR_MS);
    assert_int_equal(hall_clock_is_known(&clock), 0);
}

static void a_good_clock_is_believed(void **state)
{
    (void)state;
    struct hall_clock clock = started(morning_ms);
    assert_int_equal(hall_clock_is_known(&clock), 1);
    hall_clock_seen(&clock, morning_ms - HOUR_MS);
    assert_int_equal(hall_clock_is_known(&clock), 1);
    assert_true(hall_clock_now_ms(&clock) == morning_ms);
    /* What was fetched this moment; then the system's clock is set back a little, as NTP does. */
    hall_clock_seen(&clock, morning_ms);
    real_ms -= 20000;
    assert_int_equal(hall_clock_is_known(&clock), 1);
    assert_true(hall_clock_now_ms(&clock) == morning_ms - 20000);
}

static void the_headends_word_counts(void **state)
{
    (void)state;
    struct hall_clock clock = started(10 * MINUTE_MS);
    hall_clock_seen(&clock, morning_ms);
    hall_clock_set(&clock, 1000); /* no moment of this hall's */
    assert_int_equal(hall_clock_is_known(&clock), 0);
    hall_clock_set(&clock, morning_ms + 12 * HOUR_MS);
    assert_int_equal(hall_clock_is_known(&clock), 1);
    pass(HOUR_MS);
    assert_true(hall_clock_now_ms(&clock) == morning_ms + 13 * HOUR_MS + 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_from_1970_runs_on_from_what_the_cache_has_shown),
        cmocka_unit_test(a_clock_that_is_behind_never_becomes_right_by_running),
        cmocka_unit_test(a_good_clock_is_believed),
        cmocka_unit_test(the_headends_word_counts),
    };
    return cmocka_run_group_tests_name("hall clock", tests, NULL, NULL);
}
