/* Where a page ended: what is written is read back, and nothing else is read. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "headend/notices/cursor.h"

static void read_back(void **state)
{
    static const struct cursor cases[] = {
        {.urgent = 0, .published = 0, .id = "a"},
        {.urgent = 1, .published = INT64_C(1772674200250), .id = "n-98fb49596300e6051f8dc23b0ebe7bca"},
        {.urgent = 1,
         .published = INT64_C(253402300799999),
         .id = "0123456789012345678901234567890123456789"},
        {.urgent = 0, .published = INT64_C(999999999999999999), .id = "_-"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[CURSOR_SIZE];
        struct cursor got = {0};
        cursor_write(&cases[i], text);
        if (cursor_read(text, &got) != 0 || got.urgent != cases[i].urgent ||
            got.published != cases[i].published || strcmp(got.id, cases[i].id) != 0) {
            fail_msg("case %zu, written as \"%s\", is not read back", i, text);
        }
    }
}

static void nothing_else(void **state)
{
    static const char *const cases[] = {
        "",
        "0",
        "0.",
        "0.1",
        "0.1.",
        "2.1.a",
        "-1.1.a",
        "0.-1.a",
        "0.x.a",
        "0.01.a",
        "0.00.a",
        "0.1.a b",
        "0.1.a/b",
        "00.1.a",
        "0.1.a\n",
        " 0.1.a",
        "0 .1.a",
        "0.1.äa",
        "0..a",
        "0.1..a",
        "0x1.1.a",
        "0.1e3.a",
        "0.9999999999999999999.a",
        "0.1.01234567890123456789012345678901234567890",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cursor got;
        if (cursor_read(cases[i], &got) == 0) {
            fail_msg("\"%s\": wanted a refusal", cases[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(read_back), cmocka_unit_test(nothing_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
