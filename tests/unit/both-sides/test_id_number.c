/* ID numbers of GB 11643 and their last four. The good ones are the samples of births in the 1800s. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/id_number.h"

struct typed_case {
    const char *typed;
    int today;
    enum number_check expected;
};

static void numbers_are_judged_while_they_are_typed(void **state)
{
    static const struct typed_case cases[] = {
        {"431002188001010018", 20261124, NUMBER_GOOD},
        {"431021189103070023", 20261124, NUMBER_GOOD},
        {"431081189512310039", 20261124, NUMBER_GOOD},
        {"43100218800101019X", 20261124, NUMBER_GOOD},
        {"43100218800101019x", 20261124, NUMBER_GOOD},
        {"431002188001010190", 20261124, NUMBER_WRONG},
        {"431002188001010028", 20261124, NUMBER_WRONG},
        {"431002188001010081", 20261124, NUMBER_WRONG},
        {"", 20261124, NUMBER_INCOMPLETE},
        {"43100218800101001", 20261124, NUMBER_INCOMPLETE},
        {"43100218800230", 20261124, NUMBER_WRONG}, /* no such day */
        {"43100219000229", 20261124, NUMBER_WRONG}, /* 1900 was no leap year */
        {"43100220000229", 20261124, NUMBER_INCOMPLETE},
        {"43100220261124", 20261124, NUMBER_INCOMPLETE}, /* born today */
        {"43100220261125", 20261124, NUMBER_WRONG},      /* tomorrow */
        {"43100220261125", 0, NUMBER_INCOMPLETE},
        {"4310021880010100180", 20261124, NUMBER_WRONG},
        {"4310X2", 20261124, NUMBER_WRONG}, /* X only at the end */
        {"4310-2", 20261124, NUMBER_WRONG},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum number_check got = id_number_check(cases[i].typed, cases[i].today);
        if (got != cases[i].expected) {
            fail_msg("\"%s\": expected %d, got %d", cases[i].typed, (int)cases[i].expected, (int)got);
        }
    }
}

static void the_tail_is_three_digits_and_a_digit_or_x(void **state)
{
    static const struct typed_case cases[] = {
        {"", 0, NUMBER_INCOMPLETE}, {"001", 0, NUMBER_INCOMPLETE}, {"0018", 0, NUMBER_GOOD},
        {"019X", 0, NUMBER_GOOD},   {"019x", 0, NUMBER_GOOD},      {"01X9", 0, NUMBER_WRONG},
        {"X", 0, NUMBER_WRONG},     {"00180", 0, NUMBER_WRONG},    {"01 8", 0, NUMBER_WRONG},
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
        cmocka_unit_test(numbers_are_judged_while_they_are_typed),
        cmocka_unit_test(the_tail_is_three_digits_and_a_digit_or_x),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
