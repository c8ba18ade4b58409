/* HTML as content systems write it → blocks, in a short notation:
 * H1 heading, P paragraph, L1.0 list item (level.number), Q quote, T2x3 table, I picture, R rule, X
 * preformatted; ^ centred, > at the end; *bold*, ~struck~, ^raised^, _lowered_, [n:link], \n a forced break;
 * cells (column,row,column span,row span h if header: text). */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/article/article.h"

struct notation {
    char text[8192];
    size_t length;
};

static void put(struct notation *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct notation *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(out->text + out->length, sizeof out->text - out->length, format, arguments);
    va_end(arguments);
    assert_true(written >= 0 && (size_t)written < sizeof out->text - out->length);
    out->length += (size_t)written;
}

static void put_spans(struct notation *out, const struct article_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (spans[i].link >= 0) {
            put(out, "[%d:", spans[i].link);
        }
        const char *mark = spans[i].bold        ? "*"
                           : spans[i].struck    ? "~"
                           : spans[i].shift > 0 ? "^"
                           : spans[i].shift < 0 ? "_"
                                                : "";
        put(out, "%s%s%s", mark, spans[i].text, mark);
        if (spans[i].link >= 0) {
            put(out, "]");
        }
    }
}

static void put_block(struct notation *out, const struct article_block *block)
{
    static const char letters[] = "HPLQTIRX";
    put(out, "%c", letters[block->kind]);
    if (block->kind == BLOCK_HEADING) {
        put(out, "%d", block->level);
    } else if (block->kind == BLOCK_LIST_ITEM) {
        put(out, "%d.%d", block->level, block->number);
    } else if (block->kind == BLOCK_TABLE) {
        put(out, "%dx%d", block->columns, block->rows);
        if (block->chart != NULL) {
            put(out, "~%s %zux%zu", block->chart->title, block->chart->columns, block->chart->rows);
        }
    }
    put(out, "%s", block->align == ALIGN_CENTRE ? "^" : block->align == ALIGN_END ? ">" : "");
    put(out, " ");
    put_spans(out, block->spans, block->span_count);
    for (size_t i = 0; i < block->cell_count; i++) {
        const struct article_cell *cell = &block->cells[i];
        put(out, "(%d,%d,%d,%d%s%s: ", cell->column, cell->row, cell->column_span, cell->row_span,
            cell->header ? "h" : "",
            cell->align == ALIGN_CENTRE ? "^"
            : cell->align == ALIGN_END  ? ">"
                                        : "");
        put_spans(out, cell->spans, cell->span_count);
        put(out, ")");
    }
    if (block->kind == BLOCK_PICTURE) {
        put(out, "%s %s", block->picture_url, block->picture_text);
    }
    put(out, "|");
}

static void check_spans(const struct article *article, const struct article_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_non_null(spans[i].text);
        assert_true(spans[i].link >= -1 && spans[i].link < (int)article->link_count);
    }
}

static void check_bounds(const struct article *article)
{
    assert_true(article->block_count <= ARTICLE_BLOCK_MAX);
    assert_true(article->link_count <= ARTICLE_LINK_MAX);
    for (size_t i = 0; i < article->block_count; i++) {
        const struct article_block *block = &article->blocks[i];
        check_spans(article, block->spans, block->span_count);
        assert_true(block->columns <= ARTICLE_TABLE_COLUMNS_MAX);
        for (size_t c = 0; c < block->cell_count; c++) {
            const struct article_cell *cell = &block->cells[c];
            check_spans(article, cell->spans, cell->span_count);
            assert_true(cell->column_span >= 1 && cell->column + cell->column_span <= block->columns);
            assert_true(cell->row_span >= 1 && cell->row + cell->row_span <= block->rows);
        }
    }
}

