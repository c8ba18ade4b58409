/* JSON as RFC 8259 has it, and nothing that a parser takes besides. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "both-sides/json/json_tree.h"

static const struct {
    const char *text;
    const char *strict, *joining; /* what "a" says; NULL: refused */
} cases[] = {
    {"{\"a\":\"b\"}", "b", "b"},
    {" \t\r\n{\"a\":\"b\"}\n ", "b", "b"},
    {"{\"a\":\"\\ud83d\\ude00\"}", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
    {"{\"a\":\"\\uD840\\udc00\"}", "\xF0\xA0\x80\x80", "\xF0\xA0\x80\x80"},
    {"{\"a\":\"\\\\ud83d\"}", "\\ud83d", "\\ud83d"},
    {"{\"a\":\"\x7f\"}", "\x7f", "\x7f"},
    {"{\"a\":\"\\f\"}", "\f", "\f"}, /* the escape is one of JSON's */
    {"{\"a\":\"\\uD888\\u1234\"}", NULL, NULL},
    {"{\"a\":\"\\uD888\"}", NULL, NULL},
    {"{\"a\":\"\\uD888\\n\"}", NULL, NULL},
    {"{\"a\":\"\\uD888\\\\uDC00\"}", NULL, NULL},
    {"{\"a\":\"\\uDC00\"}", NULL, NULL},
    {"{\"a\":\"\\uD83D\\uD83D\\uDE00\"}", NULL, NULL},
    {"{\"\\uD83D\":\"b\"}", NULL, NULL},
    {"\f{\"a\":\"b\"}", NULL, NULL},
    {"{\"a\":\f\"b\"}", NULL, NULL},
    {"{\"a\":\v\"b\"}", NULL, NULL},
    {"{\"a\":\"b\"}\f", NULL, NULL},
    {"{/**/\"a\":\"b\"}", NULL, NULL},
    {"{\"a\":\"b\"}//", NULL, NULL},
    {"{\"a\":\"b\"}\"", NULL, NULL},
    {"{\"a\":\"b\"}\"x", NULL, NULL},
    {"{\"a\":\"b\"}{}", NULL, NULL},
    {"{\"a\":\"b\",}", NULL, NULL},
    {"{\"a\":\"\t\"}", NULL, NULL},
    {"{'a':'b'}", NULL, NULL},
    {"[\"a\"]", NULL, NULL},
    {"", NULL, NULL},
    {"{\"a\":\"\xC0\x80\"}", NULL, NULL},
    {"{\"a\":\"\xE0\x80\xAF\"}", NULL, NULL},
    {"{\"a\":\"\xF5\x80\x80\x80\"}", NULL, NULL},
    {"{\"a\":\"\xED\xA0\xBD\"}", NULL, NULL},
    {"{\"a\":\"\xED\xA1\x80\xED\xB0\x80\"}", NULL, "\xF0\xA0\x80\x80"},
    {"{\"\xED\xA1\x80\xED\xB0\x80\":1,\"a\":\"b\"}", NULL, "b"},
};

static void check(size_t which, const char *how, struct json_tree *tree, const char *wanted)
{
    int wrong = 0;
    const char *got = tree != NULL ? json_value_text(json_tree_root(tree), "a", &wrong) : NULL;
    int same = got == NULL || wanted == NULL ? got == wanted : !wrong && strcmp(got, wanted) == 0;
    if (!same) {
        fail_msg("%s\nread %s: wanted %s, got %s", cases[which].text, how,
                 wanted != NULL ? wanted : "a refusal", got != NULL ? got : "a refusal");
    }
    json_tree_wipe(tree);
}

static void what_is_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = strlen(cases[i].text);
        check(i, "strictly", json_tree_read(cases[i].text, length), cases[i].strict);
        check(i, "joining surrogates", json_tree_read_joining(cases[i].text, length), cases[i].joining);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_json)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
