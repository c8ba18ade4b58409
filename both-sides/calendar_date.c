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

/* Years count from March, so that the leap day is the last of its year; 719,468 days lie between 0000-03-01
 * and 1970-01-01. */
enum { DAYS_TO_1970 = 719468, DAYS_OF_400_YEARS = 146097 };

int calendar_date_to_days(int yyyymmdd)
{
    int month = yyyymmdd / 100 % 100;
    int year = yyyymmdd / 10000 - (month < 3 ? 1 : 0);
    int since_march = (month + 9) % 12;
    return year * 365 + year / 4 - year / 100 + year / 400 + (since_march * 153 + 2) / 5 + yyyymmdd % 100 -
           1 - DAYS_TO_1970;
}

int calendar_date_from_days(int days)
{
    int since = days + DAYS_TO_1970;
    int of_era = since % DAYS_OF_400_YEARS;
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / (DAYS_OF_400_YEARS - 1)) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int since_march = (5 * of_year + 2) / 153;
    int day = of_year - (153 * since_march + 2) / 5 + 1;
    int month = since_march < 10 ? since_march + 3 : since_march - 9;
    int year = year_of_era + since / DAYS_OF_400_YEARS * 400 + (month < 3 ? 1 : 0);
    return year * 10000 + month * 100 + day;
}

enum { DAY_MS = 24 * 60 * 60 * 1000, ZONE_MS = 8 * 60 * 60 * 1000 };

int calendar_date_at(int64_t ms)
{
    return calendar_date_from_days((int)((ms + ZONE_MS) / DAY_MS));
}

int64_t calendar_date_begins(int yyyymmdd)
{
    return (int64_t)calendar_date_to_days(yyyymmdd) * DAY_MS - ZONE_MS;
}
