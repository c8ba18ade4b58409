#ifndef BOTH_SIDES_HTML_HTML_CHART_NUMBER_H
#define BOTH_SIDES_HTML_HTML_CHART_NUMBER_H

#include <stdint.h>

#include "both-sides/narrow.h"

/* Numbers as offices write them into the cells of a table. */

enum { HTML_CHART_DECIMALS_MAX = 6 };

struct html_chart_number {
    int is_gap;     /* nothing, or dashes alone: there is no number */
    int64_t digits; /* 12.50 is 1250 with two decimals; within ±10^16 */
    int decimals;
    char unit[NARROW_SIZE]; /* what stands behind it: "%", "元"; "": nothing */
};

/* "1,234.5", "-3", "１２％", "12 345 元", "—". Full-width forms are read as ASCII; commas and blanks stand
 * between groups of three digits. -1: it is none of these ("12,34", "1e5", "3~5", more than 10^16, more
 * decimals than HTML_CHART_DECIMALS_MAX). */
int html_chart_number_read(const char *text, struct html_chart_number *number);

#endif
