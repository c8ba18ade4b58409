/* What the headend keeps of a notice's HTML is what a box draws; and what an office wrote, in whatever
 * characters, references and encodings, is what a resident reads. Linked with the box's articles. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/article/article.h"
#include "both-sides/html/html_character_names.h"
#include "both-sides/html/html_reference.h"
#include "both-sides/utf8.h"
#include "headend/notices/import/feed.h"
#include "headend/notices/import/notice_html.h"

enum { TREES = 1500, CHARTS = 600, TEXTS = 400, HTML_SIZE = 40000, DRAWN_SIZE = 200000 };

/* The pictures of these trees are ours already. */
static int take(void *context, const char *source, char address[PICTURE_SOURCE_SIZE])
{
    (void)context;
    (void)snprintf(address, PICTURE_SOURCE_SIZE, "%.100s", source);
    return 0;
}

static const struct notice_html_pictures pictures = {.take = take};

struct growing {
    char text[DRAWN_SIZE];
    size_t length;
};

static void put(struct growing *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct growing *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(out->text + out->length, sizeof out->text - out->length, format, arguments);
    va_end(arguments);
    assert_true(length >= 0 && (size_t)length < sizeof out->text - out->length);
    out->length += (size_t)length;
}

static void put_spans(struct growing *out, const struct article *article, const struct article_span *spans,
                      size_t count, int with_looks)
{
    for (size_t i = 0; i < count; i++) {
        const struct article_span *span = &spans[i];
        if (with_looks) {
            put(out, "{%s%s%d%s ", span->bold ? "b" : "", span->struck ? "s" : "", span->shift,
                span->link >= 0 ? article->links[span->link] : "");
        }
        put(out, "%s%s", span->text, with_looks ? "}" : "");
    }
}

static size_t charts_drawn;

static void put_chart(struct growing *out, const struct html_chart *chart)
{
    charts_drawn++;
    put(out, "{chart %d %d %s %s:", (int)chart->form, chart->decimals, chart->unit, chart->title);
    for (size_t c = 0; c < chart->columns; c++) {
        put(out, "%s:", chart->names[c]);
        for (size_t r = 0; r < chart->rows; r++) {
            put(out, "%s=%lld.%u,", chart->labels[r], (long long)chart->values[c][r],
                (unsigned)chart->written_decimals[c][r]);
        }
    }
    put(out, "}");
}

/* All that is drawn of a text; `with_looks` also how. */
static void draw(const char *html, int with_looks, struct growing *out)
{
    struct article *article = article_parse(html, strlen(html));
    assert_non_null(article);
    out->length = 0;
    out->text[0] = '\0';
    for (size_t i = 0; i < article->block_count; i++) {
        const struct article_block *block = &article->blocks[i];
        if (with_looks) {
            put(out, "%d.%d.%d.%d %s %s", (int)block->kind, block->level, block->number, (int)block->align,
                block->picture_url != NULL ? block->picture_url : "",
                block->picture_text != NULL ? block->picture_text : "");
        }
        put_spans(out, article, block->spans, block->span_count, with_looks);
        if (block->chart != NULL) {
            put_chart(out, block->chart);
        }
        for (size_t c = 0; c < block->cell_count; c++) {
            const struct article_cell *cell = &block->cells[c];
            put(out, "(%d,%d %dx%d%d%d ", cell->column, cell->row, cell->column_span, cell->row_span,
                cell->header, (int)cell->align);
            put_spans(out, article, cell->spans, cell->span_count, with_looks);
        }
        put(out, "\n");
    }
    article_free(article);
}

static struct growing of_office, of_headend;

/* NULL, or what is wrong. */
static const char *disagreement(const char *html)
{
    static char problem[2000];
    char *once = notice_html_clean(html, "https://www.example.com/", &pictures, NULL);
    char *twice = once != NULL ? notice_html_clean(once, NULL, &pictures, NULL) : NULL;
    if (once == NULL || twice == NULL) {
        free(once);
        return "not cleaned";
    }
    draw(html, 1, &of_office);
    draw(once, 1, &of_headend);
    problem[0] = '\0';
    if (strcmp(of_office.text, of_headend.text) != 0) {
        size_t same = 0;
        while (of_office.text[same] == of_headend.text[same]) {
            same++;
        }
        (void)snprintf(problem, sizeof problem,
                       "drawn otherwise from the store: %.200s\ninstead of %.200s\nHTML %.800s",
                       of_headend.text + same, of_office.text + same, once);
    } else if (strcmp(once, twice) != 0) {
        (void)snprintf(problem, sizeof problem, "another after a second cleaning: %.800s\ninstead of %.800s",
                       twice, once);
    }
    free(once);
    free(twice);
    return problem[0] != '\0' ? problem : NULL;
}

