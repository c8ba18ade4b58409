/* Bodies of forms: what browsers write is taken, and nothing else. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "headend/http/form.h"

enum { BODY_SIZE = 4000 };

static int read(const char *text, char body[BODY_SIZE], struct form *form)
{
    size_t length = strlen(text);
    assert_true(length < BODY_SIZE);
    memcpy(body, text, length + 1);
    return form_read(body, length, form);
}

static void what_browsers_write(void **state)
{
    static const struct {
        const char *body;
        size_t count;
        const char *name, *value; /* of the last field */
    } cases[] = {
        {"", 0, NULL, NULL},
        {"a=b", 1, "a", "b"},
        {"a=", 1, "a", ""},
        {"a=&b=", 2, "b", ""},
        {"a=1&b=2&c=3", 3, "c", "3"},
        {"a=b+c", 1, "a", "b c"},
        {"a=%2B%26%3D%25", 1, "a", "+&=%"},
        {"a=%2b", 1, "a", "+"},
        {"a=%E4%B8%80", 1, "a", "一"},
        {"%E5%90%8D=x", 1, "名", "x"},
        {"a=%F0%9F%98%80", 1, "a", "\xf0\x9f\x98\x80"},
        {"a=1%0D%0A2%09", 1, "a", "1\r\n2\t"},
        {"a=*-._Az09", 1, "a", "*-._Az09"},
        {"a=1&A=2", 2, "A", "2"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=1", 1, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char body[BODY_SIZE];
        struct form form;
        if (read(cases[i].body, body, &form) != 0 || form.count != cases[i].count) {
            fail_msg("%s: wanted %zu fields, got %zu or a refusal", cases[i].body, cases[i].count,
                     form.count);
        }
        if (cases[i].name != NULL) {
            assert_string_equal(form.fields[form.count - 1].name, cases[i].name);
            assert_string_equal(form_value(&form, cases[i].name), cases[i].value);
        }
        assert_null(form_value(&form, "none"));
    }
}

static void what_is_refused(void **state)
{
    static const char *const cases[] = {
        "a",
        "a&b=1",
        "=b",
        "&",
        "a=1&",
        "&a=1",
        "a=1&&b=2",
        "a=b=c",
        "a=1&a=2",
        "a=1&%61=2",
        "a=%",
        "a=%4",
        "a=%4g",
        "a=%g4",
        "a=%00",
        "a%00=1",
        "a=%01",
        "a=%1F",
        "a=%7F",
        "a=%FF",
        "a=%C0%80",
        "a=%ED%A0%80",
        "a=%E4%B8",
        "a=%E4%B8&b=1",
        "a=b c",
        "a=b\n",
        "a=\xe4\xb8\x80",
        "a=b;c=d",
        "a=\"b\"",
        "a=<b>",
        "a=b/c",
        "a=~",
        "a=b#c",
        "a=b?c",
        "a=%%41",
        "a=%-1",
        "a=% 1",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=1",
        "\"a\"=1",
        "{\"a\":1}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char body[BODY_SIZE];
        struct form form;
        if (read(cases[i], body, &form) == 0) {
            fail_msg("%s is taken", cases[i]);
        }
    }
}

static void so_many_fields(void **state)
{
    (void)state;
    for (size_t count = FORM_FIELDS_MAX; count <= FORM_FIELDS_MAX + 1; count++) {
        char text[BODY_SIZE] = "";
        char body[BODY_SIZE];
        struct form form;
        for (size_t i = 0; i < count; i++) {
            size_t length = strlen(text);
            (void)snprintf(text + length, sizeof text - length, "%sf%zu=%zu", i > 0 ? "&" : "", i, i);
        }
        assert_int_equal(read(text, body, &form), count <= FORM_FIELDS_MAX ? 0 : -1);
    }
}

/* A byte that is NUL as it stands: the length counts, not the NUL. */
static void a_raw_nul(void **state)
{
    char body[] = "a=b\0c";
    struct form form;
    (void)state;
    assert_int_equal(form_read(body, sizeof body - 1, &form), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_browsers_write),
                                       cmocka_unit_test(what_is_refused), cmocka_unit_test(so_many_fields),
                                       cmocka_unit_test(a_raw_nul)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
