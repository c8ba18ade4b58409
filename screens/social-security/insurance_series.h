#ifndef SCREENS_SOCIAL_SECURITY_INSURANCE_SERIES_H
#define SCREENS_SOCIAL_SECURITY_INSURANCE_SERIES_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/records/social_security_records.h"
#include "screens/stage/reveal.h"
#include "screens/widgets/chart.h"

/* The points of an insurance's charts. Personal. */

enum insurance_view { INSURANCE_MONTHS_BY_YEAR, INSURANCE_AMOUNTS_BY_MONTH, INSURANCE_AMOUNTS_BY_YEAR };

struct insurance_series {
    enum insurance_view view;
    const struct stage *stage;
    const struct reveal *reveal; /* whether amounts are said */
    int first;                   /* the first point: a month of the calendar, or a year */
    size_t count;                /* without a break up to the last that is paid */
    int64_t personal[CHART_POINTS_MAX], employer[CHART_POINTS_MAX]; /* or, in `personal`, months of a year */
    int has_personal, has_employer;
    const char *labels[CHART_POINTS_MAX];
    char label_text[CHART_POINTS_MAX][CHART_LABEL_SIZE];
};

/* Borrows stage and reveal. NULL: out of memory, or nothing is paid. */
struct insurance_series *insurance_series_new(const struct insurance *insurance, enum insurance_view view,
                                              const struct stage *stage, const struct reveal *reveal);
void insurance_series_free(struct insurance_series *series);

/* For chart_data.words; the context is the series. */
void insurance_series_words(void *context, size_t point, char text[CHART_WORDS_SIZE]);

#endif
