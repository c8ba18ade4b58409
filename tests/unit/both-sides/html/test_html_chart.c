/* Tables that are marked as charts: which are, what is read of them, and why the others stay tables. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/html/html_chart.h"
#include "both-sides/html/html_chart_number.h"
#include "both-sides/html/html_reader.h"

/* --- Numbers --- */

static const struct {
    const char *text;
    const char *expected; /* "digits/decimals unit", "gap", "" for none */
} numbers[] = {
    {"0", "0/0 "},
    {"12", "12/0 "},
    {"-12.50", "-1250/2 "},
    {"+3", "3/0 "},
    {"\xE2\x88\x92"
     "7",
     "-7/0 "}, /* minus sign */
    {"\xEF\xBC\x8D"
     "7",
     "-7/0 "}, /* full-width hyphen */
    {"\xE2\x80\x93"
     "7",
     "-7/0 "}, /* short dash */
    {"\xE2\x80\x94"
     "7",
     ""}, /* a long dash is no sign */
    {"1,234", "1234/0 "},
    {"1\xEF\xBC\x8C"
     "234\xEF\xBC\x8C"
     "567.8",
     "12345678/1 "}, /* full-width commas */
    {"1 234 567", "1234567/0 "},
    {"12,34", ""},
    {"1,2345", ""},
    {"1234,567", ""},
    {",123", ""},
    {"\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x8E\xEF\xBC\x95", "125/1 "}, /* full width */
    {" \xE3\x80\x80"
     "5\xC2\xA0",
     "5/0 "},
    {"12.5%", "125/1 %"},
    {"12.5 \xEF\xBC\x85", "125/1 %"}, /* full-width sign */
    {"120\xE5\x85\x83", "120/0 \xE5\x85\x83"},
    {"0.000001", "1/6 "},
    {"0.0000001", ""},
    {"1000000000000000", "1000000000000000/0 "},
    {"1,000,000,000,000,000.5", ""},
    {"10000000000000000", "10000000000000000/0 "},
    {"10000000000000001", ""},
    {"99999999999999999999999999", ""},
    {"0000000000000000000000000000000000000000000000000000000000000000000000001", ""},
    {"", "gap"},
    {" \xE3\x80\x80", "gap"},
    {"-", "gap"},
    {"--", "gap"},
    {"\xE2\x80\x94", "gap"},
    {"\xE2\x80\x94\xE2\x80\x94", "gap"},
    {"- -", "gap"},
    {"\xEF\xBC\x8D", "gap"},
    {"--5", ""},
    {"1e5", ""},
    {"3~5", ""},
    {"3.5.1", ""},
    {"12.", ""},
    {".5", ""},
    {"about 12", ""},
    {"12\xEF\xBC\x88"
     "e\xEF\xBC\x89",
     "12/0 (e)"},
    {"\xE5\x8D\x81\xE4\xBA\x8C", ""},
    {"1/2", ""},
};

