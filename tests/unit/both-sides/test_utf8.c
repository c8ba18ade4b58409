/* One strict check of UTF-8, and what old databases write in its place. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "both-sides/utf8.h"

static void what_is_a_character(void **state)
{
    static const struct {
        const char *bytes;
        size_t valid;
    } cases[] = {
        {"", 0},
        {"a", 1},
        {"\xC2\x80", 2},
        {"\xC1\xBF", 0}, /* overlong */
        {"\xC0\x80", 0},
        {"\xE0\xA0\x80", 3},
        {"\xE0\x9F\xBF", 0},
        {"\xED\x9F\xBF", 3},
        {"\xED\xA0\x80", 0}, /* a surrogate */
        {"\xEE\x80\x80", 3},
        {"\xF0\x90\x80\x80", 4},
        {"\xF0\x8F\xBF\xBF", 0},
        {"\xF4\x8F\xBF\xBF", 4},
        {"\xF4\x90\x80\x80", 0}, /* beyond U+10FFFF */
        {"\xF5\x80\x80\x80", 0},
        {"ab\xE4\xB8", 2}, /* cut */
        {"\x80", 0},
        {"abcdefgh\xFF", 8},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t valid = utf8_valid_length((const unsigned char *)cases[i].bytes, strlen(cases[i].bytes));
        if (valid != cases[i].valid) {
            fail_msg("case %zu: wanted %zu right bytes, got %zu", i, cases[i].valid, valid);
        }
    }
}

static void surrogates_become_characters(void **state)
{
    static const struct {
        const char *bytes, *wanted;
        size_t joined;
    } cases[] = {
        {"\xED\xA0\xBD\xED\xB8\x80", "\xF0\x9F\x98\x80", 1},
        {"a\xED\xA1\x80\xED\xB0\x80z", "a\xF0\xA0\x80\x80z", 1},
        {"\xED\xAF\xBF\xED\xBF\xBF", "\xF4\x8F\xBF\xBF", 1},
        {"\xED\xA0\x80\xED\xA0\x80\xED\xB0\x80", "\xED\xA0\x80\xF0\x90\x80\x80", 1}, /* half a pair stays */
        {"\xED\xB0\x80\xED\xA0\x80", "\xED\xB0\x80\xED\xA0\x80", 0},
        {"\xED\xA0\xBD", "\xED\xA0\xBD", 0},
        {"中文\xED\x9F\xBF", "中文\xED\x9F\xBF", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned char bytes[40];
        size_t joined = 99;
        size_t length = strlen(cases[i].bytes);
        memcpy(bytes, cases[i].bytes, length);
        length = utf8_join_surrogates(bytes, length, &joined);
        if (length != strlen(cases[i].wanted) || memcmp(bytes, cases[i].wanted, length) != 0 ||
            joined != cases[i].joined) {
            fail_msg("case %zu: wanted %s, got %.*s (%zu joined)", i, cases[i].wanted, (int)length, bytes,
                     joined);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_a_character),
        cmocka_unit_test(surrogates_become_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