static const struct {
    const char *name, *html, *expected;
} articles[] = {
    {"nothing", "", ""},
    {"plain text", "你好", "P 你好|"},
    {"paragraphs", "<p>一</p><p>二</p>", "P 一|P 二|"},
    {"empty paragraphs", "<p></p><p>&nbsp;</p><p> <br> </p><p>　　</p><div><span></span></div><p>一</p>",
     "P 一|"},
    {"indents", "<p>　　一</p><p>&nbsp;&nbsp;&nbsp; &nbsp;二</p><p style='text-indent:2em'> 三 </p>",
     "P 一|P 二|P 三|"},
    {"whitespace is folded", "<p>a \n\t b<b> c</b> d</p>", "P a b* c* d|"},
    {"firm spaces", "<p>姓名：&nbsp;&nbsp;&nbsp;张三&nbsp;</p>", "P 姓名：   张三|"},
    {"zero width and control characters", "<p>a\xE2\x80\x8B\xEF\xBB\xBF\xC2\xAD&#8203;b&#1;</p>", "P ab|"},
    {"entities", "<p>&lt;&amp;&gt;&quot;&#20013;&#x6587;&ldquo;&hellip;&nosuch; & a<b</p>",
     "P <&>\"中文“…&nosuch; & a|"},
    {"headings", "<h1>一</h1><h6>六</h6><h2 align=center>二</h2>", "H1 一|H6 六|H2^ 二|"},
    {"bold",
     "<p>a<b>b<strong>c</strong></b><span style='font-weight:bold'>d</span>"
     "<span style='FONT-WEIGHT: 700 !important'>e</span><b><span style='font-weight:normal'>f</span></b></p>",
     "P a*bcde*f|"},
    {"alignment",
     "<p style='text-align:center'>a</p><p align=right>b</p><center>c<p>d</p></center>"
     "<div style='text-align: right'><p>e</p></div>",
     "P^ a|P> b|P^ c|P^ d|P> e|"},
    {"breaks", "<p><br>a<br>b<br></p>", "P a\nb|"},
    {"two breaks are a paragraph", "a<br><br>b<br/>&nbsp;<br/>　　c", "P a|P b|P c|"},
    {"a chart", "a<table data-chart=line><caption>c</caption><tr><th>m<th>n<tr><td>x<td>1</table>b",
     "P a|T2x2~c 1x1 (0,0,1,1h^: m)(1,0,1,1h^: n)(0,1,1,1: x)(1,1,1,1: 1)|P b|"},
    {"its caption behind the rows",
     "<table data-chart=line><tr><th>m<th>n<tr><td>x<td>1<caption>c</caption></table>b",
     "T2x2~c 1x1 (0,0,1,1h^: m)(1,0,1,1h^: n)(0,1,1,1: x)(1,1,1,1: 1)|P b|"},
    {"no chart: nothing of it is lost",
     "<table data-chart=line><caption>c</caption><tr><th>m<th>n<tr><td>x<td>much</table>b",
     "P^ c|T2x2 (0,0,1,1h^: m)(1,0,1,1h^: n)(0,1,1,1: x)(1,1,1,1: much)|P b|"},
    {"a chart in a table is none",
     "<table><tr><td>a<td><table data-chart=line><tr><th>m<th>n<tr><td>x<td>1</table></table>",
     "T2x1 (0,0,1,1: a)(1,0,1,1: m n\nx 1)|"},
    {"lists", "<ul><li>a<li>b<ol start=3><li>c</li><li value=7>d<li>e</ol></li></ul><p>f</p>",
     "L1.0 a|L1.0 b|L2.3 c|L2.7 d|L2.8 e|P f|"},
    {"paragraphs in an item", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", "L1.0 a\nb|L1.0 c|"},
    {"item without a list", "<li>a</li><p>b", "L1.0 a|P b|"},
    {"definition list", "<dl><dt>a</dt><dd>b</dd></dl>", "P *a*|P b|"},
    {"quote", "<blockquote><p>a</p><p>b</p></blockquote>c", "Q a|Q b|P c|"},
    {"preformatted", "<pre>\n a  b\n\n\tc\n</pre>d", "X  a  b\n\n    c|P d|"},
    {"rule", "a<hr>b", "P a|R |P b|"},
    {"links",
     "<a href='http://a.cn/x?y=1&amp;z=2'>a</a><a href='/rel'>b</a><a href='javascript:alert(1)'>c</a>"
     "<a href=' HTTPS://b.cn/一 '>d</a><a name=x>e</a><a href='http://a.cn/x?y=1&z=2'>f</a>"
     "<a href='ftp://x'>g</a><a href='http://'>h</a>",
     "P [0:a]bc[1:d]e[0:f]gh|"},
    {"pictures",
     "<p>a<img src='/v1/pictures/a.png' alt=' 图 一 '>b</p><img src=data:image/png;base64,AAAA>"
     "<img src='file:///etc/passwd'><img><img src=''><img src='x.gif' width=1 height=1>"
     "<img src='data:,x' data-src='http://c.cn/p q.jpg'>",
     "P a|I /v1/pictures/a.png 图 一|P b|I http://c.cn/p%20q.jpg |"},
    {"dropped",
     "<script>alert('<p>x')</script><style>p{}</style><!-- c --><iframe>g</iframe>"
     "<button>u</button><select><option>o</select><textarea>t</textarea><svg><text>s</text></svg>"
     "<div style='display:none'>h<p>i</p></div><p hidden>j</p><title>k</title><p>a</p>",
     "P a|"},
    {"broken nesting", "<p>a<b>b<i>c</b>d</i></p></div></span><p>e<div>f</p>g", "P a*bc*d|P e|P f|P g|"},
    {"read through",
     "<form>a<input value=x><noscript>b<img src=/p.png></noscript></form><div style='visibility: "
     "hidden'>c</div>"
     "<label>d</label></body></html>e",
     "P ab|I /p.png |P c|P de|"},
    {"a picture and its repetition",
     "<img src=x.gif data-src=/p.png><noscript><img src=/p.png></noscript><img src=/p.png>",
     "I /p.png |I /p.png |"},
    {"behind a style sheet", "<style>.a{}</style><section>a</section><wx-b>b</wx-b><link><meta>c",
     "P a|P bc|"},
    {"raised and lowered", "5m<sup>2</sup> CO<sub>2</sub> <span style='vertical-align:super'>a</span>b",
     "P 5m^2^ CO_2_^ a^b|"},
    {"struck",
     "<s>99</s>88 <del><p>a</p></del><strike>b</strike><span style='text-decoration: line-through "
     "red'>c</span>",
     "P ~99~88|P ~a~|P ~bc~|"},
    {"what is struck ends where it is ended",
     "<p><s>99<p>98</s>88<p><span style='text-decoration:line-through'>"
     "<font>9</span>8</p>",
     "P ~99~|P ~98~88|P ~9~8|"},
    {"quoted, and how it is read", "<q>a</q><ruby>b<rp>(<rt>c<rp>)</ruby>d", "P “a”b(c)d|"},
    {"escaped twice", "a&amp;mdash;b &amp;amp;lt; &amp;c &amp;&amp; &amp;nbsp", "P a—b < &c && &nbsp|"},
    {"never ended", "<title>a<select>b<option>c<object>d<table><tr><td>e", "P abcd|P e|"},
    {"CDATA within", "<![CDATA[<p>a</p>]]>b]]&gt;", "P a|P b]]>|"},
    {"a quotation mark too few", "<a href=\"http://a.cn>a</a><p>b</p><p>c</p>", "P [0:a]|P b|P c|"},
    {"no tags", "1 <2, x< y, <元>, a<", "P 1 <2, x< y, <元>, a<|"},
    {"XHTML with a prefix", "<xhtml:p>a</xhtml:p><xhtml:b>b</xhtml:b>", "P a|P *b*|"},
    {"Word",
     "<p class=MsoNormal style='margin-left:21pt;mso-list:l0 level1 lfo1'><span lang=EN-US "
     "style='font-family:Wingdings;mso-list:Ignore'>\xEF\x82\xB7<span style='font:7.0pt'>&nbsp;&nbsp;"
     "</span></span><b style='mso-bidi-font-weight:normal'>办事</b>指南<o:p></o:p></p>"
     "<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--[if gte mso 9]><xml><w:x>1</w:x></xml><![endif]-->"
     "<![if !supportLists]>a<![endif]><?xml:namespace prefix = o /><font face=仿宋 size=4>b</font>"
     "<xml><o:x>no</o:x></xml>",
     "P •*  办事*指南|P ab|"},
    {"table",
     "<table><caption>标题</caption><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td>"
     "<td align=right>d</td></tr></tbody></table>e",
     "P^ 标题|T2x2 (0,0,1,1h^: a)(1,0,1,1h^: b)(0,1,1,1: c)(1,1,1,1>: d)|P e|"},
    {"spans of cells", "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td rowspan=99>d</table>",
     "T3x2 (0,0,1,2: a)(1,0,2,1: b)(1,1,1,1: c)(2,1,1,1: d)|"},
    {"hostile spans", "<table><tr><td colspan=1000000000>a<td rowspan=-5>b<tr><td rowspan=0>c<td>d</table>",
     "T12x2 (0,0,12,1: a)(0,1,1,1: c)(1,1,1,1: d)|P b|"},
    {"text in cells",
     "<table><tr><td><p>a</p><p>b</p><ul><li>c<li>d</ul></td><td><h3>e</h3>f<br>g</td></tr></table>",
     "T2x1 (0,0,1,1: a\nb\n• c\n• d)(1,0,1,1: *e*\nf\ng)|"},
    {"table within a table", "<table><tr><td>a<table><tr><td>b<td>c<tr><td>d</table>e<td>f</table>",
     "T2x1 (0,0,1,1: a\nb c\nd\ne)(1,0,1,1: f)|"},
    {"frame of one column", "<table><tr><td><p>a</p></td></tr><tr><td align=center>b</td></tr></table>",
     "P a|P^ b|"},
    {"empty table", "<table><tr><td>&nbsp;</td><td></td></tr></table>a", "P a|"},
    {"empty rows", "<table><tr></tr><tr><td>a<td>b</tr><tr></tr></table>", "T2x1 (0,0,1,1: a)(1,0,1,1: b)|"},
    {"picture in a cell", "<table><tr><td>a<img src=/p.png>b</td><td>c</td></tr></table>",
     "T2x1 (0,0,1,1: a\nb)(1,0,1,1: c)|I /p.png |"},
    {"cells without a table", "<tr><td>a</td><td>b</td></tr>", "P a|P b|"},
    {"text in a table outside its cells", "<table>a<tr><td>b<td>c</tr>d</table>",
     "P a|T2x1 (0,0,1,1: b)(1,0,1,1: c)|P d|"},
    {"whole page",
     "<!DOCTYPE html><html><head><meta charset=gbk><title>t</title></head><body bgcolor=red><p>中</p></body>"
     "</html>",
     "P 中|"},
    {"comments", "a<!-->b<!--->c<!-- > -- <p> --!>-->d<!x>e<!>f<?php echo '<p>' ?>g</ h>i",
     "P abcdef' ?>gi|"},
    {"less than", "<p>1 < 2 <3 <", "P 1 < 2 <3 <|"},
    {"script with a comment in it", "a<script><!-- x </script>b<STYLE>p<q{}</style >c<scripty>d", "P abcd|"},
    {"apostrophe in a bare value", "<p title=it's>a<p>b", "P a|P b|"},
    {"greater than in a value", "<p title='a>b'>c", "P c|"},
    {"cut off in a tag", "<p>a</p><p style='", "P a|"},
    {"upper case", "<P ALIGN=CENTER><B>a</B></P><BR><TABLE><TR><TD>b<TD>c</TABLE>",
     "P^ *a*|T2x1 (0,0,1,1: b)(1,0,1,1: c)|"},
};

static void test_articles(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
        struct article *article = article_parse(articles[i].html, strlen(articles[i].html));
        assert_non_null(article);
        check_bounds(article);
        struct notation out = {.length = 0};
        for (size_t b = 0; b < article->block_count; b++) {
            put_block(&out, &article->blocks[b]);
        }
        if (strcmp(out.text, articles[i].expected) != 0) {
            print_error("%s:\n expected %s\n      got %s\n", articles[i].name, articles[i].expected,
                        out.text);
            failed++;
        }
        article_free(article);
    }
    assert_int_equal(failed, 0);
}

