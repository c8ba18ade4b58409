#include "headend/cases/working_days.h"

#include "both-sides/calendar_date.h"

int working_days_left(int from, int to, const struct calendar_day *days, size_t count)
{
    int first = calendar_date_to_days(from < to ? from : to);
    int last = calendar_date_to_days(from < to ? to : from);
    int sum = 0;
    for (int day = first + 1; day <= last && sum < WORKING_DAYS_MOST; day++) {
        sum += is_working_day(calendar_date_from_days(day), days, count);
    }
    return from < to ? sum : -sum;
}
