/* When an upstream is spared and when it is tried again; when refusals leave. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "headend/upstream/circuit_breaker.h"
#include "headend/upstream/refusal_moment.h"

enum { SECOND = 1000000 };

static void fail_times(struct circuit_breaker *breaker, int times, int64_t now)
{
    for (int i = 0; i < times; i++) {
        assert_int_equal(circuit_breaker_asks(breaker, now), 1);
        circuit_breaker_failed(breaker, now);
    }
}

static void opens_after_five_in_a_row(void **state)
{
    struct circuit_breaker breaker = {0};
    (void)state;
    fail_times(&breaker, 4, SECOND);
    circuit_breaker_succeeded(&breaker);
    fail_times(&breaker, 4, SECOND);
    assert_int_equal(circuit_breaker_is_open(&breaker), 0);
    fail_times(&breaker, 1, SECOND);
    assert_int_equal(circuit_breaker_is_open(&breaker), 1);
    assert_int_equal(circuit_breaker_asks(&breaker, 5 * SECOND), 0);
}

static void one_tries_and_each_failure_doubles_the_pause(void **state)
{
    static const int64_t pauses[] = {5, 10, 20, 40, 60, 60};
    struct circuit_breaker breaker = {0};
    int64_t now = 100 * (int64_t)SECOND;
    (void)state;
    fail_times(&breaker, 5, now);
    for (size_t i = 0; i < sizeof pauses / sizeof pauses[0]; i++) {
        int64_t pause = pauses[i] * SECOND;
        assert_int_equal(circuit_breaker_asks(&breaker, now + pause - 1), 0);
        now += pause;
        assert_int_equal(circuit_breaker_asks(&breaker, now), 1);
        assert_int_equal(circuit_breaker_asks(&breaker, now), 0); /* one tries, others do not */
        circuit_breaker_failed(&breaker, now);
    }
    assert_int_equal(circuit_breaker_asks(&breaker, now + 60 * (int64_t)SECOND), 1);
    circuit_breaker_succeeded(&breaker);
    assert_int_equal(circuit_breaker_is_open(&breaker), 0);
    assert_int_equal(circuit_breaker_asks(&breaker, now), 1);
}

static void what_was_not_asked_leaves_the_try_to_another(void **state)
{
    struct circuit_breaker breaker = {0};
    (void)state;
    fail_times(&breaker, 5, SECOND);
    assert_int_equal(circuit_breaker_asks(&breaker, 6 * SECOND), 1);
    circuit_breaker_not_asked(&breaker);
    assert_int_equal(circuit_breaker_is_open(&breaker), 1);
    assert_int_equal(circuit_breaker_asks(&breaker, 6 * SECOND), 1);
}

/* Many were on their way when it opened: they do not make the pause longer. */
static void latecomers_change_nothing(void **state)
{
    struct circuit_breaker breaker = {0};
    (void)state;
    fail_times(&breaker, 5, SECOND);
    for (int i = 0; i < 20; i++) {
        circuit_breaker_failed(&breaker, 2 * SECOND);
    }
    assert_int_equal(circuit_breaker_asks(&breaker, 6 * SECOND), 1);
}

static void refusals_leave_at_few_moments(void **state)
{
    static const int64_t cases[][2] = {
        /* ms after the question: when it is decided, when it is told */
        {0, 400},   {1, 400},    {399, 400},   {400, 400},   {401, 800},
        {800, 800}, {801, 1600}, {3000, 3200}, {3201, 6400},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t arrived = 77;
        assert_int_equal(refusal_moment(arrived, arrived + cases[i][0] * 1000), arrived + cases[i][1] * 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(opens_after_five_in_a_row),
                                       cmocka_unit_test(one_tries_and_each_failure_doubles_the_pause),
                                       cmocka_unit_test(latecomers_change_nothing),
                                       cmocka_unit_test(what_was_not_asked_leaves_the_try_to_another),
                                       cmocka_unit_test(refusals_leave_at_few_moments)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
