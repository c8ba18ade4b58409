#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/printable.h"

struct character_case {
    const char *text;
    size_t taken;
    uint32_t code_point;
};

static void decodes_utf8_and_nothing_else(void **state)
{
    static const struct character_case cases[] = {
        {"a", 1, 'a'},
        {"\xc2\x80", 2, 0x80},
        {"\xe9\x83\xb4", 3, 0x90f4},
        {"\xf0\xab\x96\xaf", 4, 0x2b5af},
        {"\xf4\x8f\xbf\xbf", 4, 0x10ffff},
        {"\xf4\x90\x80\x80", 0, 0}, /* above 10FFFF */
        {"\xc0\x80", 0, 0},         /* overlong */
        {"\xe0\x80\x80", 0, 0},
        {"\xed\xa0\x80", 0, 0}, /* surrogate */
        {"\x80", 0, 0},
        {"\xe9\x83", 0, 0}, /* cut */
        {"\xe9\x83g", 0, 0},
        {"\xff", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t code_point = 0;
        size_t taken = utf8_character(cases[i].text, strlen(cases[i].text), &code_point);
        if (taken != cases[i].taken || (taken > 0 && code_point != cases[i].code_point)) {
            fail_msg("case %zu: took %zu bytes as %x, expected %zu as %x", i, taken, code_point,
                     cases[i].taken, cases[i].code_point);
        }
    }
}

struct copy_case {
    const char *text;
    size_t size;
    const char *expected;
    int cut;
};

static void escapes_and_cuts_between_characters(void **state)
{
    static const struct copy_case cases[] = {
        {"plain", 20, "plain", 0},
        {"郴州", 20, "郴州", 0},
        {"郴州", 7, "郴州", 0},
        {"郴州", 6, "郴", 1},
        {"郴州", 3, "", 1},
        {"", 1, "", 0},
        {"a", 1, "", 1},
        {"a\nb\x1b[2J", 40, "a\\x0ab\\x1b[2J", 0},
        {"\xff", 10, "\\xff", 0},
        {"\xff", 4, "", 1},
        {"\xc2\x85", 10, "\\x85", 0},
        {"\xe2\x80\xae", 10, "\\u202e", 0},
        {"\xd8\x9c", 10, "\\u061c", 0},
        {"\xe2\x81\xa9", 10, "\\u2069", 0},
        {"\xe2\x80\xa8", 10, "\\u2028", 0},
        {"\xef\xbb\xbf", 10, "\\ufeff", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[64];
        int cut = -1;
        size_t length = printable_copy(out, cases[i].size, cases[i].text, strlen(cases[i].text), &cut);
        if (strcmp(out, cases[i].expected) != 0 || cut != cases[i].cut || length != strlen(out)) {
            fail_msg("case %zu: got \"%s\" cut %d, expected \"%s\" cut %d", i, out, cut, cases[i].expected,
                     cases[i].cut);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_utf8_and_nothing_else),
        cmocka_unit_test(escapes_and_cuts_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
