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

static void a_whole_number_is_checked(void **state)
{
    static const struct {
        const char *text;
        const char *wanted; /* "": it is none */
    } cases[] = {
        {"431002188001010018", "431002188001010018"},
        {"431021189103070023", "431021189103070023"},
        {"43100218800101019X", "43100218800101019X"},
        {"43100218800101019x", "43100218800101019X"},
        {"431002188001010019", ""},  /* the check character */
        {"431002188001010108", ""},  /* two digits changed places */
        {"43100218800101001X", ""},  /* X where a digit belongs */
        {"431002188002300017", ""},  /* a day that there is not, with its right check character */
        {"43100218800101001", ""},   /* one too short */
        {"4310021880010100188", ""}, /* one too long */
        {"4310X2188001010018", ""},  /* X within */
        {"４31002188001010018", ""}, /* not narrowed */
        {" 43100218800101001", ""},
        {"431002880101001", ""}, /* the number of before 1999, of 15 digits */
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[ID_NUMBER_SIZE] = "?";
        assert_int_equal(id_number_read(cases[i].text, 20261130, out), cases[i].wanted[0] == '\0' ? -1 : 0);
        assert_string_equal(out, cases[i].wanted);
    }
}

static void nobody_is_born_tomorrow(void **state)
{
    char out[ID_NUMBER_SIZE];
    (void)state;
    assert_int_equal(id_number_read("431002188001010018", 18800101, out), 0);
    assert_int_equal(id_number_read("431002188001010018", 18791231, out), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tail_is_three_digits_and_a_digit_or_x),
        cmocka_unit_test(a_whole_number_is_checked),
        cmocka_unit_test(nobody_is_born_tomorrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