static void test_numbers(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct html_chart_number number;
        char got[120] = "";
        if (html_chart_number_read(numbers[i].text, &number) == 0) {
            if (number.is_gap) {
                (void)snprintf(got, sizeof got, "gap");
            } else {
                (void)snprintf(got, sizeof got, "%" PRId64 "/%d %s", number.digits, number.decimals,
                               number.unit);
            }
        }
        if (strcmp(got, numbers[i].expected) != 0) {
            print_error("\"%s\": expected \"%s\", got \"%s\"\n", numbers[i].text, numbers[i].expected, got);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

/* --- Charts --- */

enum { NOTATION_SIZE = 8192 };

struct heard {
    struct html_chart_reader reader;
    char notation[NOTATION_SIZE];
};

static void put(struct heard *heard, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct heard *heard, const char *format, ...)
{
    size_t length = strlen(heard->notation);
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(heard->notation + length, sizeof heard->notation - length, format, arguments);
    va_end(arguments);
    assert_true(written >= 0 && (size_t)written < sizeof heard->notation - length);
}

/* "line/1 ℃ title[name,name]label:10,gap;" */
static void put_chart(struct heard *heard)
{
    const struct html_chart *chart = &heard->reader.chart;
    put(heard, "%s/%d %s %s[", chart->form == HTML_CHART_LINE ? "line" : "bars", chart->decimals, chart->unit,
        chart->title);
    for (size_t c = 0; c < chart->columns; c++) {
        put(heard, "%s%s", c > 0 ? "," : "", chart->names[c]);
    }
    put(heard, "]");
    for (size_t r = 0; r < chart->rows; r++) {
        put(heard, "%s:", chart->labels[r]);
        for (size_t c = 0; c < chart->columns; c++) {
            int64_t value = chart->values[c][r];
            if (value == HTML_CHART_GAP) {
                put(heard, "%sgap", c > 0 ? "," : "");
            } else {
                put(heard, "%s%" PRId64, c > 0 ? "," : "", value);
            }
        }
        put(heard, ";");
    }
}

static void on_start(void *context, const struct html_tag *tag)
{
    html_chart_start(&((struct heard *)context)->reader, tag);
}

static void on_text(void *context, const char *text, size_t length)
{
    html_chart_text(&((struct heard *)context)->reader, text, length);
}

static void on_end(void *context, const struct html_element *element)
{
    struct heard *heard = context;
    enum html_chart_result result = html_chart_end(&heard->reader, element);
    if (result == HTML_CHART_READ) {
        put_chart(heard);
    } else if (result == HTML_CHART_REFUSED) {
        put(heard, "! %s", heard->reader.problem);
    }
}

static void hear(const char *html, struct heard *heard)
{
    const struct html_sink sink = {heard, on_start, on_end, on_text};
    *heard = (struct heard){.notation = ""};
    assert_int_equal(html_read(html, strlen(html), &sink), 0);
}

#define HEAD "<table data-chart=line><tr><th>m<th>a"
#define TWO  "<table data-chart=line><tr><th>m<th>a<th>b"

static const struct {
    const char *name, *html, *expected;
} charts[] = {
    {"no mark", "<table><tr><th>m<th>a<tr><td>1<td>2</table>", ""},
    {"a line", HEAD "<tr><td>2026-05<td>12</table>", "line/0  [a]2026-05:12;"},
    {"all of it",
     "<table data-chart='bars' data-unit=' \xE5\x85\x83 '><caption>t <b>u</b></caption><thead><tr><th></th>"
     "<th>a</th><th>b</th><th>c</th></tr></thead><tbody><tr><td>x</td><td>1,000</td><td>2.5\xE5\x85\x83</td>"
     "<td></td></tr><tr><td>y</td><td>-3</td><td>\xE2\x80\x94</td><td>0</td></tr></tbody></table>",
     "bars/1 \xE5\x85\x83 t u[a,b,c]x:10000,25,gap;y:-30,gap,0;"},
    {"in capitals", "<TABLE DATA-CHART=Line><TR><TH>m<TH>a<TR><TD>x<TD>1</TABLE>", "line/0  [a]x:1;"},
    {"headings in cells", "<table data-chart=bars><tr><td>m<td>a<tr><td>x<td>1</table>", "bars/0  [a]x:1;"},
    {"years above numbers", "<table data-chart=bars><tr><th>m<th>2025<tr><td>x<td>1</table>",
     "bars/0  [2025]x:1;"},
    {"labels in <th>", HEAD "<tr><th>x<td>1<tr><th>y<td>2</table>", "line/0  [a]x:1;y:2;"},
    {"an empty row", HEAD "<tr><td><td><tr><td>x<td>1<tr><td>&nbsp;<td></table>", "line/0  [a]x:1;"},
    {"percent", HEAD "<tr><td>x<td>12.5%<tr><td>y<td>\xE2\x80\x94<tr><td>z<td>3\xEF\xBC\x85</table>",
     "line/1 % [a]x:125;y:gap;z:30;"},
    {"percent given",
     "<table data-chart=line data-unit=%><tr><th>m<th>a<tr><td>x<td>12<tr><td>y<td>3%</table>",
     "line/0 % [a]x:12;y:3;"},
    {"paragraphs in cells", HEAD "<tr><td><p>x</p><p>y</p><td><p><span>1</span></p></table>",
     "line/0  [a]x y:1;"},
    {"what has no width",
     HEAD "<tr><td>x\xE2\x80\x8By<td>\xEF\xBB\xBF"
          "1&shy;2</table>",
     "line/0  [a]xy:12;"},
    {"a break in a label", HEAD "<tr><td>x<br>y<td>1</table>", "line/0  [a]x y:1;"},
    {"not closed", HEAD "<tr><td>x<td>1", "line/0  [a]x:1;"},
    {"10^15", HEAD "<tr><td>x<td>1000000000000000<tr><td>y<td>0.5</table>",
     "line/1  [a]x:10000000000000000;y:5;"},
    {"a column without numbers", TWO "<tr><td>x<td>1<td></table>", "line/0  [a,b]x:1,gap;"},
    {"a comment and a script", HEAD "<!-- c --><tr><td>x<td>1<script>2</script></table>", "line/0  [a]x:1;"},
    {"in a section", "<div><p>before" HEAD "<tr><td>x<td>1</table>after</div>", "line/0  [a]x:1;"},

    {"another word", "<table data-chart=pie><tr><th>m<th>a<tr><td>x<td>1</table>",
     "! data-chart=\"pie\" is neither \"line\" nor \"bars\""},
    {"no word", "<table data-chart><tr><th>m<th>a<tr><td>x<td>1</table>",
     "! data-chart=\"\" is neither \"line\" nor \"bars\""},
    {"words for a number", HEAD "<tr><td>x<td>about 12</table>",
     "! row 2, column 2: \"about 12\" is no number"},
    {"a range", HEAD "<tr><td>x<td>3~5</table>", "! row 2, column 2: \"3~5\" is no number"},
    {"all gaps", HEAD "<tr><td>x<td><tr><td>y<td>-</table>", "! not one number stands in it"},
    {"nothing below the headings", HEAD "</table>", "! not one number stands in it"},
    {"nothing", "<table data-chart=line></table>", "! not one number stands in it"},
    {"no headings", "<table data-chart=line><tr><td>2026-01<td>12<tr><td>2026-02<td>13</table>",
     "! row 1: the first row has no headings"},
    {"one heading missing", TWO "<th><tr><td>x<td>1<td>2<td>3</table>", "! row 1: column 4 has no heading"},
    {"one column", "<table data-chart=line><tr><th>m<tr><td>x</table>",
     "! row 1: there is no column of numbers"},
    {"four columns", TWO "<th>c<th>d<tr><td>x<td>1<td>2<td>3<td>4</table>",
     "! it has more than 3 columns of numbers"},
    {"a short row", TWO "<tr><td>x<td>1</table>", "! row 2 has 2 cells instead of 3"},
    {"a long row", HEAD "<tr><td>x<td>1<td>2</table>", "! row 2 has 3 cells instead of 2"},
    {"no label", HEAD "<tr><td><td>1</table>", "! row 2: its first cell is empty"},
    {"two headings in one", "<table data-chart=line><tr><th>m<th colspan=2>a<tr><td>x<td>1<td>2</table>",
     "! row 1: a cell reaches over several rows or columns"},
    {"a cell down to the end", HEAD "<tr><td>x<td rowspan=0>1</table>",
     "! row 2: a cell reaches over several rows or columns"},
    {"a note", HEAD "<tr><td>x<td>12<sup>1</sup></table>", "! row 2: <sup> stands in it"},
    {"an old number", HEAD "<tr><td>x<td><del>12</del></table>", "! row 2: <del> stands in it"},
    {"raised by its style", HEAD "<tr><td>x<td>1<span style='vertical-align:super'>2</span></table>",
     "! row 2: raised, lowered or struck text stands in it"},
    {"a picture", HEAD "<tr><td>x<td>1<img src=a.png></table>", "! row 2: <img> stands in it"},
    {"a list", HEAD "<tr><td><ul><li>x</ul><td>1</table>", "! row 2: <ul> stands in it"},
    {"a table in it", HEAD "<tr><td>x<td><table><tr><td>1</table></table>", "! row 2: <table> stands in it"},
    {"in another table", "<table><tr><td>" HEAD "<tr><td>x<td>1</table></table>",
     "! it stands in another table"},
    {"text between the rows", HEAD "<tr>lost<td>x<td>1</table>", "! text stands outside of its cells"},
    {"two captions", "<table data-chart=line><caption>a</caption><caption>b</caption><tr><th>m<th>a</table>",
     "! it has two captions"},
    {"percent here and there", HEAD "<tr><td>x<td>1%<tr><td>y<td>2</table>",
     "! some numbers have a % sign and some have none"},
    {"another unit", HEAD "<tr><td>x<td>12(e)</table>",
     "! row 2, column 2: \"12(e)\" does not have the unit of data-unit (none)"},
    {"percent beside a unit", "<table data-chart=line data-unit=kg><tr><th>m<th>a<tr><td>x<td>1%</table>",
     "! row 2, column 2: \"1%\" does not have the unit of data-unit (kg)"},
    {"too large beside decimals", HEAD "<tr><td>x<td>10000000000000000<tr><td>y<td>0.5</table>",
     "! \"x\" is too large beside numbers with 1 decimals"},
    {"a long unit", "<table data-chart=line data-unit=abcdefghijklmnopqrstuvwxyz><tr><th>m<th>a</table>",
     "! its data-unit is longer than 24 bytes"},
    {"a long heading",
     "<table data-chart=line><tr><th>m<th>abcdefghijklmnopqrstuvwxyzabcdefghijk<tr><td>x<td>1</table>",
     "! row 1, column 2: \"abcdefghijklmnopqrstuvwxyzabcdefghijk\" is longer than 36 bytes"},
    {"one refused, one read", HEAD "<tr><td>x<td>?</table>" HEAD "<tr><td>x<td>1</table>",
     "! row 2, column 2: \"?\" is no numberline/0  [a]x:1;"},
};

static void test_charts(void **state)
{
    (void)state;
    static struct heard heard;
    int failed = 0;
    for (size_t i = 0; i < sizeof charts / sizeof charts[0]; i++) {
        hear(charts[i].html, &heard);
        if (strcmp(heard.notation, charts[i].expected) != 0) {
            print_error("%s:\n expected %s\n      got %s\n", charts[i].name, charts[i].expected,
                        heard.notation);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

/* --- Bounds --- */

static void add(char *html, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void add(char *html, size_t size, const char *format, ...)
{
    size_t length = strlen(html);
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(html + length, size - length, format, arguments);
    va_end(arguments);
    assert_true(written >= 0 && (size_t)written < size - length);
}

static void rows_are_bounded(void **state)
{
    (void)state;
    static struct heard heard;
    static char html[16384];
    for (int rows = HTML_CHART_ROWS_MAX; rows <= HTML_CHART_ROWS_MAX + 1; rows++) {
        html[0] = '\0';
        add(html, sizeof html, "%s", HEAD);
        for (int i = 0; i < rows; i++) {
            add(html, sizeof html, "<tr><td>%d-%02d<td>%d", 2016 + i / 12, i % 12 + 1, i);
        }
        add(html, sizeof html, "<tr><td><td></table>"); /* an empty row more is none */
        hear(html, &heard);
        if (rows == HTML_CHART_ROWS_MAX) {
            assert_int_equal(heard.reader.chart.rows, HTML_CHART_ROWS_MAX);
            assert_int_equal(heard.reader.chart.values[0][HTML_CHART_ROWS_MAX - 1], HTML_CHART_ROWS_MAX - 1);
            assert_string_equal(heard.reader.problem, "");
        } else {
            assert_string_equal(heard.notation, "! it has more than 120 rows of numbers");
        }
    }
}

static void charts_of_a_text_are_bounded(void **state)
{
    (void)state;
    static struct heard heard;
    static char html[4096];
    html[0] = '\0';
    for (int i = 0; i <= HTML_CHARTS_MAX; i++) {
        add(html, sizeof html, "%s", HEAD "<tr><td>x<td>1</table>");
    }
    hear(html, &heard);
    assert_int_equal(heard.reader.read, HTML_CHARTS_MAX);
    assert_non_null(strstr(heard.notation, "! the text has 12 charts already"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_charts),
        cmocka_unit_test(rows_are_bounded),
        cmocka_unit_test(charts_of_a_text_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
