#ifndef BOTH_SIDES_CALENDAR_DATE_H
#define BOTH_SIDES_CALENDAR_DATE_H

#include <stdint.h>

/* Days of the Gregorian calendar as numbers that read YYYYMMDD. */

/* The last moment of 9999, in ms since 1970 UTC: the contract's bound. */
#define MOMENT_MAX 253402300799999

int days_in_month(int year, int month); /* 0 for a month that is none */
/* 1 if the number is a day of the years 1000 to 9999. */
int calendar_date_is_real(int yyyymmdd);

/* Days since 1970-01-01, for reckoning; of real days only. */
int calendar_date_to_days(int yyyymmdd);
int calendar_date_from_days(int days);

/* The day that it is at +08:00; ms since 1970 UTC, from 1970 to 9999. */
int calendar_date_at(int64_t ms);
/* When a day begins at +08:00. */
int64_t calendar_date_begins(int yyyymmdd);

#endif
