/* The addresses of pages for phones: each page has one. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "headend/pages/phone_path.h"

#define LONGEST       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" /* 40 */
#define OF_41_LETTERS "guides/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define OF_41_DIGITS  "flows/a/11111111111111111111111111111111111111111"

static void pages_that_there_are(void **state)
{
    static const struct {
        const char *path;
        enum content_kind kind;
        const char *id, *form, *revision;
    } cases[] = {
        {"guides/retirement", CONTENT_GUIDE, "retirement", "", ""},
        {"guides/a/forms/b", CONTENT_GUIDE, "a", "b", ""},
        {"guides/" LONGEST "/forms/" LONGEST, CONTENT_GUIDE, LONGEST, LONGEST, ""},
        {"flows/a", CONTENT_FLOW, "a", "", ""},
        {"flows/a/12", CONTENT_FLOW, "a", "", "12"},
        {"policies/a-1", CONTENT_POLICY, "a-1", "", ""},
        {"stations/s431000", CONTENT_STATION, "s431000", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct phone_path path;
        if (phone_path_read(cases[i].path, &path) != 0) {
            fail_msg("%s is refused", cases[i].path);
        }
        assert_int_equal(path.kind, cases[i].kind);
        assert_string_equal(path.id, cases[i].id);
        assert_string_equal(path.form, cases[i].form);
        assert_string_equal(path.revision, cases[i].revision);
    }
}

static void pages_that_there_are_not(void **state)
{
    static const char *const cases[] = {
        "",
        "/",
        "guides",
        "guides/",
        "/guides/a",
        "guides//a",
        "guides/a/",
        "guides/a/forms",
        "guides/a/forms/",
        "guides/a/forms/b/",
        "guides/a/forms/b/c",
        "guides/a/b",
        "guides/a/12",
        "flows/a/",
        "flows/a/12/",
        "flows/a/12/3",
        "flows/a/x",
        "flows/a/forms/b",
        "flows/a/-1",
        "policies/a/1",
        "stations/s431000/",
        "stations/a/b",
        "notices/a",
        OF_41_LETTERS,
        OF_41_DIGITS,
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct phone_path path;
        if (phone_path_read(cases[i], &path) == 0) {
            fail_msg("%s is taken", cases[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pages_that_there_are),
                                       cmocka_unit_test(pages_that_there_are_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
