#include "screens/social-security/insurance_series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/social-security/insurance_words.h"

enum { MONTHS = 12 };

static int is_by_month(const struct insurance_series *series)
{
    return series->view == INSURANCE_AMOUNTS_BY_MONTH;
}

/* The point of a month of the calendar. */
static int place_of(const struct insurance_series *series, int yyyymm)
{
    return is_by_month(series) ? month_of_yyyymm(yyyymm) : yyyymm / 100;
}

static void add_to(int64_t *value, int64_t more)
{
    *value = (*value == CHART_MISSING ? 0 : *value) + more;
}

static void add_month(struct insurance_series *series, const struct insurance_month *month)
{
    size_t point = (size_t)(place_of(series, month->month) - series->first);
    if (series->view == INSURANCE_MONTHS_BY_YEAR) {
        add_to(&series->personal[point], 1);
        series->has_personal = 1;
        return;
    }
    add_to(&series->personal[point], month->personal);
    add_to(&series->employer[point], month->employer);
    series->has_personal = series->has_personal || month->personal != 0;
    series->has_employer = series->has_employer || month->employer != 0;
}

static void set_labels(struct insurance_series *series)
{
    for (size_t i = 0; i < series->count; i++) {
        int place = series->first + (int)i;
        int year = is_by_month(series) ? place / MONTHS : place;
        series->labels[i] = series->label_text[i];
        if (!is_by_month(series) || place % MONTHS == 0) {
            (void)snprintf(series->label_text[i], CHART_LABEL_SIZE, "%d", year);
        }
    }
}

/* -1: nothing is paid. */
static int find_ends(struct insurance_series *series, const struct insurance *insurance)
{
    int last = -1;
    for (size_t i = 0; i < insurance->month_count; i++) {
        if (insurance->months[i].paid) {
            int place = place_of(series, insurance->months[i].month);
            series->first = last < 0 ? place : series->first;
            last = place;
        }
    }
    if (last < 0) {
        return -1;
    }
    /* Of more points than a chart has, the last ones. */
    series->first = last - series->first < CHART_POINTS_MAX ? series->first : last - CHART_POINTS_MAX + 1;
    series->count = (size_t)(last - series->first) + 1;
    return 0;
}

struct insurance_series *insurance_series_new(const struct insurance *insurance, enum insurance_view view,
                                              const struct stage *stage, const struct reveal *reveal)
{
    struct insurance_series *series = calloc(1, sizeof *series);
    if (series == NULL) {
        return NULL;
    }
    series->view = view;
    series->stage = stage;
    series->reveal = reveal;
    if (find_ends(series, insurance) != 0) {
        free(series);
        return NULL;
    }
    for (size_t i = 0; i < series->count; i++) {
        series->personal[i] = series->employer[i] = CHART_MISSING;
    }
    for (size_t i = 0; i < insurance->month_count; i++) {
        const struct insurance_month *month = &insurance->months[i];
        if (month->paid && place_of(series, month->month) >= series->first) {
            add_month(series, month);
        }
    }
    set_labels(series);
    return series;
}

void insurance_series_free(struct insurance_series *series)
{
    if (series != NULL) {
        explicit_bzero(series, sizeof *series);
        free(series);
    }
}

/* --- Words --- */

static const char *point_words(const struct insurance_series *series, size_t point,
                               char out[MONTH_WORDS_SIZE])
{
    int place = series->first + (int)point;
    return is_by_month(series) ? year_month_words(out, series->stage->strings, yyyymm_of_month(place))
                               : string_format_numbers(out, MONTH_WORDS_SIZE, series->stage->strings,
                                                       STRING_INSURANCE_IN_YEAR, place, 0);
}

/* "184.00 元", or dots. */
static const char *amount(const struct insurance_series *series, int64_t fen, char out[INSURANCE_WORDS_SIZE])
{
    char written[REVEAL_AMOUNT_SIZE];
    const char *values[] = {reveal_amount(written, series->reveal, series->stage, fen)};
    (void)string_format(out, INSURANCE_WORDS_SIZE, series->stage->strings, STRING_INSURANCE_YUAN, values, 1);
    explicit_bzero(written, sizeof written);
    return out;
}

static void say_amounts(const struct insurance_series *series, size_t point, const char *when,
                        char text[CHART_WORDS_SIZE])
{
    const struct strings *strings = series->stage->strings;
    char personal[INSURANCE_WORDS_SIZE], employer[INSURANCE_WORDS_SIZE];
    const char *both[] = {when, amount(series, series->personal[point], personal),
                          amount(series, series->employer[point], employer)};
    const char *only_employer[] = {when, employer};
    if (series->has_personal && series->has_employer) {
        (void)string_format(text, CHART_WORDS_SIZE, strings, STRING_INSURANCE_POINT_BOTH, both, 3);
    } else if (series->has_employer) {
        (void)string_format(text, CHART_WORDS_SIZE, strings, STRING_INSURANCE_POINT_EMPLOYER, only_employer,
                            2);
    } else {
        (void)string_format(text, CHART_WORDS_SIZE, strings, STRING_INSURANCE_POINT_PERSONAL, both, 2);
    }
    explicit_bzero(personal, sizeof personal);
    explicit_bzero(employer, sizeof employer);
}

void insurance_series_words(void *context, size_t point, char text[CHART_WORDS_SIZE])
{
    const struct insurance_series *series = context;
    char when[MONTH_WORDS_SIZE], months[MONTH_WORDS_SIZE];
    (void)point_words(series, point, when);
    if (series->personal[point] == CHART_MISSING) {
        const char *values[] = {when};
        (void)string_format(text, CHART_WORDS_SIZE, series->stage->strings, STRING_INSURANCE_POINT_NONE,
                            values, 1);
    } else if (series->view == INSURANCE_MONTHS_BY_YEAR) {
        const char *values[] = {
            when, month_span_words(months, series->stage->strings, (int)series->personal[point])};
        (void)string_format(text, CHART_WORDS_SIZE, series->stage->strings, STRING_INSURANCE_POINT_MONTHS,
                            values, 2);
    } else {
        say_amounts(series, point, when, text);
    }
}
