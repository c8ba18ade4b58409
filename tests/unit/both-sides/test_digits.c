#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/digits.h"

enum { NONE = -77 };

static void a_number_is_a_whole_text(void **state)
{
    static const struct {
        const char *text;
        int64_t least, most, number;
    } rows[] = {
        {"0", 0, 9, 0},
        {"9", 0, 9, 9},
        {"007", 0, 9, 7},
        {"9007199254740992", 0, INT64_MAX, INT64_C(9007199254740992)},
        {"-5", -9, 9, -5},
        {"10", 0, 9, NONE},
        {"0", 1, 9, NONE},
        {"-10", -9, 9, NONE},
        {"-5", 0, 9, NONE},
        {"00000000000000001", 0, 9, NONE},
        {"99999999999999999999", 0, INT64_MAX, NONE},
        {"", 0, 9, NONE},
        {"-", -9, 9, NONE},
        {"+5", 0, 9, NONE},
        {" 5", 0, 9, NONE},
        {"5 ", 0, 9, NONE},
        {"5a", 0, 9, NONE},
        {"0x5", 0, 9, NONE},
        {"5.0", 0, 9, NONE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t number = 0;
        int64_t got = digits_read(rows[i].text, rows[i].least, rows[i].most, &number) == 0 ? number : NONE;
        if (got != rows[i].number) {
            fail_msg("\"%s\": wanted %lld, got %lld", rows[i].text, (long long)rows[i].number,
                     (long long)got);
        }
    }
}

static void a_number_is_taken_from_the_beginning(void **state)
{
    static const struct {
        const char *text;
        size_t least, most, taken; /* 0: it is none */
        int64_t number;
    } rows[] = {
        {"12x", 1, 4, 2, 12},
        {"0900-", 4, 4, 4, 900},
        {"12345", 1, 4, 4, 1234},
        {"7", 1, 16, 1, 7},
        {"900-", 4, 4, 0, NONE},
        {"x1", 1, 4, 0, NONE},
        {"", 1, 4, 0, NONE},
        {"-1", 1, 4, 0, NONE},
        {"9999999999999999", 1, 16, 16, INT64_C(9999999999999999)},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *at = rows[i].text;
        int64_t number = NONE;
        int result = digits_take(&at, rows[i].least, rows[i].most, &number);
        if (result != (rows[i].taken > 0 ? 0 : -1) || at != rows[i].text + rows[i].taken ||
            number != rows[i].number) {
            fail_msg("\"%s\": wanted %zu digits, %lld; got %d, %zu, %lld", rows[i].text, rows[i].taken,
                     (long long)rows[i].number, result, (size_t)(at - rows[i].text), (long long)number);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_number_is_a_whole_text),
                                       cmocka_unit_test(a_number_is_taken_from_the_beginning)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
