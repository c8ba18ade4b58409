/* The HTML of content systems, made fit to be stored. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/notices/import/notice_html.h"

/* Has every picture but those that are called "gone". */
static int take(void *context, const char *source, char address[PICTURE_SOURCE_SIZE])
{
    int *asked = context;
    (*asked)++;
    if (strstr(source, "gone") != NULL) {
        return -1;
    }
    (void)snprintf(address, PICTURE_SOURCE_SIZE, "/v1/pictures/%.60s", source);
    return 0;
}

static void markup(void **state)
{
    static const struct {
        const char *html, *base, *wanted;
    } cases[] = {
        {"", NULL, ""},
        {"<p>字</p>", NULL, "<p>字</p>"},
        {"<html><head><title>t</title></head><body><p>字</p></body></html>", NULL, "<p>字</p>"},
        {"<p onclick=\"x()\" OnLoad=\"y()\">字</p>", NULL, "<p>字</p>"},
        {"<p>a<script>bad()</script>b<style>p{}</style>c</p>", NULL, "<p>abc</p>"},
        {"<p>a<!-- b -->c</p>", NULL, "<p>ac</p>"},
        {"<p>a<iframe src=\"http://example.com\">b</iframe>c</p>", NULL, "<p>ac</p>"},
        {"<p><a href=\"javascript:x()\">a</a></p>", NULL, "<p><a>a</a></p>"},
        {"<p><a href=\"JaVaScript:x()\">a</a></p>", "https://www.example.com/", "<p><a>a</a></p>"},
        {"<p><a href=\"data:text/html,x\">a</a></p>", NULL, "<p><a>a</a></p>"},
        {"<p><a href=\"../b.html\">a</a></p>", "https://www.example.com/c/d/e.html",
         "<p><a href=\"https://www.example.com/c/b.html\">a</a></p>"},
        {"<p><a href=\"b.html\">a</a></p>", NULL, "<p><a>a</a></p>"},
        {"<p><a href=\"tel:12345\">a</a></p>", NULL, "<p><a href=\"tel:12345\">a</a></p>"},
        {"<p><img src=\"a.png\" alt=\"b\"></p>", NULL, "<p><img src=\"/v1/pictures/a.png\" alt=\"b\"></p>"},
        {"<p><img data-src=\"a.png\"></p>", NULL, "<p><img src=\"/v1/pictures/a.png\"></p>"},
        {"<p><img src=\"gone.png\" alt=\"图一\"></p>", NULL, "<p>图一</p>"},
        {"<p><img src=\"gone.png\">a</p>", NULL, "<p>a</p>"},
        {"<p><img>a</p>", NULL, "<p>a</p>"},
        {"<p><img src=\"a.png\" onerror=\"x()\"></p>", NULL, "<p><img src=\"/v1/pictures/a.png\"></p>"},
        {"<p>a<b>c", NULL, "<p>a<b>c</b></p>"},
        {"<p>1 &lt; 2 &amp; 3</p>", NULL, "<p>1 &lt; 2 &amp; 3</p>"},
        {"<p>𫖯䶮</p>", NULL, "<p>𫖯䶮</p>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int asked = 0;
        struct notice_html_pictures pictures = {.take = take, .context = &asked};
        char *got = notice_html_clean(cases[i].html, cases[i].base, &pictures);
        char copy[400];
        (void)snprintf(copy, sizeof copy, "%s", got != NULL ? got : "(nothing)");
        free(got);
        if (strcmp(copy, cases[i].wanted) != 0) {
            fail_msg("%s\nwanted %s\ngot    %s", cases[i].html, cases[i].wanted, copy);
        }
    }
}

/* A thousand levels, and markup that never closes: bounded, and nothing crashes. */
static void deep_markup(void **state)
{
    enum { LEVELS = 20000 };
    static const char open[] = "<div>";
    char *html = malloc((size_t)LEVELS * (sizeof open - 1) + 1);
    int asked = 0;
    struct notice_html_pictures pictures = {.take = take, .context = &asked};
    (void)state;
    assert_non_null(html);
    for (size_t i = 0; i < LEVELS; i++) {
        memcpy(html + i * (sizeof open - 1), open, sizeof open);
    }
    char *got = notice_html_clean(html, NULL, &pictures);
    free(html);
    assert_non_null(got);
    free(got);
}

static void too_long(void **state)
{
    size_t size = (size_t)NOTICE_HTML_BYTES_MAX + 2;
    char *html = malloc(size);
    int asked = 0;
    struct notice_html_pictures pictures = {.take = take, .context = &asked};
    (void)state;
    assert_non_null(html);
    memset(html, 'a', size - 1);
    html[size - 1] = '\0';
    char *got = notice_html_clean(html, NULL, &pictures);
    free(html);
    assert_null(got);
}

static void twice_changes_nothing(void **state)
{
    static const char *const cases[] = {
        "<p>一<b>二<i>三</b></i><table><tr><td>四<td>五</table><p>六<div><p>七</div>",
        "<p class=x><span><o:p>&nbsp;</o:p></span></p><ul><li>一<li>二<ul><li>三</ul></ul>",
        "<table><p>一</p><tr><td>二</table></div></p></b>",
        "<dl><dt>一<dd>二</dl>&lt;script&gt;x&lt;/script&gt;",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int count = 0;
        struct notice_html_pictures pictures = {.take = take, .context = &count};
        char *once = notice_html_clean(cases[i], NULL, &pictures);
        assert_non_null(once);
        char *twice = notice_html_clean(once, NULL, &pictures);
        assert_non_null(twice);
        assert_string_equal(once, twice);
        free(once);
        free(twice);
    }
}

static void attribute_bomb(void **state)
{
    enum { SIZE = 100000 };
    char *html = malloc(SIZE + 1);
    (void)state;
    assert_non_null(html);
    memcpy(html, "<p ", 3);
    for (size_t i = 3; i < SIZE; i++) {
        html[i] = i % 2 ? 'a' : ' ';
    }
    html[SIZE] = '\0';
    int count = 0;
    struct notice_html_pictures pictures = {.take = take, .context = &count};
    assert_non_null(notice_html_problem(html));
    assert_null(notice_html_clean(html, NULL, &pictures));
    memcpy(html, "一", 3); /* as many blanks in plain text are fine */
    assert_null(notice_html_problem(html));
    free(html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup),         cmocka_unit_test(deep_markup),
        cmocka_unit_test(too_long),       cmocka_unit_test(twice_changes_nothing),
        cmocka_unit_test(attribute_bomb),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
