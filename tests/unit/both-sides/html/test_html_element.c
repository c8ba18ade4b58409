#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/html/html_element.h"

/* Names come from a body that may hold any byte. */
static void attributes_are_found_by_their_whole_name(void **state)
{
    static const struct {
        const char *name;
        size_t length;
        const char *found; /* NULL: it is none */
    } cases[] = {
        {"src", 3, "src"},
        {"SRC", 3, "src"},
        {"sr", 2, NULL},
        {"srcx", 4, NULL},
        {"srcx", 3, "src"},
        {"", 0, NULL},
        {"alt\0 and more", 13, NULL},
        {"\0src", 4, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum html_attribute got = html_attribute_find(cases[i].name, cases[i].length);
        const char *name = got == HTML_ATTRIBUTE_COUNT ? "none" : html_attribute_name(got);
        assert_string_equal(name, cases[i].found != NULL ? cases[i].found : "none");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(attributes_are_found_by_their_whole_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
