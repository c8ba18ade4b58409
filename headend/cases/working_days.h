#ifndef HEADEND_CASES_WORKING_DAYS_H
#define HEADEND_CASES_WORKING_DAYS_H

#include <stddef.h>

#include "both-sides/opening_hours.h"

enum { WORKING_DAYS_MOST = 9999 };

/* How many working days come after `from` up to and with `to`: 0 on the day itself, 1 from Friday to Monday.
 * Less than 0 when `to` has passed: then it is how many have begun since. Dates are YYYYMMDD and real; `days`
 * in order of date. */
int working_days_left(int from, int to, const struct calendar_day *days, size_t count);

#endif
