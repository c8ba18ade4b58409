#include "screens/notices/article_chart.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/narrow.h"
#include "both-sides/utf8.h"
#include "screens/stage/month_words.h"

enum { NUMBER_SIZE = 32, AMOUNT_SIZE = NUMBER_SIZE + HTML_CHART_UNIT_SIZE, PART_SIZE = 256 };
enum { MONTH_LABELS_MAX = 24, FIRST_YEAR = 1900, LAST_YEAR = 2199, MONTHS = 12 };
enum { LARGE_UNITS = 3, LARGE_STEP = 10000 };

#define YEAR_SIGN  "\xE5\xB9\xB4"
#define MONTH_SIGN "\xE6\x9C\x88"

/* --- What the first column says --- */

static int take_digits(const char **at, size_t most)
{
    int number = 0;
    for (size_t i = 0; i < most && **at >= '0' && **at <= '9'; i++) {
        number = number * 10 + (*(*at)++ - '0');
    }
    return number;
}

static int take_sign(const char **at, const char *sign)
{
    size_t length = strlen(sign);
    if (strncmp(*at, sign, length) != 0) {
        return 0;
    }
    *at += length;
    return 1;
}

int article_chart_month(const char *label)
{
    char narrowed[NARROW_SIZE];
    const char *at = narrow(label, narrowed);
    int year = take_digits(&at, 4);
    if (year < FIRST_YEAR || year > LAST_YEAR) {
        return 0;
    }
    int is_chinese = take_sign(&at, YEAR_SIGN);
    if (*at == '\0') {
        return year * 100;
    }
    if (!is_chinese && !take_sign(&at, "-") && !take_sign(&at, "/") && !take_sign(&at, ".")) {
        return 0;
    }
    int month = take_digits(&at, 2);
    int ends = is_chinese ? take_sign(&at, MONTH_SIGN) && *at == '\0' : *at == '\0';
    return ends && month >= 1 && month <= MONTHS ? year * 100 + month : 0;
}

/* 1: all of them are months (years). */
static int all_are(const struct html_chart *chart, int months)
{
    for (size_t i = 0; i < chart->rows; i++) {
        int month = article_chart_month(chart->labels[i]);
        if (month == 0 || (month % 100 != 0) != months) {
            return 0;
        }
    }
    return 1;
}

/* As it is told. */
static void label_words(const struct article_chart *of, size_t row, char text[PART_SIZE])
{
    const struct strings *strings = of->stage->strings;
    int month = article_chart_month(of->chart->labels[row]);
    char words[MONTH_WORDS_SIZE];
    if (month % 100 != 0) {
        (void)snprintf(text, PART_SIZE, "%s", year_month_words(words, strings, month));
    } else if (month != 0) {
        (void)string_format_numbers(text, PART_SIZE, strings, STRING_ARTICLE_CHART_YEAR, month / 100, 0);
    } else {
        (void)snprintf(text, PART_SIZE, "%s", of->chart->labels[row]);
    }
}

/* Below the axis: months by their number while they are few, else the first of each year. */
static void axis_label(const struct article_chart *of, size_t row, int are_months,
                       char text[CHART_LABEL_SIZE])
{
    const struct html_chart *chart = of->chart;
    int month = article_chart_month(chart->labels[row]);
    int before = row > 0 ? article_chart_month(chart->labels[row - 1]) : 0;
    text[0] = '\0';
    if (are_months && chart->rows <= MONTH_LABELS_MAX) {
        (void)string_format_numbers(text, CHART_LABEL_SIZE, of->stage->strings, STRING_ARTICLE_CHART_MONTH,
                                    month % 100, 0);
    } else if (are_months) {
        if (month / 100 != before / 100) {
            (void)snprintf(text, CHART_LABEL_SIZE, "%d", month / 100);
        }
    } else if (month != 0 && month % 100 == 0) {
        (void)snprintf(text, CHART_LABEL_SIZE, "%d", month / 100);
    } else {
        size_t length = strlen(chart->labels[row]);
        size_t fits = utf8_fit((const unsigned char *)chart->labels[row], length, CHART_LABEL_SIZE - 1);
        (void)snprintf(text, CHART_LABEL_SIZE, "%.*s", (int)fits, chart->labels[row]);
    }
}

/* --- Numbers --- */

static int64_t power_of_ten(int exponent)
{
    int64_t power = 1;
    while (exponent-- > 0) {
        power *= 10;
    }
    return power;
}

