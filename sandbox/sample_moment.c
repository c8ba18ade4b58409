#include "sandbox/sample_moment.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"

enum { DAYS_DIGITS = 4 };

/* The day; 0: the text does not begin with a number of days. */
static int day_of(const char *text, int today, const char **rest)
{
    int64_t days = 0;
    int is_before = *text == '-';
    text += is_before;
    if (digits_take(&text, 1, DAYS_DIGITS, &days) != 0) {
        return 0;
    }
    *rest = text;
    return calendar_date_from_days(calendar_date_to_days(today) + (int)(is_before ? -days : days));
}

int sample_date(const char *text, int today, char out[SAMPLE_DATE_SIZE])
{
    const char *rest = "";
    out[0] = '\0';
    if (text[0] == '\0') {
        return 0;
    }
    int date = day_of(text, today, &rest);
    if (date == 0 || *rest != '\0') {
        return -1;
    }
    (void)snprintf(out, SAMPLE_DATE_SIZE, "%08d", date);
    return 0;
}

static int is_time(const char *text)
{
    static const char form[] = " dd:dd";
    for (size_t i = 0; i < sizeof form - 1; i++) {
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) {
            return 0;
        }
    }
    return text[sizeof form - 1] == '\0';
}

int sample_moment(const char *text, int today, char out[SAMPLE_MOMENT_SIZE])
{
    const char *rest = "";
    out[0] = '\0';
    if (text[0] == '\0') {
        return 0;
    }
    int date = day_of(text, today, &rest);
    if (date == 0 || !is_time(rest)) {
        return -1;
    }
    (void)snprintf(out, SAMPLE_MOMENT_SIZE, "%08d%.2s%.2s00", date, rest + 1, rest + 4);
    return 0;
}
