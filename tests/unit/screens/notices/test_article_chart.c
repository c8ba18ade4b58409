/* An article's chart in words: what its rows are, what a point holds, highest, lowest and last. */

#include "tests/unit/screens/stage/strings_fixture.h"

#include <stdio.h>
#include <string.h>

#include "screens/notices/article_chart.h"

static void rows_are_months_years_or_words(void **state)
{
    static const struct {
        const char *label;
        int month;
    } cases[] = {
        {"2026-05", 202605},
        {"2026-5", 202605},
        {"2026/12", 202612},
        {"2026.01", 202601},
        {"2026年5月", 202605},
        {"2026年05月", 202605},
        {"2026", 202600},
        {"2026年", 202600},
        {"２０２６年５月", 202605},
        {"2026-13", 0},
        {"2026-00", 0},
        {"2026-05-01", 0},
        {"2026年5", 0},
        {"2026-5月", 0},
        {"202605", 0},
        {"1899", 0},
        {"2200年", 0},
        {"5月", 0},
        {"一季度", 0},
        {"", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int got = article_chart_month(cases[i].label);
        if (got != cases[i].month) {
            fail_msg("\"%s\": expected %d, got %d", cases[i].label, cases[i].month, got);
        }
    }
}

/* Of one column, and of two if `second` is no gap. */
static struct html_chart one_row(const char *label, const char *unit, int64_t value, int written,
                                 int decimals)
{
    struct html_chart chart = {.columns = 1, .rows = 1, .decimals = decimals};
    (void)snprintf(chart.names[0], sizeof chart.names[0], "办结");
    (void)snprintf(chart.labels[0], sizeof chart.labels[0], "%s", label);
    (void)snprintf(chart.unit, sizeof chart.unit, "%s", unit);
    chart.values[0][0] = value;
    chart.written_decimals[0][0] = (unsigned char)written;
    return chart;
}

static void a_point_is_told(void **state)
{
    static const struct {
        const char *label, *unit;
        int64_t value;
        int written, decimals;
        const char *wanted;
    } cases[] = {
        {"2026-05", "件", 1264, 0, 0, "2026 年 5 月，办结 1,264 件"},
        {"2026", "", -7, 0, 0, "2026 年，办结 -7"},
        {"北湖区", "%", 995, 1, 1, "北湖区，办结 99.5%"},
        {"甲", "℃", -50, 1, 2, "甲，办结 -0.5 ℃"},
        {"甲", "元", 123456700, 0, 2, "甲，办结 1,234,567 元"},
        {"甲", "元", 100, 2, 2, "甲，办结 1.00 元"},
        {"甲", "元", INT64_C(1000000000000000), 0, 0, "甲，办结 1,000,000,000,000,000 元"},
        {"甲", "元", -HTML_CHART_VALUE_MAX, 6, 6, "甲，办结 -10,000,000,000.000000 元"},
        {"甲", "元", HTML_CHART_GAP, 0, 0, "甲，办结 没有数据"},
        {"甲", "件", 0, 0, 0, "甲，办结 0 件"},
    };
    (void)state;
    const struct stage stage = {.strings = chinese};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct html_chart chart =
            one_row(cases[i].label, cases[i].unit, cases[i].value, cases[i].written, cases[i].decimals);
        const struct article_chart of = {&chart, &stage};
        char text[CHART_WORDS_SIZE];
        article_chart_point(&of, 0, text);
        if (strcmp(text, cases[i].wanted) != 0) {
            fail_msg("row %zu: expected \"%s\", got \"%s\"", i, cases[i].wanted, text);
        }
    }
}

static void all_columns_of_a_point_are_told(void **state)
{
    (void)state;
    const struct stage stage = {.strings = chinese};
    struct html_chart chart = one_row("2026-05", "件", 1, 0, 0);
    const struct article_chart of = {&chart, &stage};
    char text[CHART_WORDS_SIZE];
    chart.columns = 3;
    (void)snprintf(chart.names[1], sizeof chart.names[1], "退回");
    (void)snprintf(chart.names[2], sizeof chart.names[2], "在办");
    chart.values[1][0] = HTML_CHART_GAP;
    chart.values[2][0] = 3;
    article_chart_point(&of, 0, text);
    assert_string_equal(text, "2026 年 5 月，办结 1 件，退回 没有数据，在办 3 件");
}

/* As long as names, labels and numbers may be: cut, but nothing is written beyond. */
static void the_longest_is_cut(void **state)
{
    (void)state;
    const struct stage stage = {.strings = chinese};
    static struct html_chart chart;
    const struct article_chart of = {&chart, &stage};
    char text[CHART_WORDS_SIZE];
    char summary[ARTICLE_CHART_SUMMARY_SIZE];
    chart.columns = HTML_CHART_COLUMNS_MAX;
    chart.rows = 2;
    memset(chart.unit, 'u', sizeof chart.unit - 1);
    for (size_t i = 0; i < HTML_CHART_COLUMNS_MAX; i++) {
        memset(chart.names[i], 'n', sizeof chart.names[i] - 1);
        chart.values[i][0] = -HTML_CHART_VALUE_MAX;
        chart.values[i][1] = HTML_CHART_VALUE_MAX;
    }
    memset(chart.labels[0], 'l', sizeof chart.labels[0] - 1);
    memset(chart.labels[1], 'm', sizeof chart.labels[1] - 1);
    article_chart_point(&of, 1, text);
    article_chart_summary(&of, summary);
    assert_true(strlen(text) < sizeof text && strlen(summary) < sizeof summary);
    assert_non_null(strstr(text, "10,000,000,000,000,000"));
    assert_non_null(strstr(summary, "-10,000,000,000,000,000"));
}

static void the_summary_tells_extremes_and_the_last(void **state)
{
    (void)state;
    const struct stage stage = {.strings = chinese};
    static const int64_t values[] = {30, 291, HTML_CHART_GAP, -45, 291, 100, HTML_CHART_GAP};
    struct html_chart chart = one_row("2026-01", "℃", 0, 0, 1);
    const struct article_chart of = {&chart, &stage};
    char text[ARTICLE_CHART_SUMMARY_SIZE];
    chart.columns = 2; /* the second has no number, and says nothing */
    chart.rows = sizeof values / sizeof values[0];
    for (size_t i = 0; i < chart.rows; i++) {
        (void)snprintf(chart.labels[i], sizeof chart.labels[i], "2026-%02zu", i + 1);
        chart.values[0][i] = values[i];
        chart.written_decimals[0][i] = 1;
        chart.values[1][i] = HTML_CHART_GAP;
    }
    article_chart_summary(&of, text);
    assert_string_equal(text,
                        "图表，办结：最高 29.1 ℃（2026 年 5 月），最低 -4.5 ℃（2026 年 4 月），最后 10.0 ℃"
                        "（2026 年 6 月）。");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_months_years_or_words),          cmocka_unit_test(a_point_is_told),
        cmocka_unit_test(all_columns_of_a_point_are_told),         cmocka_unit_test(the_longest_is_cut),
        cmocka_unit_test(the_summary_tells_extremes_and_the_last),
    };
    return cmocka_run_group_tests(tests, open_strings, close_strings);
}
