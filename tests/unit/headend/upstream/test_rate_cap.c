/* How long the next call has to wait. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "headend/upstream/rate_cap.h"

enum { MS = 1000, START = 77 * 1000 * MS, NONE = -1 };

static void tokens_come_evenly(void **state)
{
    static const struct {
        const char *what;
        int per_second, at_ms, most_ms, wait_ms;
    } rows[] = {
        {"no cap", 0, 0, 0, 0},
        {"no cap, again", 0, 0, 0, 0},
        {"a second's worth at once", 2, 0, 0, 0},
        {"the second of two", 2, 0, 0, 0},
        {"the third, that cannot wait", 2, 0, 499, NONE},
        {"the third, that can", 2, 0, 500, 500},
        {"the fourth waits for the one after", 2, 0, 5000, 1000},
        {"half a token came meanwhile", 2, 250, 5000, 1250},
        {"all came meanwhile, and no more than a second's worth", 2, 60000, 0, 0},
        {"the second of these", 2, 60000, 0, 0},
        {"no third", 2, 60000, 0, NONE},
        {"one a second", 1, 0, 0, 0},
        {"the next, a second later", 1, 0, 1000, 1000},
        {"after a pause", 1, 2000, 0, 0},
    };
    struct rate_cap cap = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (i == 0 || rows[i].per_second != rows[i - 1].per_second) {
            rate_cap_set(&cap, rows[i].per_second);
        }
        int64_t wanted = rows[i].wait_ms == NONE ? RATE_CAP_NONE : (int64_t)rows[i].wait_ms * MS;
        int64_t got = rate_cap_take(&cap, START + (int64_t)rows[i].at_ms * MS, (int64_t)rows[i].most_ms * MS);
        if (got != wanted) {
            print_error("%s: ", rows[i].what);
        }
        assert_int_equal(got, wanted);
    }
}

static void what_is_given_back_is_there(void **state)
{
    struct rate_cap cap;
    (void)state;
    rate_cap_set(&cap, 1);
    assert_int_equal(rate_cap_take(&cap, START, 0), 0);
    assert_int_equal(rate_cap_take(&cap, START, 0), RATE_CAP_NONE);
    rate_cap_give_back(&cap);
    assert_int_equal(rate_cap_take(&cap, START, 0), 0);
    assert_int_equal(rate_cap_take(&cap, START, 0), RATE_CAP_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tokens_come_evenly),
                                       cmocka_unit_test(what_is_given_back_is_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