/* "-1,234.50": with the decimals that it was written with. */
static void number_words(const struct html_chart *chart, size_t column, size_t row, char text[NUMBER_SIZE])
{
    int decimals = chart->written_decimals[column][row];
    int64_t value = chart->values[column][row] / power_of_ten(chart->decimals - decimals);
    int64_t one = power_of_ten(decimals);
    int64_t absolute = value < 0 ? -value : value;
    char whole[NUMBER_SIZE];
    int digits = snprintf(whole, sizeof whole, "%" PRId64, absolute / one);
    int used = snprintf(text, NUMBER_SIZE, "%s", value < 0 ? "-" : "");
    for (int i = 0; i < digits; i++) {
        used += snprintf(text + used, (size_t)(NUMBER_SIZE - used), "%s%c",
                         i > 0 && (digits - i) % 3 == 0 ? "," : "", whole[i]);
    }
    if (decimals > 0) {
        (void)snprintf(text + used, (size_t)(NUMBER_SIZE - used), ".%0*" PRId64, decimals, absolute % one);
    }
}

static void amount_words(const struct article_chart *of, size_t column, size_t row, char text[PART_SIZE])
{
    const struct html_chart *chart = of->chart;
    char number[NUMBER_SIZE];
    if (chart->values[column][row] == HTML_CHART_GAP) {
        (void)snprintf(text, PART_SIZE, "%s", string_get(of->stage->strings, STRING_ARTICLE_CHART_MISSING));
        return;
    }
    number_words(chart, column, row, number);
    int joins = chart->unit[0] == '\0' || chart->unit[0] == '%';
    (void)snprintf(text, PART_SIZE, "%s%s%s", number, joins ? "" : " ", chart->unit);
}

/* --- In words --- */

void article_chart_point(const struct article_chart *of, size_t point, char text[CHART_WORDS_SIZE])
{
    const struct strings *strings = of->stage->strings;
    char so_far[CHART_WORDS_SIZE];
    char amount[PART_SIZE];
    char part[PART_SIZE];
    label_words(of, point, part);
    (void)snprintf(text, CHART_WORDS_SIZE, "%s", part);
    for (size_t c = 0; c < of->chart->columns; c++) {
        amount_words(of, c, point, amount);
        const char *named[] = {of->chart->names[c], amount};
        (void)string_format(part, sizeof part, strings, STRING_ARTICLE_CHART_NAMED, named, 2);
        (void)snprintf(so_far, sizeof so_far, "%s", text);
        const char *joined[] = {so_far, part};
        (void)string_format(text, CHART_WORDS_SIZE, strings, STRING_ARTICLE_CHART_JOINED, joined, 2);
    }
}

/* "26.3 ℃（2026 年 7 月）" */
static void place_words(const struct article_chart *of, size_t column, size_t row, char text[PART_SIZE * 2])
{
    char label[PART_SIZE];
    char amount[PART_SIZE];
    label_words(of, row, label);
    amount_words(of, column, row, amount);
    const char *values[] = {amount, label};
    (void)string_format(text, (size_t)PART_SIZE * 2, of->stage->strings, STRING_ARTICLE_CHART_AT, values, 2);
}

/* Rows of the highest, the lowest and the last number, of equal ones the latest; -1: there is none. */
static int find_marked(const struct html_chart *chart, size_t column, size_t rows[3])
{
    const int64_t *values = chart->values[column];
    int found = 0;
    for (size_t i = 0; i < chart->rows; i++) {
        if (values[i] != HTML_CHART_GAP) {
            rows[0] = !found || values[i] >= values[rows[0]] ? i : rows[0];
            rows[1] = !found || values[i] <= values[rows[1]] ? i : rows[1];
            rows[2] = i;
            found = 1;
        }
    }
    return found ? 0 : -1;
}

void article_chart_summary(const struct article_chart *of, char text[ARTICLE_CHART_SUMMARY_SIZE])
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t c = 0; c < of->chart->columns && used < ARTICLE_CHART_SUMMARY_SIZE; c++) {
        char places[3][PART_SIZE * 2];
        size_t rows[3];
        if (find_marked(of->chart, c, rows) != 0) {
            continue;
        }
        for (size_t i = 0; i < 3; i++) {
            place_words(of, c, rows[i], places[i]);
        }
        const char *values[] = {of->chart->names[c], places[0], places[1], places[2]};
        (void)string_format(text + used, ARTICLE_CHART_SUMMARY_SIZE - used, of->stage->strings,
                            STRING_ARTICLE_CHART_SUMMARY, values, 4);
        used = strlen(text);
    }
}

static void words(void *context, size_t point, char text[CHART_WORDS_SIZE])
{
    article_chart_point(context, point, text);
}

