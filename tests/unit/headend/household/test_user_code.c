#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "headend/household/user_code.h"

/* Codes as they are made, shown and typed. */

static void test_typing(void **state)
{
    static const struct {
        const char *typed;
        const char *code; /* NULL: it is none */
    } cases[] = {
        {"BCDFGHJK", "BCDFGHJK"},
        {"bcdf-ghjk", "BCDFGHJK"},
        {"  bC dF.gH_jK\t", "BCDFGHJK"},
        {"\uFF22\uFF23\uFF24\uFF26\uFF0D\uFF47\uFF48\uFF4A\uFF4B", "BCDFGHJK"}, /* full width */
        {"BCDF\u3000GHJK", "BCDFGHJK"},
        {"BCDF\u2014GHJK", "BCDFGHJK"},
        {"", NULL},
        {"--------", NULL},
        {"BCDFGHJ", NULL},
        {"BCDFGHJKL", NULL},
        {"BCDFGHJA", NULL}, /* a vowel */
        {"BCDFGHJ0", NULL}, /* a digit */
        {"BCDFGHJY", NULL}, /* of the 20 letters it is none */
        {"BCDF\nGHJK", NULL},
        {"BCDFGHJ\xC3", NULL},
        {"BCDFGHJ\u00C7", NULL},
        {"BCDFGHJ\u4E2D", NULL},
        {"                                                                B C D F G H J K",
         NULL}, /* too long */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char code[USER_CODE_SIZE];
        int result = user_code_read(cases[i].typed, code);
        if ((result == 0) != (cases[i].code != NULL) || (result == 0 && strcmp(code, cases[i].code) != 0)) {
            fail_msg("\"%s\": wanted %s, got %s", cases[i].typed,
                     cases[i].code != NULL ? cases[i].code : "none", result == 0 ? code : "none");
        }
    }
}

static void test_made_codes_are_read_as_they_are_shown(void **state)
{
    unsigned char seen[256] = {0};
    int letters = 0;
    (void)state;
    for (int i = 0; i < 2000; i++) {
        char code[USER_CODE_SIZE];
        char shown[USER_CODE_SHOWN_SIZE];
        char back[USER_CODE_SIZE];
        assert_int_equal(user_code_make(code), 0);
        user_code_show(code, shown);
        assert_int_equal(strlen(shown), USER_CODE_SHOWN_SIZE - 1);
        assert_int_equal(user_code_read(shown, back), 0);
        assert_string_equal(back, code);
        for (const char *letter = code; *letter != '\0'; letter++) {
            letters += seen[(unsigned char)*letter] == 0;
            seen[(unsigned char)*letter] = 1;
        }
    }
    assert_int_equal(letters, 20);
}

static void test_room_numbers(void **state)
{
    (void)state;
    for (int i = 0; i < 500; i++) {
        char number[NUMBER_SIZE];
        assert_int_equal(room_number_make(number), 0);
        assert_int_equal(strspn(number, "0123456789"), 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_made_codes_are_read_as_they_are_shown),
        cmocka_unit_test(test_room_numbers),
    };
    return cmocka_run_group_tests_name("user code", tests, NULL, NULL);
}
