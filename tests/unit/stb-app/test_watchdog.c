#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "stb-app/watchdog.h"

#define MS INT64_C(1000)

static void name_descriptor(const char *text)
{
    if (text == NULL) {
        assert_int_equal(unsetenv("TV_HALL_WATCHDOG_FD"), 0);
    } else {
        assert_int_equal(setenv("TV_HALL_WATCHDOG_FD", text, 1), 0);
    }
}

static void test_nothing_without_a_supervisor(void **state)
{
    (void)state;
    static const char *const bad[] = {NULL, "", "x", "1", "-4", "999", "99999", "7x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct watchdog watchdog;
        name_descriptor(bad[i]);
        watchdog_open(&watchdog);
        watchdog_service(&watchdog, 5000 * MS);
        if (watchdog_deadline(&watchdog) != INT64_MAX) {
            fail_msg("TV_HALL_WATCHDOG_FD=%s: the loop would wake for it",
                     bad[i] != NULL ? bad[i] : "(none)");
        }
    }
}

static void open_piped(struct watchdog *watchdog, int ends[2])
{
    char text[16];
    assert_int_equal(pipe(ends), 0);
    assert_true(snprintf(text, sizeof text, "%d", ends[1]) > 0);
    name_descriptor(text);
    watchdog_open(watchdog);
}

static void test_beats_every_400_ms_however_often_the_loop_turns(void **state)
{
    (void)state;
    int ends[2];
    char bytes[64];
    struct watchdog watchdog;
    open_piped(&watchdog, ends);
    for (int64_t now = 0; now < 2000; now += 20) {
        watchdog_service(&watchdog, now * MS);
    }
    assert_true(watchdog_deadline(&watchdog) == 2000 * MS);
    assert_int_equal(read(ends[0], bytes, sizeof bytes), 5);
    close(ends[0]);
    close(ends[1]);
}

/* A supervisor that does not read must not stop the hall. */
static void test_full_pipe_does_not_block(void **state)
{
    (void)state;
    int ends[2];
    struct watchdog watchdog;
    open_piped(&watchdog, ends);
    for (int64_t now = 0; now < 100000; now++) {
        watchdog_service(&watchdog, now * 500 * MS);
    }
    assert_true(watchdog_deadline(&watchdog) != INT64_MAX);
    close(ends[0]);
    close(ends[1]);
}

/* The supervisor reads the end of it: what comes now takes its time. */
static void test_closed_when_the_loop_ends(void **state)
{
    (void)state;
    int ends[2];
    char bytes[8];
    struct watchdog watchdog;
    open_piped(&watchdog, ends);
    watchdog_service(&watchdog, 0);
    watchdog_close(&watchdog);
    watchdog_close(&watchdog);
    assert_true(watchdog_deadline(&watchdog) == INT64_MAX);
    assert_int_equal(read(ends[0], bytes, sizeof bytes), 1);
    assert_int_equal(read(ends[0], bytes, sizeof bytes), 0);
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_without_a_supervisor),
        cmocka_unit_test(test_beats_every_400_ms_however_often_the_loop_turns),
        cmocka_unit_test(test_full_pipe_does_not_block),
        cmocka_unit_test(test_closed_when_the_loop_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
