#include "both-sides/calendar_date.h"

int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) {
        return 0;
    }
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

int calendar_date_is_real(int yyyymmdd)
{
    int year = yyyymmdd / 10000;
    int day = yyyymmdd % 100;
    return year >= 1000 && year <= 9999 && day >= 1 && day <= days_in_month(year, yyyymmdd / 100 % 100);
}
