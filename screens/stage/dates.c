#include "screens/stage/dates.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "both-sides/calendar_date.h"

enum { ZONE_SECONDS = 8 * 3600 };

static struct tm civil_time(int64_t time_ms)
{
    struct tm civil = {0};
    time_t seconds = (time_t)(time_ms / 1000 + ZONE_SECONDS);
    if (gmtime_r(&seconds, &civil) == NULL) {
        memset(&civil, 0, sizeof civil);
    }
    return civil;
}

char *date_iso(char out[DATE_SIZE], int64_t time_ms)
{
    struct tm civil = civil_time(time_ms);
    if (strftime(out, DATE_SIZE, "%Y-%m-%d", &civil) == 0) {
        out[0] = '\0';
    }
    return out;
}

char *date_clock(char out[DATE_SIZE], int64_t time_ms)
{
    struct tm civil = civil_time(time_ms);
    if (strftime(out, DATE_SIZE, "%H:%M", &civil) == 0) {
        out[0] = '\0';
    }
    return out;
}

char *date_moment(char out[DATE_SIZE], const struct strings *strings, int64_t time_ms, int64_t now_ms)
{
    char today[DATE_SIZE];
    char clock[DATE_SIZE];
    if (strcmp(date_iso(out, time_ms), date_iso(today, now_ms)) != 0) {
        return out;
    }
    const char *values[] = {date_clock(clock, time_ms)};
    return string_format(out, DATE_SIZE, strings, STRING_DATE_TODAY, values, 1);
}

/* The seven names stand in one string, all of one length in bytes. */
char *date_weekday(char out[DATE_SIZE], const struct strings *strings, int weekday)
{
    const char *names = string_get(strings, STRING_WEEKDAYS);
    size_t each = strlen(names) / 7;
    if (each >= DATE_SIZE || weekday < 0 || weekday > 6) {
        each = 0;
        weekday = 0;
    }
    memcpy(out, names + each * (size_t)weekday, each);
    out[each] = '\0';
    return out;
}

char *date_header(char out[DATE_SIZE], const struct strings *strings, int64_t time_ms)
{
    struct tm civil = civil_time(time_ms);
    char month[12];
    char day[12];
    char weekday[DATE_SIZE];
    snprintf(month, sizeof month, "%d", civil.tm_mon + 1);
    snprintf(day, sizeof day, "%d", civil.tm_mday);
    date_weekday(weekday, strings, civil.tm_wday);
    const char *values[] = {month, day, weekday};
    return string_format(out, DATE_SIZE, strings, STRING_HEADER_DATE, values, 3);
}

char *date_ahead(char out[DATE_SIZE], const struct strings *strings, int today, int day)
{
    enum { WEEK = 7 };
    int days = calendar_date_to_days(day) - calendar_date_to_days(today);
    if (days == 1) {
        (void)snprintf(out, DATE_SIZE, "%s", string_get(strings, STRING_DATE_TOMORROW));
        return out;
    }
    if (days > 0 && days < WEEK) {
        char weekday[DATE_SIZE];
        const char *values[] = {
            date_weekday(weekday, strings, civil_time(calendar_date_begins(day)).tm_wday)};
        return string_format(out, DATE_SIZE, strings, STRING_DATE_ON_WEEKDAY, values, 1);
    }
    return string_format_numbers(out, DATE_SIZE, strings, STRING_DATE_ON_DAY, day / 100 % 100, day % 100);
}

char *date_age(char out[DATE_SIZE], const struct strings *strings, int64_t age_ms)
{
    int64_t minutes = age_ms > 0 ? age_ms / 60000 : 0;
    enum string_id id = STRING_AGE_MINUTES;
    if (minutes >= 48 * 60) {
        id = STRING_AGE_DAYS;
        minutes /= 24 * 60;
    } else if (minutes >= 60) {
        id = STRING_AGE_HOURS;
        minutes /= 60;
    } else if (minutes < 1) {
        id = STRING_AGE_NOW;
    }
    return string_format_numbers(out, DATE_SIZE, strings, id, minutes, 0);
}
