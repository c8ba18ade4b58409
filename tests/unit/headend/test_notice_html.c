#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "headend/notice_html.h"
#include "headend/picture_header.h"

/* Takes every picture whose name does not begin with "no". */
static int take(void *context, const char *source, char address[PICTURE_SOURCE_SIZE])
{
    int *count = context;
    (*count)++;
    memcpy(address, "/v1/pictures/x.png", sizeof "/v1/pictures/x.png");
    return strncmp(source, "no", 2) == 0 ? -1 : 0;
}

static void test_cleaning(void **state)
{
    static const struct {
        const char *html, *cleaned;
    } cases[] = {
        {"", ""},
        {"文字", "<p>文字</p>"},
        {"<p>一</p><p>二</p>", "<p>一</p><p>二</p>"},
        {"<p>一<script>x()</script>二</p>", "<p>一二</p>"},
        {"<p>一<style>p{}</style></p><!-- x -->", "<p>一</p>"},
        {"<p onclick=\"x()\" OnLoad='y' class=\"c\">一</p>", "<p class=\"c\">一</p>"},
        {"<iframe src=\"x\">y</iframe><p>一</p>", "<p>一</p>"},
        {"<a href=\"javascript:x\">一</a>", "<a>一</a>"},
        {"<a href=\" JaVaScRiPt:x\">一</a>", "<a>一</a>"},
        {"<a href=\"#top\">一</a>", "<a>一</a>"},
        {"<a href=\"/n.html\">一</a>", "<a href=\"https://www.example.org/n.html\">一</a>"},
        {"<a href=\"m/n.html\">一</a>", "<a href=\"https://www.example.org/d/m/n.html\">一</a>"},
        {"<a href=\"https://www.example.com/\">一</a>", "<a href=\"https://www.example.com/\">一</a>"},
        {"<a href=\"tel:12345\">一</a>", "<a href=\"tel:12345\">一</a>"},
        {"<p><img src=\"a.png\" alt=\"图\"></p>", "<p><img src=\"/v1/pictures/x.png\" alt=\"图\"></p>"},
        {"<p>前<img src=\"none.png\" alt=\"图\">后</p>", "<p>前图后</p>"},
        {"<p>前<img src=\"none.png\">后</p>", "<p>前后</p>"},
        {"<p>前<img alt=\"图\">后</p>", "<p>前图后</p>"},
        {"<p><img data-src=\"a.png\" srcset=\"b 2x\"></p>", "<p><img src=\"/v1/pictures/x.png\"></p>"},
        {"<p><img src=\"none.png\" alt=\"<b>\"></p>", "<p>&lt;b&gt;</p>"},
        {"<p>a<script>", "<p>a</p>"},
        {"<p>㛃䶮𫖯</p>", "<p>㛃䶮𫖯</p>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int count = 0;
        struct notice_html_pictures pictures = {.take = take, .context = &count};
        char *cleaned = notice_html_clean(cases[i].html, "https://www.example.org/d/e.html", &pictures);
        assert_non_null(cleaned);
        if (strcmp(cleaned, cases[i].cleaned) != 0) {
            fail_msg("%s: wanted %s, got %s", cases[i].html, cases[i].cleaned, cleaned);
        }
        free(cleaned);
    }
}

static void test_cleaning_twice_changes_nothing(void **state)
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

static void test_attribute_bomb(void **state)
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

#define PNG_START "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define PNG_END   "\0\0\0\0IEND\xae\x42\x60\x82"

static void test_picture_headers(void **state)
{
    static const struct {
        const char *what;
        const char *bytes;
        size_t length;
        uint32_t width, height; /* 0: refused */
    } cases[] = {
#define CASE(what, bytes, width, height) {what, bytes, sizeof bytes - 1, width, height}
        CASE("a PNG", PNG_START "\0\0\2\x80\0\0\1\xe0\b\2\0\0\0crc_" PNG_END, 640, 480),
        CASE("a PNG without an end",
             PNG_START "\0\0\2\x80\0\0\1\xe0\b\2\0\0\0crc_"
                       "\0\0\0\0IENDxxxx",
             0, 0),
        CASE("a PNG that is cut", PNG_START "\0\0", 0, 0),
        CASE("a PNG of no width", PNG_START "\0\0\0\0\0\0\1\xe0\b\2\0\0\0crc_" PNG_END, 0, 0),
        CASE("a PNG that lies", PNG_START "\xff\xff\xff\xff\xff\xff\xff\xff\b\2\0\0\0crc_" PNG_END, 0, 0),
        CASE("a PNG of 9 megapixels", PNG_START "\0\0\xb\xb8\0\0\xb\xb8\b\2\0\0\0crc_" PNG_END, 0, 0),
        CASE("a JPEG", "\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x11\b\1\xe0\2\x80\3", 640, 480),
        CASE("a progressive JPEG", "\xff\xd8\xff\xff\xc2\0\x11\b\1\xe0\2\x80\3", 640, 480),
        CASE("a JPEG with a Huffman table first", "\xff\xd8\xff\xc4\0\4ab\xff\xc1\0\x11\b\1\xe0\2\x80\3", 640,
             480),
        CASE("a JPEG without a frame", "\xff\xd8\xff\xe0\0\4ab\xff\xda\0\4ab\xff\xc0\0\x11\b\1\xe0\2\x80\3",
             0, 0),
        CASE("a JPEG that is cut", "\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x11\b\1", 0, 0),
        CASE("a JPEG segment of no length", "\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0", 0, 0),
        CASE("a JPEG segment beyond the end", "\xff\xd8\xff\xe0\xff\xff", 0, 0),
        CASE("a JPEG of no height", "\xff\xd8\xff\xc0\0\x11\b\0\0\2\x80\3", 0, 0),
        CASE("a GIF", "GIF89a\1\0\1\0", 0, 0),
        CASE("HTML", "<html><body>", 0, 0),
        CASE("nothing", "", 0, 0),
        CASE("three bytes", "\xff\xd8\xff", 0, 0),
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct picture_header header;
        const char *problem =
            picture_header_read((const unsigned char *)cases[i].bytes, cases[i].length, &header);
        if (cases[i].width == 0
                ? problem == NULL
                : problem != NULL || header.width != cases[i].width || header.height != cases[i].height) {
            fail_msg("%s: got %s, %u x %u", cases[i].what, problem != NULL ? problem : "taken", header.width,
                     header.height);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cleaning),
        cmocka_unit_test(test_cleaning_twice_changes_nothing),
        cmocka_unit_test(test_attribute_bomb),
        cmocka_unit_test(test_picture_headers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
