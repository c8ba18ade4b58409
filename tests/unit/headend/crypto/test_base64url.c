/* base64url without padding, strict. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "headend/crypto/base64url.h"

enum { ROOM = 64 };

static void bytes_become_text_and_text_bytes(void **state)
{
    static const struct {
        const char *bytes, *text;
    } cases[] = {{"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
                 {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xFB\xFF\xBE", "-_--"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[ROOM];
        unsigned char bytes[ROOM];
        size_t length = 0;
        size_t wanted = strlen(cases[i].bytes);
        base64url_write(cases[i].bytes, wanted, text, BASE64URL_SIZE(wanted));
        assert_string_equal(text, cases[i].text);
        assert_int_equal(base64url_read(text, strlen(text), bytes, wanted, &length), 0);
        assert_int_equal(length, wanted);
        assert_memory_equal(bytes, cases[i].bytes, wanted);
    }
}

static void what_is_none_is_refused(void **state)
{
    static const char *const cases[] = {"Z",     "Zg==",        "Zm9v=", "Zm 9v",
                                        "Zm9\n", "Zm9+",        "Zm9/",  "Zh" /* bits that mean nothing */,
                                        "Zm9",   "Zm9v\xC3\xA4"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned char bytes[ROOM];
        size_t length = 0;
        if (base64url_read(cases[i], strlen(cases[i]), bytes, sizeof bytes, &length) == 0) {
            fail_msg("\"%s\" was read, and is no base64url", cases[i]);
        }
    }
    unsigned char three[3];
    size_t length = 0;
    assert_int_equal(base64url_read("Zm9v", 4, three, 2, &length), -1);
    assert_int_equal(base64url_read("Zm9v", 4, three, 3, &length), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_become_text_and_text_bytes),
        cmocka_unit_test(what_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