static void test_links_are_escaped(void **state)
{
    (void)state;
    const char html[] = "<a href='http://a.cn/一 \"x\"'>a</a>";
    struct article *article = article_parse(html, sizeof html - 1);
    assert_non_null(article);
    assert_int_equal(article->link_count, 1);
    assert_string_equal(article->links[0], "http://a.cn/%E4%B8%80%20%22x%22");
    article_free(article);
}

/* 512 KB of the same: an answer must come, within the bounds, and without hanging (the runner's time-out
 * would tell). */
static void test_bombs(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<ol><li>a</ol>",
        "<p>",
        "</p>",
        "<a href=http://x>",
        "&amp;",
        "&",
        "&#",
        "<!--",
        "<!",
        "<?",
        "<",
        "</x>",
        "a<b>",
        "<b></i>",
        "<img src=x>",
        "<td>a",
        "<tr><td>a",
        "<br>",
        "<pre>\t",
        "<x a=",
        "\xE4\xB8",
        "\xFF\xFE",
        "&nbsp;a",
        "<script>",
        "<select>",
        "<form>",
        "<font><p>a",
        "<h1><h2>",
        "<i>a<b>a</i>",
        "<![CDATA[",
        "<a href='",
        "<center><table>",
        "<dd><dt>",
        "<style>",
        "<table>",
        "]]>",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        size_t length = strlen(pieces[i]);
        size_t count = ARTICLE_BYTES_MAX / length;
        char *html = malloc(count * length);
        assert_non_null(html);
        for (size_t at = 0; at < count; at++) {
            memcpy(html + at * length, pieces[i], length);
        }
        struct article *article = article_parse(html, count * length);
        assert_non_null(article);
        check_bounds(article);
        article_free(article);
        free(html);
    }
}

