/* One way of writing each letter. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "headend/letters/normal_form.h"

static void texts(void **state)
{
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"", ""},
        {"郴州，Chénzhōu", "郴州，Chénzhōu"},
        {"Che\u0301nzho\u0304u lu\u0308\u0300", "Ch\u00E9nzh\u014Du l\u01DC"},
        {"e\u0323\u0302", "\u1EC7"}, /* marks in any order */
        {"e\u0302\u0323", "\u1EC7"},
        {"\uAC00\u11A8", "\uAC01"}, /* hangul */
        {"\u1100\u1161", "\uAC00"},
        {"x\u030C", "x\u030C"},           /* there is no such letter */
        {"\u2F42\u2F47\u2F49", "文日月"}, /* Kangxi radicals */
        {"\u2ED3沙⽊材", "长沙木材"},
        {"\u2EA0\u2ED4", "民门"},
        {"\uF9D1\uFA30\U0002F80A", "\u516D\u4FAE\u50E7"}, /* compatibility ideographs */
        {"\uFA0E", "\uFA0E"},                             /* named as one, but none */
        {"\uFF76\uFF9E\uFF97\uFF7D", "ガラス"},
        {"\u3038\u3039", "十卄"},
        {"ＡＢ１２（ｘ）！　￥", "ＡＢ１２（ｘ）！　￥"},
        {"\u2126\u212B", "\u03A9\u00C5"},
        {"①②㈠℃㎡²½…", "①②㈠℃㎡²½…"},
        {"1\u20E3 2\uFE0F\u20E3 0\uFE0F\u20E3 #\uFE0F\u20E3", "① ② ⓪ #"},
        {"a\u20E3", "a\u20E3"},
        {"🇨🇳👨‍👩‍👧📢", "🇨🇳👨‍👩‍👧📢"},
        {"<p>\u0338e\u0301</p>", "<p>\u0338\u00E9</p>"}, /* markup stays markup */
        {"<a b=\u0338\"e\u0301\">", "<a b=\u0338\"\u00E9\">"},
        {"&lt;\u0338", "&lt;\u0338"},
        {"\uFDFA", "\uFDFA"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *got = normal_form(cases[i].text);
        if (got == NULL || strcmp(got, cases[i].wanted) != 0) {
            fail_msg("%s: wanted %s, got %s", cases[i].text, cases[i].wanted, got != NULL ? got : "nothing");
        }
        char *again = normal_form(got);
        assert_non_null(again);
        assert_string_equal(again, got);
        free(again);
        free(got);
    }
    assert_null(normal_form("\xFF"));
}

static void letters_of_the_search(void **state)
{
    static const struct {
        uint32_t character, wanted;
    } cases[] = {{'a', 'a'},     {0xE9, 'e'},      {0x1DC, 'u'},     {0xFF22, 'B'},    {0xFF15, '5'},
                 {0x2460, '1'},  {0x2F49, 0x6708}, {0x2ED3, 0x957F}, {0xF9D1, 0x516D}, {0x90F4, 0x90F4},
                 {0x1D400, 'A'}, {0x3000, ' '},    {0x2014, 0x2014}, {0xD7A3, 0x1112}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t got = search_letter(cases[i].character);
        if (got != cases[i].wanted) {
            fail_msg("U+%04X: wanted U+%04X, got U+%04X", (unsigned)cases[i].character,
                     (unsigned)cases[i].wanted, (unsigned)got);
        }
    }
    assert_true(is_combining_mark(0x301) && is_combining_mark(0x20E3));
    assert_false(is_combining_mark('a') || is_combining_mark(0x4E00));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts), cmocka_unit_test(letters_of_the_search)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
