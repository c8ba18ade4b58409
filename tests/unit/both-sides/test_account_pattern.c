/* Patterns of account numbers, and numbers held against them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/account_pattern.h"

static void patterns_are_told_apart(void **state)
{
    static const char *const good[] = {"d{10}|d{13}", "c{4,20}",         "dddd",      "CZd{8}",
                                       "l{2}-d{6}",   "d{4}|l{4}|c{20}", "d{0,3}c{4}"};
    static const char *const bad[] = {
        "",       "|",          "d{10}|",
        "|d{10}", "d{3}",       "c{4,21}",
        "d{21}",  "d{10}d{11}", "d{5,4}",
        "d{}",    "d{4",        "d{4,}",
        "d4}",    "D{4}é",      "x{4}",
        "d {4}",  "d{4}*",      "{4}",
        "d{004}", "d{0}",       "d{-4}",
        "(d{4})", "d{4}||d{5}", "dddddddddddddddddddd|dddddddddddddddddddd|dddddddddddddddddddd|dddddddddd"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        if (!account_pattern_is_good(good[i])) {
            fail_msg("\"%s\" is a pattern", good[i]);
        }
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (account_pattern_is_good(bad[i])) {
            fail_msg("\"%s\" is no pattern", bad[i]);
        }
    }
}

static void numbers_are_held_against_them(void **state)
{
    static const struct {
        const char *pattern, *number;
        enum account_number_check check;
    } rows[] = {
        {"d{10}|d{13}", "", ACCOUNT_NUMBER_BEGINS},
        {"d{10}|d{13}", "430000001", ACCOUNT_NUMBER_BEGINS},
        {"d{10}|d{13}", "4300000018", ACCOUNT_NUMBER_GOOD},
        {"d{10}|d{13}", "43000000180", ACCOUNT_NUMBER_BEGINS},
        {"d{10}|d{13}", "4300000018000", ACCOUNT_NUMBER_GOOD},
        {"d{10}|d{13}", "43000000180001", ACCOUNT_NUMBER_WRONG},
        {"d{10}|d{13}", "43000A", ACCOUNT_NUMBER_WRONG},
        {"d{10}|d{13}", "４３", ACCOUNT_NUMBER_WRONG},
        {"c{4,20}", "12", ACCOUNT_NUMBER_BEGINS},
        {"c{4,20}", "12AB", ACCOUNT_NUMBER_GOOD},
        {"c{4,20}", "12ab", ACCOUNT_NUMBER_WRONG},
        {"c{4,20}", "01234567890123456789", ACCOUNT_NUMBER_GOOD},
        {"c{4,20}", "012345678901234567890", ACCOUNT_NUMBER_WRONG},
        {"c{4,20}", "1234567890123456789012345678901234567890123456789012345678901234567890",
         ACCOUNT_NUMBER_WRONG},
        {"CZd{8}", "C", ACCOUNT_NUMBER_BEGINS},
        {"CZd{8}", "CX", ACCOUNT_NUMBER_WRONG},
        {"CZd{8}", "CZ00000018", ACCOUNT_NUMBER_GOOD},
        {"d{0,3}c{4}", "1234", ACCOUNT_NUMBER_GOOD},
        {"d{0,3}c{4}", "123ABCD", ACCOUNT_NUMBER_GOOD},
        {"d{0,3}c{4}", "1234ABCD", ACCOUNT_NUMBER_WRONG},
        {"l{2}-d{6}", "AB-00", ACCOUNT_NUMBER_BEGINS},
        {"l{2}-d{6}", "AB000000", ACCOUNT_NUMBER_WRONG},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum account_number_check check = account_number_check(rows[i].pattern, rows[i].number);
        if (check != rows[i].check) {
            fail_msg("%s against %s: %d, not %d", rows[i].number, rows[i].pattern, (int)check,
                     (int)rows[i].check);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(patterns_are_told_apart),
                                       cmocka_unit_test(numbers_are_held_against_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
