/* Cookies: what is read out of a header, and what Set-Cookie says. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "headend/http/cookie.h"

#define LONG_64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void reading(void **state)
{
    static const struct {
        const char *header, *value; /* value NULL: there is none */
    } cases[] = {
        {"__Host-session=abc", "abc"},
        {"a=b; __Host-session=abc", "abc"},
        {"__Host-session=abc; a=b", "abc"},
        {"a=b;__Host-session=abc;c=d", "abc"},
        {"  __Host-session=A-z_0.9  ", "A-z_0.9"},
        {"a=\"x; __Host-session=abc", "abc"},
        {"__Host-session=" LONG_64 LONG_64, LONG_64 LONG_64},
        {"__Host-session=" LONG_64 LONG_64 "a", NULL},
        {NULL, NULL},
        {"", NULL},
        {";", NULL},
        {"session=abc", NULL},
        {"__Host-sessions=abc", NULL},
        {"x__Host-session=abc", NULL},
        {"__host-session=abc", NULL},
        {"__Host-session", NULL},
        {"__Host-session=", NULL},
        {"__Host-session=; a=b", NULL},
        {"__Host-session=\"abc\"", NULL},
        {"__Host-session=a b", NULL},
        {"__Host-session=a,b", NULL},
        {"__Host-session=a%20", NULL},
        {"__Host-session=\xe4\xb8\x80", NULL},
        {"__Host-session=a; __Host-session=b", NULL},
        {"__Host-session=a; __Host-session=a", NULL},
        {"__Host-session =abc", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char value[COOKIE_VALUE_SIZE] = "";
        int result = cookie_read(cases[i].header, COOKIE_SESSION, value);
        if (result != (cases[i].value != NULL ? 0 : -1) ||
            (cases[i].value != NULL && strcmp(value, cases[i].value) != 0)) {
            fail_msg("%s: wanted %s, got %s", cases[i].header,
                     cases[i].value != NULL ? cases[i].value : "none", result == 0 ? value : "none");
        }
    }
}

static void writing(void **state)
{
    static const struct {
        struct cookie cookie;
        const char *text; /* NULL: refused */
    } cases[] = {
        {{"session", "abc", COOKIE_STRICT, 0},
         "__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Strict"},
        {{"a-1", "A_z.9-", COOKIE_LAX, 600},
         "__Host-a-1=A_z.9-; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"},
        {{"session", "", COOKIE_STRICT, 600},
         "__Host-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"},
        {{"", "abc", COOKIE_STRICT, 0}, NULL},
        {{"a=b", "abc", COOKIE_STRICT, 0}, NULL},
        {{"a b", "abc", COOKIE_STRICT, 0}, NULL},
        {{"a", "b;c", COOKIE_STRICT, 0}, NULL},
        {{"a", "b c", COOKIE_STRICT, 0}, NULL},
        {{"a", "b\r\nX: y", COOKIE_STRICT, 0}, NULL},
        {{"a", "\"b\"", COOKIE_STRICT, 0}, NULL},
        {{"a", "b", COOKIE_STRICT, -1}, NULL},
        {{"a", LONG_64 LONG_64 "a", COOKIE_STRICT, 0}, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = cookie_write(&cases[i].cookie);
        if (cases[i].text == NULL) {
            assert_null(text);
        } else {
            assert_non_null(text);
            assert_string_equal(text, cases[i].text);
        }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reading), cmocka_unit_test(writing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
