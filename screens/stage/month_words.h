#ifndef SCREENS_STAGE_MONTH_WORDS_H
#define SCREENS_STAGE_MONTH_WORDS_H

#include "screens/stage/strings.h"

/* Months of the calendar and numbers of months, as a person says them. */

enum { MONTH_WORDS_SIZE = 48 };

/* "14 年 3 个月", "2 年", "7 个月". Returns `out`. */
const char *month_span_words(char out[MONTH_WORDS_SIZE], const struct strings *strings, int months);
/* 202603 as "2026 年 3 月". Returns `out`. */
const char *year_month_words(char out[MONTH_WORDS_SIZE], const struct strings *strings, int yyyymm);

#endif
