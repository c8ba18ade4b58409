#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "both-sides/web_address.h"

/* What is good over https is good over either; what is good begins well. */
static void addresses(void **state)
{
    static const struct {
        const char *text;
        int begins, is_good, is_good_https;
    } rows[] = {
        {"https://www.example.gov.cn", 1, 1, 1},
        {"https://www.example.gov.cn/a/b.html?x=1&y='2'#z", 1, 1, 1},
        {"https://[2001:db8::1]:8443/", 1, 1, 1},
        {"HTTPS://www.example.gov.cn/", 1, 1, 1},
        {"http://localhost:8080/", 1, 1, 0},
        {"HtTp://a", 1, 1, 0},
        {"http://www.example.org/%E5%8A%9E", 1, 1, 0},
        {"http://www.example.org/\xE5\x8A\x9E", 1, 0, 0},
        {"http://www.example.org/a b", 1, 0, 0},
        {"http://www.example.org/a\tb", 1, 0, 0},
        {"https://www.example.org\\@evil.example", 1, 0, 0},
        {"https://www.example.org/<script>", 1, 0, 0},
        {"https://www.example.org/\x7F", 1, 0, 0},
        {"https://", 0, 0, 0},
        {"http://", 0, 0, 0},
        {"http:///etc/passwd", 0, 0, 0},
        {"https://:443/", 0, 0, 0},
        {"https://@host/", 0, 0, 0},
        {"https://?a", 0, 0, 0},
        {"https://#a", 0, 0, 0},
        {"https:/www.example.org", 0, 0, 0},
        {"https:www.example.org", 0, 0, 0},
        {" https://www.example.org", 0, 0, 0},
        {"//www.example.org/", 0, 0, 0},
        {"/p/guides/x", 0, 0, 0},
        {"ftp://www.example.org/", 0, 0, 0},
        {"file:///etc/passwd", 0, 0, 0},
        {"javascript:alert(1)//http://a", 0, 0, 0},
        {"httpss://www.example.org", 0, 0, 0},
        {"", 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *text = rows[i].text;
        int begins = web_address_begins(text);
        int is_good = web_address_is_good(text, WEB_HTTP_OR_HTTPS);
        int is_good_https = web_address_is_good(text, WEB_HTTPS);
        if (begins != rows[i].begins || is_good != rows[i].is_good ||
            is_good_https != rows[i].is_good_https) {
            fail_msg("\"%s\": begins %d, good %d, over https %d; wanted %d, %d, %d", text, begins, is_good,
                     is_good_https, rows[i].begins, rows[i].is_good, rows[i].is_good_https);
        }
    }
}

static void who_hears_what_is_said(void **state)
{
    static const struct {
        const char *text;
        int is_private;
    } rows[] = {
        {"https://hall.example", 1},
        {"HTTPS://10.1.2.3/", 1},
        {"http://127.0.0.1", 1},
        {"http://127.0.0.1:8080", 1},
        {"http://127.255.0.9/a", 1},
        {"http://localhost:80/", 1},
        {"http://LOCALHOST", 1},
        {"http://[::1]:8080", 1},
        {"http://[::1]", 1},
        {"http://hall.example", 0},
        {"http://10.1.2.3", 0},
        {"http://0.0.0.0", 0},
        {"http://128.0.0.1", 0},
        {"http://127.0.0.1.example", 0},
        {"http://127.example", 0},
        {"http://localhost.example", 0},
        {"http://127.0.0.1@a.example", 0},
        {"http://[::]", 0},
        {"http://[::2]", 0},
        {"http://[::1", 0},
        {"http://::1", 0},
        {"http://[127.0.0.1]", 1},
        {"http://[localhost]", 0},
        {"ftp://127.0.0.1", 0},
        {"127.0.0.1", 0},
        {"", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (web_address_is_private(rows[i].text) != rows[i].is_private) {
            fail_msg("\"%s\": private %d, wanted %d", rows[i].text, !rows[i].is_private, rows[i].is_private);
        }
    }
    assert_true(web_host_is_loopback("127.0.0.1") && web_host_is_loopback("::1"));
    assert_false(web_host_is_loopback("0.0.0.0") || web_host_is_loopback("::") || web_host_is_loopback("") ||
                 web_host_is_loopback("localhost") || web_host_is_loopback("::ffff:10.0.0.1"));
}

static void paths(void **state)
{
    static const struct {
        const char *text;
        int is_good;
    } rows[] = {
        {"/", 1},           {"/p/guides/retirement", 1},
        {"/p?a=1#b", 1},    {"//host/", 0},
        {"p/guides/x", 0},  {"/a b", 0},
        {"/\xE5", 0},       {"/a\"b", 0},
        {"https://a/b", 0}, {"", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (web_path_is_good(rows[i].text) != rows[i].is_good) {
            fail_msg("\"%s\": wanted %d", rows[i].text, rows[i].is_good);
        }
    }
}

static void every_character(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        int wanted = c > 32 && c < 127 && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' &&
                     c != '`' && c != '{' && c != '|' && c != '}';
        if (web_character_is_good((char)c) != wanted) {
            fail_msg("character %d: wanted %d", c, wanted);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(addresses), cmocka_unit_test(who_hears_what_is_said),
                                       cmocka_unit_test(paths), cmocka_unit_test(every_character)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
