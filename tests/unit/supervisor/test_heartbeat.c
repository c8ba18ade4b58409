#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "supervisor/heartbeat.h"

#define MS INT64_C(1000)

enum { PAUSE = 1500, START = 15000, GRACE = HEARTBEAT_GRACE_US / 1000 };

static const struct heartbeat_limits limits = {.start_us = START * MS, .pause_us = PAUSE * MS};

static void test_first_beat_is_told_once(void **state)
{
    (void)state;
    struct heartbeat heart;
    heartbeat_start(&heart, &limits, 0);
    assert_int_equal(heartbeat_beat(&heart, &limits, 700 * MS), 1);
    assert_int_equal(heartbeat_beat(&heart, &limits, 1200 * MS), 0);
}

static void test_slow_start_is_no_hang(void **state)
{
    (void)state;
    struct heartbeat heart;
    heartbeat_start(&heart, &limits, 0);
    assert_int_equal(heartbeat_is_lost(&heart, (START - 1) * MS), 0);
    assert_int_equal(heartbeat_is_lost(&heart, START * MS), 0);
    assert_true(heart.due_us == (START + GRACE) * MS);
    assert_int_equal(heartbeat_is_lost(&heart, (START + GRACE - 1) * MS), 0);
    assert_int_equal(heartbeat_is_lost(&heart, (START + GRACE) * MS), 1);
}

static void test_pause_and_grace(void **state)
{
    (void)state;
    struct heartbeat heart;
    heartbeat_start(&heart, &limits, 0);
    (void)heartbeat_beat(&heart, &limits, 100 * MS);
    assert_int_equal(heartbeat_is_lost(&heart, (100 + PAUSE - 1) * MS), 0);
    assert_int_equal(heartbeat_is_lost(&heart, (100 + PAUSE) * MS), 0);
    assert_int_equal(heartbeat_is_lost(&heart, (100 + PAUSE + GRACE) * MS), 1);
}

/* Both programs were stopped for a minute: the hall gets the grace, and its byte saves it. */
static void test_box_that_stood_still(void **state)
{
    (void)state;
    struct heartbeat heart;
    heartbeat_start(&heart, &limits, 0);
    (void)heartbeat_beat(&heart, &limits, 0);
    assert_int_equal(heartbeat_is_lost(&heart, 60000 * MS), 0);
    (void)heartbeat_beat(&heart, &limits, 60010 * MS);
    assert_int_equal(heartbeat_is_lost(&heart, 60000 * MS + GRACE * MS), 0);
    assert_int_equal(heart.suspect, 0);
}

/* To write what is queued takes its time, as a start does. */
static void test_leaving_has_the_time_of_a_start(void **state)
{
    (void)state;
    struct heartbeat heart;
    heartbeat_start(&heart, &limits, 0);
    (void)heartbeat_beat(&heart, &limits, 100 * MS);
    assert_int_equal(heartbeat_is_lost(&heart, (100 + PAUSE) * MS), 0);
    heartbeat_leave(&heart, &limits, 2000 * MS);
    assert_int_equal(heartbeat_is_lost(&heart, (2000 + START - 1) * MS), 0);
    assert_int_equal(heartbeat_is_lost(&heart, (2000 + START) * MS), 0);
    assert_int_equal(heartbeat_is_lost(&heart, (2000 + START + GRACE) * MS), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_beat_is_told_once),
        cmocka_unit_test(test_slow_start_is_no_hang),
        cmocka_unit_test(test_pause_and_grace),
        cmocka_unit_test(test_box_that_stood_still),
        cmocka_unit_test(test_leaving_has_the_time_of_a_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