/* --- What the chart is made of --- */

/* What the chart copies. */
struct columns {
    char texts[HTML_CHART_ROWS_MAX][CHART_LABEL_SIZE];
    const char *labels[HTML_CHART_ROWS_MAX];
    struct chart_series series[HTML_CHART_COLUMNS_MAX];
    char large_name[AMOUNT_SIZE];
};

_Static_assert(HTML_CHART_COLUMNS_MAX <= (int)CHART_SERIES_MAX, "a chart has as many series");
_Static_assert(HTML_CHART_ROWS_MAX <= (int)CHART_POINTS_MAX, "a chart has as many points");
_Static_assert(HTML_CHART_GAP == CHART_MISSING, "values are handed over as they are");

static int64_t largest(const struct html_chart *chart)
{
    int64_t largest = 0;
    for (size_t c = 0; c < chart->columns; c++) {
        for (size_t r = 0; r < chart->rows; r++) {
            int64_t value = chart->values[c][r];
            if (value != HTML_CHART_GAP) {
                value = value < 0 ? -value : value;
                largest = value > largest ? value : largest;
            }
        }
    }
    return largest;
}

/* How many of the large units the unit of the table is already (ten thousand yuan are the first of yuan), and
 * that one: the rest of its name. */
static size_t own_size(const struct article_chart *of, const enum string_id names[LARGE_UNITS],
                       const char **plain)
{
    size_t size = 0;
    size_t longest = 0;
    for (size_t i = 0; i < LARGE_UNITS; i++) {
        char prefix[AMOUNT_SIZE];
        const char *nothing[] = {""};
        (void)string_format(prefix, sizeof prefix, of->stage->strings, names[i], nothing, 1);
        size_t length = strlen(prefix);
        if (length > longest && strncmp(of->chart->unit, prefix, length) == 0) {
            longest = length;
            size = i + 1;
        }
    }
    *plain = of->chart->unit + longest;
    return size;
}

/* Ten thousands, hundred millions and so on of the unit: the largest of which there are two. */
static void choose_large_unit(const struct article_chart *of, struct columns *columns,
                              struct chart_unit *unit)
{
    static const enum string_id names[LARGE_UNITS] = {
        STRING_ARTICLE_CHART_LARGE_1, STRING_ARTICLE_CHART_LARGE_2, STRING_ARTICLE_CHART_LARGE_3};
    int64_t most = largest(of->chart) / 2;
    int64_t one = unit->one;
    const char *plain;
    for (size_t i = own_size(of, names, &plain); i < LARGE_UNITS; i++) {
        const char *values[] = {plain};
        one *= LARGE_STEP;
        if (most >= one) {
            unit->large_one = one;
            unit->large_name = string_format(columns->large_name, sizeof columns->large_name,
                                             of->stage->strings, names[i], values, 1);
        }
    }
}

static void fill(const struct article_chart *of, struct columns *columns)
{
    const struct html_chart *chart = of->chart;
    int are_months = all_are(chart, 1);
    for (size_t r = 0; r < chart->rows; r++) {
        axis_label(of, r, are_months, columns->texts[r]);
        columns->labels[r] = columns->texts[r];
    }
    for (size_t c = 0; c < chart->columns; c++) {
        columns->series[c] = (struct chart_series){
            .name = chart->names[c],
            .form = chart->form == HTML_CHART_BARS ? CHART_BARS : CHART_LINE,
            .values = chart->values[c],
        };
    }
}

int article_charts_add(struct article_charts *charts, const struct html_chart *chart,
                       const struct stage *stage, struct rich_text *rich_text)
{
    char summary[ARTICLE_CHART_SUMMARY_SIZE];
    struct columns *columns = charts->count < HTML_CHARTS_MAX ? calloc(1, sizeof *columns) : NULL;
    if (columns == NULL) {
        return -1;
    }
    struct article_chart *own = &charts->items[charts->count++];
    *own = (struct article_chart){chart, stage};
    fill(own, columns);
    struct chart_data data = {
        .count = chart->rows,
        .labels = columns->labels,
        .series = columns->series,
        .series_count = chart->columns,
        .unit = {.one = power_of_ten(chart->decimals), .name = chart->unit, .finest = 1},
        .missing_name = string_get(stage->strings, STRING_ARTICLE_CHART_MISSING),
        .words = words,
        .context = own,
    };
    choose_large_unit(own, columns, &data.unit);
    article_chart_summary(own, summary);
    int result = rich_text_add_chart(rich_text, chart->title, &data, summary);
    free(columns);
    return result;
}