/* --- trees --- */

static uint32_t random_state;

static uint32_t random_below(uint32_t limit)
{
    random_state = random_state * 1664525U + 1013904223U;
    return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

/* Well, badly and not at all nested. */
static const char *const pieces[] = {
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<section>",
    "</section>",
    "<b>",
    "</b>",
    "<strong>",
    "</strong>",
    "<i>",
    "</i>",
    "<span>",
    "</span>",
    "<font size=3>",
    "</font>",
    "<s>",
    "</s>",
    "<del>",
    "</del>",
    "<sup>",
    "</sup>",
    "<sub>",
    "</sub>",
    "<a href='https://a.example/1'>",
    "</a>",
    "<a name=x>",
    "<a href='javascript:x()'>",
    "<h1>",
    "</h1>",
    "<h3 align=center>",
    "</h3>",
    "<ul>",
    "</ul>",
    "<ol start=4>",
    "</ol>",
    "<li>",
    "</li>",
    "<li value=9>",
    "<dl>",
    "</dl>",
    "<dt>",
    "<dd>",
    "<table>",
    "<table data-chart=line>",
    "<table data-chart=bars data-unit='&amp;\"'>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td colspan=2 align=right>",
    "<td rowspan=2>",
    "<th>",
    "</th>",
    "<tbody>",
    "<caption>",
    "</caption>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<center>",
    "</center>",
    "<br>",
    "<br/>",
    "<hr>",
    "</br>",
    "<img src=/v1/pictures/a.png alt='a&amp;b'>",
    "<img alt='nothing'>",
    "<img src=/v1/pictures/p.png width=1>",
    "<noscript>",
    "</noscript>",
    "<form>",
    "</form>",
    "<input value=x>",
    "<button>",
    "</button>",
    "<select><option>",
    "</select>",
    "<script>a<b</script>",
    "<style>p{}</style>",
    "<title>",
    "</title>",
    "<!-- c -->",
    "<![if !supportLists]>",
    "<![endif]>",
    "<?xml:namespace />",
    "<o:p>",
    "</o:p>",
    "<html><body>",
    "</body></html>",
    "<svg><text>",
    "</svg>",
    "<q>",
    "</q>",
    "<ruby>",
    "<rp>(<rt>",
    "</ruby>",
    "<span style='font-weight:bold'>",
    "<span style='text-decoration:line-through'>",
    "<span style='vertical-align:super'>",
    "<p style='text-align:center'>",
    "<p hidden>",
    "<div style='display:none'>",
    "<div style='visibility:hidden'>",
    "<![CDATA[",
    "]]>",
    "<",
    ">",
    "&",
    "&amp;",
    "&amp;lt;",
    "&nbsp;",
    "&mdash;",
    "&#60;b&#62;",
    "&lt;p&gt;",
    "&copy",
    "\xE3\x80\x80",
    " ",
    "\n",
    "  ",
    "\t",
    "&nosuch;",
    "\"",
    "'",
    "<p title='a > b'>",
    "<xmp>",
    "</xmp>",
    "<unknown hidden>",
    "</unknown>",
    "\xE2\x80\x8B",
    "amp;",
    "lt;",
};

static void make_tree(char *html)
{
    size_t length = 0;
    uint32_t count = 1 + random_below(60);
    html[0] = '\0';
    for (uint32_t i = 0; i < count && length < HTML_SIZE - 100; i++) {
        int words = random_below(3) == 0;
        int written = words ? snprintf(html + length, HTML_SIZE - length, "w%u", (unsigned)i)
                            : snprintf(html + length, HTML_SIZE - length, "%s",
                                       pieces[random_below(sizeof pieces / sizeof pieces[0])]);
        assert_true(written > 0);
        length += (size_t)written;
    }
}

static void add_piece(char *html, const char *piece)
{
    size_t length = strlen(html);
    assert_true(length + strlen(piece) < HTML_SIZE);
    memcpy(html + length, piece, strlen(piece) + 1);
}

/* A table that is a chart, or would be one without the pieces that have got into it. */
static void make_chart(char *html)
{
    static const char *const opens[] = {"<table data-chart=line>", "<table DATA-CHART='Bars' align=right>",
                                        "<table data-unit=' &lt;&quot;% ' data-chart=\"line\">",
                                        "<table data-chart=pie>",
                                        "<p>a<table data-chart=bars data-unit=&yen;>"};
    static const char *const cells[] = {
        "1",        "-2.5", "1,234",        "",        "&mdash;", "12%", "9999999999999999", "<b>3</b>",
        "<p>4</p>", " 5\n", "\xEF\xBC\x96", "7&nbsp;", "many"};
    uint32_t columns = 1 + random_below(3);
    uint32_t rows = 1 + random_below(5);
    uint32_t spoiled = random_below(2) == 0 ? 30 : 100000; /* one piece in so many cells */
    html[0] = '\0';
    add_piece(html, opens[random_below(random_below(2) == 0 ? 1 : 5)]);
    add_piece(html, random_below(2) == 0 ? "<caption>t &amp; u</caption>" : "");
    for (uint32_t row = 0; row <= rows; row++) {
        add_piece(html, "<tr><td>l");
        for (uint32_t cell = 0; cell < columns; cell++) {
            add_piece(html, row == 0 ? "<th>n" : "<td>");
            add_piece(html, row == 0 ? "" : cells[random_below(random_below(9) == 0 ? 13 : 5)]);
            add_piece(html, random_below(spoiled) == 0
                                ? pieces[random_below(sizeof pieces / sizeof pieces[0])]
                                : "");
        }
    }
    add_piece(html, "</table>z");
}

static void charts(void **state)
{
    char *html = malloc(HTML_SIZE);
    (void)state;
    assert_non_null(html);
    charts_drawn = 0;
    for (uint32_t chart = 0; chart < CHARTS; chart++) {
        random_state = chart;
        make_chart(html);
        const char *wrong = disagreement(html);
        if (wrong != NULL) {
            fail_msg("chart %u: %s\n%s", (unsigned)chart, html, wrong);
        }
    }
    free(html);
    if (charts_drawn < CHARTS / 2 || charts_drawn > CHARTS * 2 - CHARTS / 4) {
        fail_msg("%zu of %d tables, drawn twice, were charts: neither kind is tried", charts_drawn, CHARTS);
    }
}

static void trees(void **state)
{
    char *html = malloc(HTML_SIZE);
    (void)state;
    assert_non_null(html);
    const char *more = getenv("TREES");
    unsigned long count = more != NULL ? strtoul(more, NULL, 10) : TREES;
    for (unsigned long tree = 0; tree < count; tree++) {
        random_state = (uint32_t)tree;
        make_tree(html);
        const char *wrong = disagreement(html);
        if (wrong != NULL) {
            fail_msg("tree %lu: %s\n%s", tree, html, wrong);
        }
    }
    free(html);
}

/* Deep ones keep their text. */
static void deep_trees(void **state)
{
    static const char *const levels[] = {"<br><font size=3>w", "<table><tr><td>w", "<div>w", "<ul><li>w",
                                         "<blockquote>w",      "<span>w",          "<b>w",   "<section><p>w"};
    enum { LEVELS = 900 };
    char *html = malloc(HTML_SIZE);
    (void)state;
    assert_non_null(html);
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        size_t length = 0;
        for (int level = 0; level < LEVELS; level++) {
            length += (size_t)snprintf(html + length, HTML_SIZE - length, "%s%d", levels[i], level);
        }
        const char *wrong = disagreement(html);
        if (wrong != NULL) {
            fail_msg("%s: %s", levels[i], wrong);
        }
        draw(html, 0, &of_office);
        for (int level = 0; level < LEVELS; level++) {
            char word[16];
            (void)snprintf(word, sizeof word, "w%d", level);
            if (strstr(of_office.text, word) == NULL) {
                fail_msg("%s: level %d is lost", levels[i], level);
            }
        }
    }
    free(html);
}

