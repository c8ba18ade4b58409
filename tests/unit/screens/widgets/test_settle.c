/* The motion of the focus: a few steps, then rest, and never due for ever or never. */

#include "tests/unit/screens/widgets/kit_fixture.h"

static void a_focus_comes_to_rest_in_few_steps(void **state)
{
    (void)state;
    struct settle settle = SETTLE_AT_REST;
    assert_int_equal(settle_step(&settle, 1000), 0);
    settle_start(&settle, 1000);
    int steps = 0;
    int last = settle_percent(&settle, 1000);
    assert_int_equal(last, 0);
    /* As the loop does it: wake when the step is due, not before. */
    while (settle.next_us != INT64_MAX) {
        int64_t now = settle.next_us;
        assert_true(steps < 10);
        assert_int_equal(settle_step(&settle, now - 1), 0);
        assert_int_equal(settle_step(&settle, now), 1);
        assert_true(settle_percent(&settle, now) > last);
        last = settle_percent(&settle, now);
        steps++;
    }
    assert_int_equal(last, 100);
    assert_true(steps >= 2);
}

static void a_late_loop_goes_straight_to_rest(void **state)
{
    (void)state;
    struct settle settle = SETTLE_AT_REST;
    settle_start(&settle, 1000);
    assert_int_equal(settle_step(&settle, 5000000), 1);
    assert_int_equal(settle.next_us, INT64_MAX);
    assert_int_equal(settle_percent(&settle, 5000000), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_focus_comes_to_rest_in_few_steps),
        cmocka_unit_test(a_late_loop_goes_straight_to_rest),
    };
    return cmocka_run_group_tests_name("settle", tests, NULL, NULL);
}
