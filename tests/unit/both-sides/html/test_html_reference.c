/* Character references as browsers read them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "both-sides/html/html_character_names.h"
#include "both-sides/html/html_reference.h"

static void references(void **state)
{
    static const struct {
        const char *text;
        int in_attribute;
        size_t taken;
        uint32_t first, second;
    } cases[] = {
        {"&ndash;8", 0, 7, 0x2013, 0},
        {"&yen;99", 0, 5, 0xA5, 0},
        {"&le;0.2", 0, 4, 0x2264, 0},
        {"&amp;", 0, 5, '&', 0},
        {"&AMP;", 0, 5, '&', 0},
        {"&zwnj;", 0, 6, 0x200C, 0},
        {"&CounterClockwiseContourIntegral;", 0, 33, 0x2233, 0},
        {"&NotEqualTilde;", 0, 15, 0x2242, 0x338},
        {"&nbsp", 0, 5, 0xA0, 0},
        {"&nbspx", 0, 5, 0xA0, 0},
        {"&nbsp\xE5\x85\x83", 0, 5, 0xA0, 0},
        {"&mdash\xE5\x85\x83", 0, 6, 0x2014, 0},
        {"&notit;", 0, 4, 0xAC, 0},
        {"&copy=1", 1, 0, 0, 0},
        {"&copyx", 1, 0, 0, 0},
        {"&copy;=1", 1, 6, 0xA9, 0},
        {"&copy&", 1, 5, 0xA9, 0},
        {"&mdash x", 0, 0, 0, 0},
        {"&nosuch;", 0, 0, 0, 0},
        {"&", 0, 0, 0, 0},
        {"&;", 0, 0, 0, 0},
        {"& b", 0, 0, 0, 0},
        {"&#8212;", 0, 7, 0x2014, 0},
        {"&#8212x", 0, 6, 0x2014, 0},
        {"&#X2014;", 0, 8, 0x2014, 0},
        {"&#151;", 0, 6, 0x2014, 0},
        {"&#0;", 0, 4, 0xFFFD, 0},
        {"&#xD83D;", 0, 8, 0xFFFD, 0},
        {"&#99999999999999;", 0, 17, 0xFFFD, 0},
        {"&#x1F4E2;", 0, 9, 0x1F4E2, 0},
        {"&#;", 0, 0, 0, 0},
        {"&#x;", 0, 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct html_reference got = {{0, 0}, 0};
        size_t taken = html_reference_read(cases[i].text, strlen(cases[i].text), cases[i].in_attribute, &got);
        if (taken != cases[i].taken ||
            (taken > 0 && (got.code_points[0] != cases[i].first || got.code_points[1] != cases[i].second))) {
            fail_msg("%s: wanted %zu bytes and U+%04X, got %zu and U+%04X", cases[i].text, cases[i].taken,
                     (unsigned)cases[i].first, taken, (unsigned)got.code_points[0]);
        }
    }
}

/* As many as the standard has, and each is found by its name. */
static void all_names(void **state)
{
    size_t count = 0;
    (void)state;
    for (size_t letter = 0; letter < 52; letter++) {
        for (const char *at = html_character_names[letter]; at[1] != '\0'; at = strchr(at + 1, '\n')) {
            char name[40] = "&";
            struct html_reference got;
            size_t length = strcspn(at + 1, " ");
            memcpy(name + 1, at + 1, length);
            name[length + 1] = ';';
            assert_int_equal(html_reference_read(name, length + 2, 0, &got), length + 2);
            count++;
        }
    }
    assert_int_equal(count, 2125);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references),
        cmocka_unit_test(all_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
