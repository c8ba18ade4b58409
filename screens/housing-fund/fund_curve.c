#include "screens/housing-fund/fund_curve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { JANUARY = 1, YEAR_SIZE = 12, FEN = 100, LARGE_FEN = 1000000 };

static void words(void *context, size_t point, char text[CHART_WORDS_SIZE])
{
    const struct fund_view *view = context;
    const struct fund_point *at = &view->account->points[point];
    char month[FUND_WORDS_SIZE];
    char balance[FUND_MONEY_SIZE];
    int is_now = point + 1 == view->account->point_count;
    const char *values[] = {fund_month_words(view->stage, at->month, month),
                            fund_money(view, at->balance, balance)};
    (void)string_format(text, CHART_WORDS_SIZE, view->stage->strings,
                        is_now ? STRING_HOUSING_FUND_POINT_NOW : STRING_HOUSING_FUND_POINT, values, 2);
    explicit_bzero(balance, sizeof balance);
}

/* What the chart copies. */
struct columns {
    int64_t balances[FUND_POINTS_MAX];
    char years[FUND_POINTS_MAX][YEAR_SIZE];
    const char *labels[FUND_POINTS_MAX];
};

static void fill(struct columns *columns, const struct fund_account *account)
{
    for (size_t i = 0; i < account->point_count; i++) {
        int month = account->points[i].month;
        columns->balances[i] = account->points[i].balance;
        if (month % 100 == JANUARY) {
            (void)snprintf(columns->years[i], YEAR_SIZE, "%d", month / 100);
        }
        columns->labels[i] = columns->years[i];
    }
}

struct chart *fund_curve_new(const struct fund_view *view, struct rect area)
{
    const struct strings *strings = view->stage->strings;
    struct columns *columns = view->account->point_count > 1 ? calloc(1, sizeof *columns) : NULL;
    if (columns == NULL) {
        return NULL;
    }
    fill(columns, view->account);
    struct chart_series series = {.name = string_get(strings, STRING_HOUSING_FUND_BALANCE),
                                  .form = CHART_LINE,
                                  .values = columns->balances};
    struct chart_data data = {.count = view->account->point_count,
                              .labels = columns->labels,
                              .series = &series,
                              .series_count = 1,
                              .unit = {.one = FEN,
                                       .name = string_get(strings, STRING_HOUSING_FUND_UNIT),
                                       .large_one = LARGE_FEN,
                                       .large_name = string_get(strings, STRING_HOUSING_FUND_UNIT_LARGE)},
                              .words = words,
                              .context = (void *)(uintptr_t)view};
    struct chart *chart = chart_new(&view->stage->kit, &data, area);
    explicit_bzero(columns, sizeof *columns);
    free(columns);
    return chart;
}
