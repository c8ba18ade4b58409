/* Initials of titles, as the search of a box wants them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "headend/pinyin/pinyin.h"

struct title_case {
    const char *title, *initials;
};

static void titles_have_initials(void **state)
{
    static const struct title_case cases[] = {
        {"公积金", "gjj"},
        {"通知公告", "tzgg"},
        {"郴州市北湖区", "czsbhq"},
        {"", ""},
        {"2026年", "2026n"},
        {"12345热线", "12345rx"},
        {"１２ＡＢｃ", "12abc"}, /* full width */
        {"Chénzhōu", "chenzhou"},
        {"Che\u0301nzho\u0304u", "chenzhou"},
        {"\u2F42\u2F49", "wy"}, /* Kangxi radicals */
        {"\u2ED3沙", "[cz]s"},
        {"\uF9D1①", "l1"},
        {"二〇二六", "elel"},
        {"重庆长沙", "[cz]q[cz]s"},
        {"会计", "[hk]j"},
        {"单", "[dsc]"},
        {"《办法》的通知", "bf dtz"}, /* a part ends; none at the start */
        {"（试行）", "s[hx]"},
        {"A—B", "a b"},
        {"，。！", ""},
        {"㛃䶮", "jy"}, /* rare characters of names */
        {"a\xf0\xab\x96\xaf"
         "b",
         "a b"}, /* beyond the basic plane: none */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char initials[PINYIN_INITIALS_SIZE];
        size_t length = pinyin_initials(cases[i].title, initials, sizeof initials);
        if (strcmp(initials, cases[i].initials) != 0 || length != strlen(initials)) {
            fail_msg("%s: got \"%s\" (%zu), expected \"%s\"", cases[i].title, initials, length,
                     cases[i].initials);
        }
    }
}

/* Whatever the size, what comes is whole: no bracket stays open. */
static void a_short_buffer_cuts_between_characters(void **state)
{
    static const struct {
        size_t size;
        const char *expected;
    } cases[] = {{1, ""},      {2, "a"},      {3, "a"},      {5, "a"},
                 {6, "a[cz]"}, {7, "a[cz]q"}, {8, "a[cz]q"}, {9, "a[cz]q b"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char initials[16];
        memset(initials, '#', sizeof initials);
        (void)pinyin_initials("a重庆、b", initials, cases[i].size);
        assert_string_equal(initials, cases[i].expected);
        assert_int_equal(initials[cases[i].size], '#');
    }
}

/* The contract's bound: 80 characters of three readings each. */
static void the_longest_title_fits(void **state)
{
    char title[80 * 3 + 1] = "";
    char initials[PINYIN_INITIALS_SIZE];
    (void)state;
    for (size_t i = 0; i < 80; i++) {
        memcpy(title + i * 3, "单", 4);
    }
    assert_int_equal(pinyin_initials(title, initials, sizeof initials), PINYIN_INITIALS_SIZE - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_have_initials),
        cmocka_unit_test(a_short_buffer_cuts_between_characters),
        cmocka_unit_test(the_longest_title_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
