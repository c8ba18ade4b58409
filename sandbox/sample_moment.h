#ifndef SANDBOX_SAMPLE_MOMENT_H
#define SANDBOX_SAMPLE_MOMENT_H

#include <stddef.h>

/* Sample data says "-3 09:20": three days ago at 09:20. So it is alive on whatever day it is read. */

enum { SAMPLE_DATE_SIZE = 9, SAMPLE_MOMENT_SIZE = 15 };

/* "-3" as YYYYMMDD; "" stays "". -1: not a number of days. */
int sample_date(const char *text, int today, char out[SAMPLE_DATE_SIZE]);

/* "-3 09:20" as YYYYMMDDhhmmss; "" stays "". -1: not of this form. */
int sample_moment(const char *text, int today, char out[SAMPLE_MOMENT_SIZE]);

#endif
