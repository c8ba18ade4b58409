/* The forms of addresses against each other: what an operator may write is what everybody takes for a web
 * address. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "both-sides/records/record_values.h"
#include "both-sides/web_address.h"

enum { SIZE = 64 };

static const struct record_field configured = {.type = FIELD_TEXT, .max = SIZE, .form = FORM_WEB_ADDRESS};
static const struct record_field linked = {.type = FIELD_TEXT, .max = SIZE, .form = FORM_HTTPS_ADDRESS};

static const char *const addresses[] = {"http://a", "https://ab.example/c/d", "http://[::1]:8080/x",
                                        "https://a:1/b~c_d", "http://10.0.0.1:65535"};

static void check(const char *text, size_t counts[2])
{
    int good = web_address_is_good(text, WEB_HTTP_OR_HTTPS);
    counts[0] += (size_t)record_text_fits(&configured, text);
    counts[1] += (size_t)record_text_fits(&linked, text);
    if (record_text_fits(&configured, text) && !good) {
        fail_msg("\"%s\" may be configured, and is no web address", text);
    }
    if (record_text_fits(&linked, text) && !web_address_is_good(text, WEB_HTTPS)) {
        fail_msg("\"%s\" may be linked, and is no web address over https", text);
    }
}

/* Every address with every byte in every place, in place of what stands there and put in between. */
static void what_may_be_written_is_an_address(void **state)
{
    size_t counts[2] = {0};
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        size_t length = strlen(addresses[i]);
        assert_true(record_text_fits(&configured, addresses[i]));
        for (size_t place = 0; place <= length; place++) {
            for (int byte = 1; byte < 256; byte++) {
                char text[SIZE] = "";
                memcpy(text, addresses[i], place);
                text[place] = (char)byte;
                memcpy(text + place + 1, addresses[i] + place, length - place);
                check(text, counts);
                if (place < length) {
                    memcpy(text, addresses[i], length + 1);
                    text[place] = (char)byte;
                    check(text, counts);
                }
            }
        }
    }
    assert_true(counts[0] > 1000 && counts[1] > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_may_be_written_is_an_address)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
