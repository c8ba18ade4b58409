/* Forms and queries that we write. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "headend/upstream/form_body.h"

static void names_and_values_are_joined_and_encoded(void **state)
{
    char text[200];
    struct form_body form;
    (void)state;
    form_body_begin(&form, text, sizeof text);
    form_body_add(&form, "code", "a b+c/d=&?");
    form_body_add(&form, "name", "张~-._");
    assert_string_equal(text, "code=a%20b%2Bc%2Fd%3D%26%3F&name=%E5%BC%A0~-._");
    assert_false(form.too_long);
    form_body_begin(&form, text, sizeof text);
    form_body_text(&form, "https://a.example/x?");
    form_body_add(&form, "a", "1");
    form_body_add(&form, "b", "");
    assert_string_equal(text, "https://a.example/x?a=1&b=");
}

static void what_does_not_fit_is_remembered(void **state)
{
    char text[8];
    struct form_body form;
    (void)state;
    form_body_begin(&form, text, sizeof text);
    form_body_add(&form, "abc", "def");
    assert_false(form.too_long);
    assert_string_equal(text, "abc=def");
    form_body_begin(&form, text, sizeof text);
    form_body_add(&form, "abc", "de\x01");
    assert_true(form.too_long);
    form_body_text(&form, "x");
    assert_string_equal(text, "abc=de");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_values_are_joined_and_encoded),
        cmocka_unit_test(what_does_not_fit_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
