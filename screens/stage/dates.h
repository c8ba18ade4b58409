#ifndef SCREENS_STAGE_DATES_H
#define SCREENS_STAGE_DATES_H

#include <stddef.h>
#include <stdint.h>

#include "screens/stage/strings.h"

/* Times are ms UTC and are shown at +08:00, whatever the box's own zone is (domain.md). */

enum { DATE_SIZE = 64 };

/* "2026-11-24" */
char *date_iso(char out[DATE_SIZE], int64_t time_ms);
/* "今天 10:32" if it is of the day that `now_ms` is in, else as date_iso. */
char *date_moment(char out[DATE_SIZE], const struct strings *strings, int64_t time_ms, int64_t now_ms);
/* "10:32" */
char *date_clock(char out[DATE_SIZE], int64_t time_ms);
/* "11月24日 星期二" */
char *date_header(char out[DATE_SIZE], const struct strings *strings, int64_t time_ms);
/* "二"; 0 is Sunday. */
char *date_weekday(char out[DATE_SIZE], const struct strings *strings, int weekday);
/* A day ahead of today (both YYYYMMDD): "明天", "周一" within six days, "12月7日". */
char *date_ahead(char out[DATE_SIZE], const struct strings *strings, int today, int day);
/* "5分钟前" */
char *date_age(char out[DATE_SIZE], const struct strings *strings, int64_t age_ms);

#endif
