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
        /* what stands behind, around and below */
        {"<style>.a{}</style><section>a</section>", NULL, "<section>a</section>"},
        {"<link rel=x><wx-view>a</wx-view>", NULL, "a"},
        {"<html><body>a</body></html>b", NULL, "ab"},
        {"<form><p>a</p></form>", NULL, "<form><p>a</p></form>"},
        {"<div style=\"visibility: hidden; opacity: 0\">a</div>", NULL, "<div>a</div>"},
        {"<p><![if !supportLists]>1.<![endif]>a</p>", NULL, "<p>1.a</p>"},
        {"<p>a<script>if (a < b) { x('<p>'); }</script>                  <b\n\n   title = \"x\"  >b</b></p>",
         NULL, "<p>a                  <b>b</b></p>"},
        /* what keeps its meaning */
        {"5m<sup>2</sup>, H<sub>2</sub>O, <s>9</s><del>8</del><strike>7</strike>", NULL,
         "5m<sup>2</sup>, H<sub>2</sub>O, <s>9</s><del>8</del><strike>7</strike>"},
        {"<span style='text-decoration:line-through;color:red'>9</span><font color=red>8</font>", NULL,
         "<span style=\"text-decoration:line-through\">9</span>8"},
        {"<td colspan=2 style='text-align:center;font-weight:700'>a", NULL,
         "<td colspan=\"2\" align=\"center\" style=\"font-weight:bold\">a</td>"},
        {"&mdash;&nbsp;&copy2026&amp;ndash;&amp;lt;b>&amp;#38;&nosuch;", NULL,
         "—\xC2\xA0©2026–&lt;b&gt;&amp;&#38;nosuch;"},
        {"<p title='a > b'>a<p class=\"x>y\">b", NULL, "<p>a</p><p>b</p>"},
        /* charts */
        {"<table class=x data-chart=LINE align=center data-unit=' &lt;元 "
         "'><tr><th>m<th>a<tr><td>x<td>1</table>b",
         NULL,
         "<table data-chart=\"line\" data-unit=\"&lt;元\" align=\"center\"><tr><th>m</th><th>a</th></tr><tr>"
         "<td>x</td><td>1</td></tr></table>b"},
        {"&amp;<table data-chart=bars><tr><th>m<th>a<tr><td>x<td>1%</table>", NULL,
         "&amp;<table data-chart=\"bars\" data-unit=\"%\"><tr><th>m</th><th>a</th></tr><tr><td>x</td>"
         "<td>1%</td></tr></table>"},
        {"<table data-chart=line data-unit=元><tr><th>m<th>a<tr><td>x<td>约1</table>", NULL,
         "<table><tr><th>m</th><th>a</th></tr><tr><td>x</td><td>约1</td></tr></table>"},
        {"<p data-chart=line>a</p>", NULL, "<p>a</p>"},
        /* addresses */
        {"<a href='附件 1[1].doc'>a</a>", "http://a.cn/art/2026/",
         "<a href=\"http://a.cn/art/2026/%E9%99%84%E4%BB%B6%201%5B1%5D.doc\">a</a>"},
        {"<a href='..\\files\\a.pdf'>a</a>", "http://a.cn/art/1.html",
         "<a href=\"http://a.cn/files/a.pdf\">a</a>"},
        {"<a href=' /a\n/b.pdf '>a</a>", "http://a.cn/art/1.html", "<a href=\"http://a.cn/a/b.pdf\">a</a>"},
        {"<a href='附件:1.doc'>a</a>", "http://a.cn/art/1.html",
         "<a href=\"http://a.cn/art/%E9%99%84%E4%BB%B6%3A1.doc\">a</a>"},
        {"<a href='//b.cn/100%.doc?a=1&amp;copy=2'>a</a>", "http://a.cn/",
         "<a href=\"http://b.cn/100%25.doc?a=1&#38;copy=2\">a</a>"},
        {"<a href='http://b.cn/通知.doc'>a</a>", NULL,
         "<a href=\"http://b.cn/%E9%80%9A%E7%9F%A5.doc\">a</a>"},
        {"<a href='1.doc'>a</a>", "http://a.cn/通知/1.html",
         "<a href=\"http://a.cn/%E9%80%9A%E7%9F%A5/1.doc\">a</a>"},
        /* pictures that are loaded late */
        {"<img src=loading.gif data-original=a.png>", NULL, "<img src=\"/v1/pictures/a.png\">"},
        {"<img src='data:image/gif;base64,R0lGOD' data-src='a.png' data-lazy=true>", NULL,
         "<img src=\"/v1/pictures/a.png\">"},
        {"<img src=data:x>", NULL, "<img src=\"/v1/pictures/data:x\">"},
        {"<img src=a.png width=1 height=1>", NULL, ""},
        {"<img class=lazy data-src=a.png><noscript><img src=a.png></noscript>", NULL,
         "<img src=\"/v1/pictures/a.png\">"},
        {"<img src=gone.png alt='A &amp;amp; B &lt;'>", NULL, "A &amp; B &lt;"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int asked = 0;
        struct notice_html_pictures pictures = {.take = take, .context = &asked};
        char *got = notice_html_clean(cases[i].html, cases[i].base, &pictures, NULL);
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
    char *got = notice_html_clean(html, NULL, &pictures, NULL);
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
    char *got = notice_html_clean(html, NULL, &pictures, NULL);
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
        char *once = notice_html_clean(cases[i], NULL, &pictures, NULL);
        assert_non_null(once);
        char *twice = notice_html_clean(once, NULL, &pictures, NULL);
        assert_non_null(twice);
        assert_string_equal(once, twice);
        free(once);
        free(twice);
    }
}

/* What took libxml2 minutes. */
static void bombs(void **state)
{
    static const char *const pieces[] = {
        "<p a b c d ",
        "<b><div>",
        "<b><i><div></b>",
        "<svg><td>",
        "<a href=x><p>",
        "<title>",
        "<a x=\">\"",
        "<table><tr><td>",
        "</p>",
        "<s><p>",
        "<select>",
        "&amp;amp;",
        "<!",
        "<a",
        "<",
        "</",
        "<x-y z",
    };
    enum { SIZE = 1024 * 1024 };
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        size_t length = strlen(pieces[i]);
        char *html = malloc(SIZE + 1);
        int asked = 0;
        struct notice_html_pictures pictures = {.take = take, .context = &asked};
        assert_non_null(html);
        for (size_t at = 0; at < SIZE; at++) {
            html[at] = pieces[i][at % length];
        }
        html[SIZE] = '\0';
        char *got = notice_html_clean(html, NULL, &pictures, NULL);
        free(html);
        assert_non_null(got);
        assert_true(strlen(got) < 24 * (size_t)SIZE);
        free(got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup),   cmocka_unit_test(deep_markup),
        cmocka_unit_test(too_long), cmocka_unit_test(twice_changes_nothing),
        cmocka_unit_test(bombs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
