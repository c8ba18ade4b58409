/* The last four of ID numbers of GB 11643. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/id_number.h"

static void the_tail_is_three_digits_and_a_digit_or_x(void **state)
{
    static const struct {
        const char *typed;
        enum number_check expected;
    } cases[] = {
        {"", NUMBER_INCOMPLETE}, {"001", NUMBER_INCOMPLETE}, {"0018", NUMBER_GOOD},
        {"019X", NUMBER_GOOD},   {"019x", NUMBER_GOOD},      {"01X9", NUMBER_WRONG},
        {"X", NUMBER_WRONG},     {"00180", NUMBER_WRONG},    {"01 8", NUMBER_WRONG},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum number_check got = id_tail_check(cases[i].typed);
        if (got != cases[i].expected) {
            fail_msg("\"%s\": expected %d, got %d", cases[i].typed, (int)cases[i].expected, (int)got);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tail_is_three_digits_and_a_digit_or_x),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
