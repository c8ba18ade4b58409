#include "sandbox/payment_moment.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"

void payment_moment_write(int64_t ms, char separator, char out[PAYMENT_MOMENT_SIZE])
{
    int date = calendar_date_at(ms);
    int second = (int)((ms - calendar_date_begins(date)) / 1000);
    (void)snprintf(out, PAYMENT_MOMENT_SIZE, "%04d-%02d-%02d%c%02d:%02d:%02d%s", date / 10000,
                   date / 100 % 100, date % 100, separator, second / 3600, second / 60 % 60, second % 60,
                   separator == 'T' ? "+08:00" : "");
}

static int take_date(const char **text)
{
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    if (digits_take(text, 4, 4, &year) != 0 || *(*text)++ != '-' || digits_take(text, 2, 2, &month) != 0 ||
        *(*text)++ != '-' || digits_take(text, 2, 2, &day) != 0) {
        return 0;
    }
    int date = (int)(year * 10000 + month * 100 + day);
    return calendar_date_is_real(date) ? date : 0;
}

int payment_date_read(const char *text)
{
    int date = take_date(&text);
    return *text == '\0' ? date : 0;
}

int payment_moment_read(const char *text, int64_t *ms)
{
    int64_t hour = 0;
    int64_t minute = 0;
    int64_t second = 0;
    int date = take_date(&text);
    if (date == 0 || *text++ != 'T' || digits_take(&text, 2, 2, &hour) != 0 || *text++ != ':' ||
        digits_take(&text, 2, 2, &minute) != 0 || *text++ != ':' || digits_take(&text, 2, 2, &second) != 0 ||
        strcmp(text, "+08:00") != 0) {
        return -1;
    }
    *ms = calendar_date_begins(date) + (hour * 3600 + minute * 60 + second) * 1000;
    return 0;
}
