/* Case numbers: check digits, and that what is wrong is said as early as it can be. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/case_number.h"

struct typed_case {
    const char *typed;
    enum number_check expected;
};

static void says_at_once_what_is_wrong(void **state)
{
    /* Serial 1 ends in 13, computed apart from this program: 98 − 431000261124000001 × 100 mod 97. */
    static const struct typed_case cases[] = {
        {"", NUMBER_INCOMPLETE},
        {"4", NUMBER_INCOMPLETE},
        {"5", NUMBER_WRONG},
        {"431001", NUMBER_WRONG},
        {"431000", NUMBER_INCOMPLETE},
        {"43100026112", NUMBER_INCOMPLETE},
        {"431000261124", NUMBER_INCOMPLETE},
        {"431000261131", NUMBER_WRONG}, /* November has 30 days */
        {"431000261300", NUMBER_WRONG},
        {"431000280229", NUMBER_INCOMPLETE}, /* a leap year */
        {"431000260229", NUMBER_WRONG},
        {"4310002611240000011", NUMBER_INCOMPLETE},
        {"431000261124000001137", NUMBER_WRONG}, /* a digit too many */
        {"43100026112400000a", NUMBER_WRONG},
        {"431000 2611", NUMBER_WRONG},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum number_check got = case_number_check(cases[i].typed, "431000");
        if (got != cases[i].expected) {
            fail_msg("\"%s\": expected %d, got %d", cases[i].typed, (int)cases[i].expected, (int)got);
        }
    }
    assert_int_equal(case_number_check("999", NULL), NUMBER_INCOMPLETE);
    assert_int_equal(case_number_check("43100026112400000113", "431000"), NUMBER_GOOD);
    assert_int_equal(case_number_check("43100026112400000113", "431002"), NUMBER_WRONG);
}

struct made_case {
    const char *region;
    int day, serial;
    const char *number; /* NULL: refused */
};

static void makes_numbers_that_check(void **state)
{
    static const struct made_case cases[] = {
        {"431000", 261124, 1, "43100026112400000113"},
        {"431000", 261124, 999999, NULL},
        {"431000", 261131, 1, NULL},
        {"431000", 261124, 1000000, NULL},
        {"431000", 261124, -1, NULL},
        {"4310", 261124, 1, NULL},
        {"43100a", 261124, 1, NULL},
        {"4310000", 261124, 1, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char number[CASE_NUMBER_SIZE] = "";
        int result = case_number_make(number, cases[i].region, cases[i].day, cases[i].serial);
        if (i == 1) { /* whatever its digits are, they check */
            assert_int_equal(result, 0);
            assert_int_equal(case_number_check(number, "431000"), NUMBER_GOOD);
            continue;
        }
        if ((result == 0) != (cases[i].number != NULL) ||
            (result == 0 && strcmp(number, cases[i].number) != 0)) {
            fail_msg("case %zu: got %d \"%s\", expected %s", i, result, number,
                     cases[i].number != NULL ? cases[i].number : "a refusal");
        }
    }
}

/* Every single wrong digit and every swap of two neighbours in a number is found. */
static void slips_are_found(void **state)
{
    char good[CASE_NUMBER_SIZE];
    (void)state;
    assert_int_equal(case_number_make(good, "431000", 260809, 130712), 0);
    for (size_t i = 0; i < CASE_NUMBER_DIGITS; i++) {
        for (int digit = '0'; digit <= '9'; digit++) {
            char slip[CASE_NUMBER_SIZE];
            memcpy(slip, good, sizeof slip);
            slip[i] = (char)digit;
            enum number_check expected = digit == good[i] ? NUMBER_GOOD : NUMBER_WRONG;
            if (case_number_check(slip, NULL) != expected) {
                fail_msg("%s for %s: expected %d", slip, good, (int)expected);
            }
        }
        if (i + 1 < CASE_NUMBER_DIGITS && good[i] != good[i + 1]) {
            char swap[CASE_NUMBER_SIZE];
            memcpy(swap, good, sizeof swap);
            swap[i] = good[i + 1];
            swap[i + 1] = good[i];
            assert_int_equal(case_number_check(swap, NULL), NUMBER_WRONG);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_at_once_what_is_wrong),
        cmocka_unit_test(makes_numbers_that_check),
        cmocka_unit_test(slips_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