/* --- texts --- */

/* A character that a reader sees as itself. */
static uint32_t visible_character(void)
{
    static const uint32_t firsts[] = {'!',    0xA1,   0x2010, 0x2190,  0x3001,
                                      0x4E00, 0xAC00, 0xFF01, 0x1F300, 0x20000};
    static const uint32_t counts[] = {94, 12, 24, 600, 3, 20000, 11000, 90, 500, 40000};
    size_t range = random_below(sizeof firsts / sizeof firsts[0]);
    return firsts[range] + random_below(counts[range]);
}

/* A character that has a name, and its name. */
static uint32_t named_character(char name[40])
{
    for (;;) {
        const char *line = html_character_names[random_below(52)];
        for (uint32_t skip = random_below(30); skip > 0 && line[1] != '\0'; skip--) {
            const char *next = strchr(line + 1, '\n');
            line = next != NULL ? next : line;
        }
        size_t length = strcspn(line + 1, " \n");
        struct html_reference reference;
        if (line[1] == '\0' || length > 30) {
            continue;
        }
        (void)snprintf(name, 40, "&%.*s;", (int)length, line + 1);
        uint32_t c = html_reference_read(name, length + 2, 0, &reference) > 0 ? reference.code_points[0] : 0;
        int blank = c <= ' ' || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) || c == 0x202F ||
                    (c >= 0x205F && c <= 0x2064);
        int combining = (c >= 0x300 && c < 0x370) || (c >= 0x20D0 && c < 0x2100);
        if (reference.count == 1 && !blank && !combining) {
            return c;
        }
    }
}

