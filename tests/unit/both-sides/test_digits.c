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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_number_is_a_whole_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
