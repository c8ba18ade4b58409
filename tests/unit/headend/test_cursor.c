#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "headend/area.h"
#include "headend/cursor.h"

static void test_cursor_comes_back(void **state)
{
    static const struct cursor cases[] = {
        {0, 0, "a"},
        {1, 1772674200000, "n-17"},
        {1, 999999999999999999, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"},
        {0, 1, "-_9"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[CURSOR_SIZE];
        struct cursor read = {0};
        cursor_write(&cases[i], text);
        if (cursor_read(text, &read) != 0 || read.urgent != cases[i].urgent ||
            read.published != cases[i].published || strcmp(read.id, cases[i].id) != 0) {
            fail_msg("case %zu: %s was read as %d %lld %s", i, text, read.urgent, (long long)read.published,
                     read.id);
        }
    }
}

static void test_hostile_cursors(void **state)
{
    static const char *const cases[] = {"",
                                        "1",
                                        "1.",
                                        "1..a",
                                        "1.5",
                                        "1.5.",
                                        "2.5.a",
                                        "-1.5.a",
                                        "1.-5.a",
                                        "1.+5.a",
                                        "1. 5.a",
                                        " 1.5.a",
                                        "1.5.a ",
                                        "1.05.a",
                                        "1.0x5.a",
                                        "1.1e3.a",
                                        "1.9999999999999999999.a",
                                        "1.5.a.b",
                                        "1.5.a/b",
                                        "1.5.a'b",
                                        "1.5.\xe4\xb8\x80",
                                        "1.5.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO",
                                        "11.5.a",
                                        "1,5,a",
                                        "\xff",
                                        "%00"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cursor read;
        if (cursor_read(cases[i], &read) == 0) {
            fail_msg("\"%s\" was taken for a cursor", cases[i]);
        }
    }
}

static void test_prefixes(void **state)
{
    static const struct {
        const char *code, *prefix;
    } cases[] = {{"431000", "4310"},
                 {"430000", "43"},
                 {"431002", "431002"},
                 {"431002001", "431002001"},
                 {"431002000", "431002"},
                 {"431000000", "4310"},
                 {"431002001005", "431002001005"},
                 {"431002001000", "431002001"},
                 {"431000000000", "4310"},
                 {"431010", "431010"},
                 {"431100", "4311"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char prefix[AREA_CODE_SIZE];
        area_prefix(cases[i].code, prefix);
        if (strcmp(prefix, cases[i].prefix) != 0) {
            fail_msg("%s: wanted %s, got %s", cases[i].code, cases[i].prefix, prefix);
        }
    }
}

static void test_whom_a_notice_concerns(void **state)
{
    static const struct {
        const char *notice, *household;
        int concerns;
    } cases[] = {
        {"431000", "431002", 1},          {"431000", "431002001", 1},
        {"431000", "431081206007", 1},    {"431000", "431000", 1},
        {"431002", "431000", 1},          {"431002001", "431002", 1},
        {"431002", "431003", 0},          {"431002", "431003001", 0},
        {"431002001", "431002002", 0},    {"431002001", "431003001", 0},
        {"431000", "431100", 0},          {"430000", "431002", 1},
        {"431002001005", "431002001", 1}, {"431002001005", "431002001006", 0},
        {"440000", "431002", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (area_concerns(cases[i].notice, cases[i].household) != cases[i].concerns) {
            fail_msg("a notice of %s and a household in %s: wanted %d", cases[i].notice, cases[i].household,
                     cases[i].concerns);
        }
    }
    static const char *const wrong[] = {"",        "4",          "43100",         "4310000",      "43100x",
                                        "431000 ", "4310000000", "431002001005x", "4310020010050"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (area_code_is_valid(wrong[i])) {
            fail_msg("\"%s\" was taken for an area code", wrong[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cursor_comes_back),
        cmocka_unit_test(test_hostile_cursors),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_whom_a_notice_concerns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
