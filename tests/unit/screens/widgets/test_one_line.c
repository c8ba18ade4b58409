/* Texts of the headend where there is one line for them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screens/widgets/one_line.h"

static const struct {
    const char *text;
    size_t size;
    const char *shown;
} cases[] = {
    {"", 8, ""},
    {"甲", 1, ""},
    {"每人每月 200 元", 64, "每人每月 200 元"},
    {"甲\n乙", 64, "甲 乙"},
    {"甲\r\n\r\n  乙\t丙", 64, "甲 乙 丙"},
    {"\n甲\n", 64, "甲"},
    {" \t\n", 64, ""},
    {"甲\xc2\x85乙\x7f丙", 64, "甲 乙 丙"},                            /* of C1, and DEL */
    {"甲\xe2\x80\xa8乙\xe2\x80\xa9丙", 64, "甲 乙 丙"},                /* line and paragraph separators */
    {"a\xe2\x80\xae\x62\xe2\x81\xa6\x63\xef\xbb\xbf\x64", 64, "abcd"}, /* marks of direction */
    {"甲\xff\xfe乙", 64, "甲 乙"},
    {"甲乙丙", 9, "甲乙"}, /* whole characters */
    {"甲乙丙", 10, "甲乙丙"},
    {"甲\n乙", 7, "甲"}, /* and no blank without what it stands before */
    {"甲\n乙", 8, "甲 乙"},
};

static void as_it_is_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[64];
        assert_string_equal(one_line(out, cases[i].size, cases[i].text), cases[i].shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_it_is_shown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
