#ifndef BOTH_SIDES_CALENDAR_DATE_H
#define BOTH_SIDES_CALENDAR_DATE_H

/* Days of the Gregorian calendar as numbers that read YYYYMMDD. */

int days_in_month(int year, int month); /* 0 for a month that is none */
/* 1 if the number is a day of the years 1000 to 9999. */
int calendar_date_is_real(int yyyymmdd);

#endif