/* One tag with 512 KB of attributes, or one attribute of that length: what stands before is kept. */
static void test_tag_bombs(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a%zu ", "a%zu=1 ", "a%zu='1'", "a%zu=\"\"\n", "x"};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        char *html = calloc(1, ARTICLE_BYTES_MAX + 64);
        assert_non_null(html);
        size_t at = (size_t)snprintf(html, 64, "<p>before</p><p ");
        for (size_t n = 0; at < ARTICLE_BYTES_MAX - 64; n++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            at += (size_t)snprintf(html + at, 64, pieces[i], n);
#pragma GCC diagnostic pop
        }
        struct article *article = article_parse(html, at);
        assert_non_null(article);
        assert_true(article->block_count >= 1);
        assert_string_equal(article->blocks[0].spans[0].text, "before");
        article_free(article);
        free(html);
    }
}

static void test_cut(void **state)
{
    (void)state;
    static const struct {
        const char *name, *piece;
        size_t count;
        int cut;
    } cases[] = {
        {"small", "<p>a", 10, 0},
        {"more blocks", "<p>a", ARTICLE_BLOCK_MAX + 1, 1},
        {"as many blocks", "<p>a", ARTICLE_BLOCK_MAX, 0},
        {"more bytes", "0123456789", 52429, 1},
        {"deeper", "<div>a", 3000, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = strlen(cases[i].piece);
        char *html = malloc(cases[i].count * length);
        assert_non_null(html);
        for (size_t at = 0; at < cases[i].count; at++) {
            memcpy(html + at * length, cases[i].piece, length);
        }
        struct article *article = article_parse(html, cases[i].count * length);
        assert_non_null(article);
        check_bounds(article);
        if (article->cut != cases[i].cut) {
            print_error("%s: expected cut %d\n", cases[i].name, cases[i].cut);
        }
        assert_int_equal(article->cut, cases[i].cut);
        article_free(article);
        free(html);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_articles), cmocka_unit_test(test_links_are_escaped),
        cmocka_unit_test(test_bombs),    cmocka_unit_test(test_tag_bombs),
        cmocka_unit_test(test_cut),
    };
    return cmocka_run_group_tests_name("article", tests, NULL, NULL);
}
