/* A session's life by a clock of its own: idle end, hard end, warnings, what the headend is told, the wiped
 * token. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "stb-app/session.h"

#define TOKEN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP-"
enum { SECOND = 1000000 };

static struct session session;

static int open_one(void **state)
{
    (void)state;
    return session_open(&session);
}

static int close_one(void **state)
{
    (void)state;
    session_close(&session);
    return session.token == NULL ? 0 : -1;
}

static void begin(int64_t now_us)
{
    assert_int_equal(session_begin(&session, TOKEN, now_us), 0);
    assert_true(session_holds(&session));
}

static void test_nobody(void **state)
{
    (void)state;
    assert_false(session_holds(&session));
    assert_false(session_touch(&session, SECOND));
    assert_false(session_is_over(&session, INT64_MAX / 2));
    assert_int_equal(session_warning(&session, SECOND), SESSION_NO_WARNING);
    assert_true(session_deadline(&session, SECOND) == INT64_MAX);
    assert_int_equal(session_begin(&session, "too-short", SECOND), -1);
    assert_int_equal(session_begin(&session, TOKEN "x", SECOND), -1);
    assert_false(session_holds(&session));
}

/* Seconds after the begin, keys pressed at some of them: what holds there. */
static const struct {
    int at;
    int key;
    int is_over;
    enum session_warning warning;
    int left; /* with a warning */
    int next; /* the deadline, in seconds after the begin */
} moments[] = {
    {0, 0, 0, SESSION_NO_WARNING, 0, 150},   {149, 0, 0, SESSION_NO_WARNING, 0, 150},
    {150, 0, 0, SESSION_ENDS_IDLE, 30, 151}, {179, 0, 0, SESSION_ENDS_IDLE, 1, 180},
    {179, 1, 0, SESSION_NO_WARNING, 0, 329}, {350, 1, 0, SESSION_NO_WARNING, 0, 500},
    {520, 1, 0, SESSION_NO_WARNING, 0, 670}, {690, 1, 0, SESSION_NO_WARNING, 0, 840},
    {845, 0, 0, SESSION_ENDS_IDLE, 25, 846}, {845, 1, 0, SESSION_NO_WARNING, 0, 870},
    {870, 0, 0, SESSION_ENDS_HARD, 30, 871}, {880, 1, 0, SESSION_ENDS_HARD, 20, 881},
    {899, 1, 0, SESSION_ENDS_HARD, 1, 900},  {900, 1, 1, SESSION_ENDS_HARD, 0, 0},
};

static void test_times(void **state)
{
    (void)state;
    const int64_t start = 5000 * (int64_t)SECOND;
    begin(start);
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        int64_t now = start + moments[i].at * (int64_t)SECOND;
        if (moments[i].key) {
            (void)session_touch(&session, now);
        }
        int is_over = session_is_over(&session, now);
        enum session_warning warning = session_warning(&session, now);
        int left = warning != SESSION_NO_WARNING ? session_seconds_left(&session, now) : 0;
        int64_t next = (session_deadline(&session, now) - start) / SECOND;
        if (is_over != moments[i].is_over || warning != moments[i].warning || left != moments[i].left ||
            (!is_over && next != moments[i].next)) {
            fail_msg("row %zu: expected over %d, warning %d, %d s left, next at %d; got %d, %d, %d, %lld", i,
                     moments[i].is_over, (int)moments[i].warning, moments[i].left, moments[i].next, is_over,
                     (int)warning, left, (long long)next);
        }
    }
}

/* Three minutes without a key, to the microsecond. */
static void test_idle_end(void **state)
{
    (void)state;
    begin(SECOND);
    assert_false(session_is_over(&session, SECOND + SESSION_IDLE_US - 1));
    assert_true(session_is_over(&session, SECOND + SESSION_IDLE_US));
}

/* The headend hears of keys once a minute at most, and only of keys. */
static void test_keep(void **state)
{
    (void)state;
    int told = 0;
    begin(0);
    for (int second = 1; second <= 300; second++) {
        told += session_touch(&session, second * (int64_t)SECOND);
    }
    assert_int_equal(told, 5);
}

static void test_wiped(void **state)
{
    (void)state;
    static const char nothing[sizeof TOKEN];
    begin(0);
    assert_string_equal(session.token, TOKEN);
    session_end(&session);
    assert_false(session_holds(&session));
    assert_memory_equal(session.token, nothing, sizeof nothing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nobody, open_one, close_one),
        cmocka_unit_test_setup_teardown(test_times, open_one, close_one),
        cmocka_unit_test_setup_teardown(test_idle_end, open_one, close_one),
        cmocka_unit_test_setup_teardown(test_keep, open_one, close_one),
        cmocka_unit_test_setup_teardown(test_wiped, open_one, close_one),
    };
    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
