/* The marks of a checklist in an address. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "headend/content/content_page.h"

enum { ITEMS_MAX = 16 };

static void digits_become_marks(void **state)
{
    static const struct {
        const char *hex;
        size_t count;
        const char *wanted; /* NULL: refused */
    } cases[] = {
        {"c0", 8, "11000000"}, {"c08", 9, "110000001"}, {"f", 4, "1111"},
        {"8", 1, "1"},         {NULL, 5, "00000"},      {"", 0, ""},
        {"a5", 8, "10100101"}, {"00", 5, "00000"},      {"c", 8, NULL},
        {"c00", 8, NULL},      {"", 4, NULL},           {"g0", 8, NULL},
        {"C0", 8, NULL},       {"c ", 8, NULL},         {"4", 1, NULL},
        {"c09", 9, NULL},      {"0", 0, NULL},          {"-1", 8, NULL},
        {"0x", 8, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char bits[ITEMS_MAX + 1];
        int result = phone_bits_read(cases[i].hex, cases[i].count, bits);
        if (result != (cases[i].wanted != NULL ? 0 : -1)) {
            fail_msg("“%s” for %zu items: %s", cases[i].hex, cases[i].count,
                     result == 0 ? "taken" : "refused");
        }
        if (cases[i].wanted != NULL) {
            assert_string_equal(bits, cases[i].wanted);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(digits_become_marks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