static void put_character(struct growing *out, uint32_t c)
{
    char bytes[4];
    size_t size = utf8_encode(c, bytes);
    put(out, "%.*s", (int)size, bytes);
}

/* The same text for a reader (`seen`) and as an office may write it (`written`). */
static void make_text(struct growing *seen, struct growing *written)
{
    static const char *const wraps[][2] = {{"<b>", "</b>"},          {"<span class=\"x\">", "</span>"},
                                           {"<font color=red>", ""}, {"<!-- c -->", ""},
                                           {"<o:p>", "</o:p>"},      {"<s>", "</s>"}};
    char name[40];
    uint32_t count = 1 + random_below(40);
    put(written, "<p>");
    for (uint32_t i = 0; i < count; i++) {
        const char *const *wrap =
            random_below(5) == 0 ? wraps[random_below(6)] : (const char *const[]){"", ""};
        uint32_t way = random_below(7);
        uint32_t c = way == 0 || way == 1 ? named_character(name) : visible_character();
        put_character(seen, c);
        put(written, "%s", wrap[0]);
        if (way == 0) {
            put(written, "%s", name);
        } else if (way == 1) {
            put(written, "&amp;%s", name + 1);
        } else if (way == 2) {
            put(written, "&#%u;", (unsigned)c);
        } else if (way == 3) {
            put(written, "&#x%X;", (unsigned)c);
        } else if (c == '<' || c == '&') {
            put(written, c == '<' ? "&lt;" : "&amp;");
        } else {
            put_character(written, c);
        }
        put(written, "%s", wrap[1]);
    }
    put(written, "</p>");
    put(seen, "\n");
}

static void escape(struct growing *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '<' || *text == '&') {
            put(out, *text == '<' ? "&lt;" : "&amp;");
        } else {
            put(out, "%c", *text);
        }
    }
}

static size_t convert(const char *encoding, const char *text, size_t length, char *out, size_t size)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    char *in = malloc(length);
    char *from = in;
    size_t left = size;
    assert_true(converter != (iconv_t)-1);
    if (in == NULL) {
        fail_msg("no memory");
        return 0;
    }
    memcpy(in, text, length);
    size_t result = iconv(converter, &from, &length, &out, &left);
    assert_true(result != (size_t)-1);
    (void)iconv_close(converter);
    free(in);
    return size - left;
}

static void texts(void **state)
{
    static const char *const encodings[] = {"UTF-8", "GB18030", "UTF-16"};
    static struct growing seen, written, feed_text;
    static char encoded[DRAWN_SIZE * 2];
    (void)state;
    for (uint32_t i = 0; i < TEXTS; i++) {
        struct feed feed;
        char problem[FEED_PROBLEM_SIZE];
        const char *encoding = encodings[i % 3];
        int in_cdata = i % 2 == 0;
        random_state = i + 1;
        seen.length = written.length = feed_text.length = 0;
        make_text(&seen, &written);
        put(&feed_text,
            "<?xml version=\"1.0\" encoding=\"%s\"?><rss version=\"2.0\"><channel><title>t</title><item>"
            "<guid>g</guid><title>t</title><description>%s",
            encoding, in_cdata ? "<![CDATA[" : "");
        if (in_cdata) {
            put(&feed_text, "%s", written.text);
        } else {
            escape(&feed_text, written.text);
        }
        put(&feed_text, "%s</description></item></channel></rss>", in_cdata ? "]]>" : "");
        size_t length = convert(encoding, feed_text.text, feed_text.length, encoded, sizeof encoded);
        if (feed_read(encoded, length, "", &feed, problem) != 0 || feed.count != 1) {
            fail_msg("text %u in %s: %s", (unsigned)i, encoding, problem);
        }
        char *clean = notice_html_clean(feed.entries[0].body, NULL, &pictures, NULL);
        assert_non_null(clean);
        draw(clean, 0, &of_headend);
        if (strcmp(of_headend.text, seen.text) != 0) {
            fail_msg("text %u in %s: %s\nwanted %s\ngot    %s", (unsigned)i, encoding, written.text,
                     seen.text, of_headend.text);
        }
        free(clean);
        feed_clear(&feed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees),
        cmocka_unit_test(charts),
        cmocka_unit_test(deep_trees),
        cmocka_unit_test(texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
