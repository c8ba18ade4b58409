#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/records/person_scope.h"

/* Scopes as a text and as bits. */

static void test_reading(void **state)
{
    static const struct {
        const char *text;
        int result;
        unsigned bits;
    } cases[] = {
        {"", 0, 0},
        {"social-security", 0, 1},
        {"cases", 0, 4},
        {"cases housing-fund social-security", 0, PERSON_SCOPE_ALL},
        {"social-security  cases", -1, 0},
        {" cases", -1, 0},
        {"cases ", -1, 0},
        {"cases cases", -1, 0},
        {"case", -1, 0},
        {"casess", -1, 0},
        {"CASES", -1, 0},
        {"cases\thousing-fund", -1, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned bits = 99;
        int result = person_scopes_read(cases[i].text, &bits);
        if (result != cases[i].result || (result == 0 && bits != cases[i].bits)) {
            fail_msg("\"%s\": wanted %d with %x, got %d with %x", cases[i].text, cases[i].result,
                     cases[i].bits, result, bits);
        }
    }
}

static void test_every_set_comes_back(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits <= PERSON_SCOPE_ALL; bits++) {
        char text[PERSON_SCOPES_SIZE];
        unsigned back = 99;
        person_scopes_write(bits, text);
        if (person_scopes_read(text, &back) != 0 || back != bits) {
            fail_msg("%x: written as \"%s\", which is read as %x", bits, text, back);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_every_set_comes_back),
    };
    return cmocka_run_group_tests_name("person scope", tests, NULL, NULL);
}
