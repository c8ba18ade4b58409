#include "both-sides/opening_hours.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/digits.h"

enum { MONDAY = 0, THURSDAY = 3, SATURDAY = 5, NO_DAY = -1, DAY_ENDS = 24 * 60, TIME_DIGITS = 4 };

/* --- Reading --- */

static int read_character(const char **at, char expected)
{
    if (**at != expected) {
        return -1;
    }
    (*at)++;
    return 0;
}

/* Minutes of the day, -1: not a time. */
static int read_time(const char **at)
{
    int64_t number = 0;
    if (digits_take(at, TIME_DIGITS, TIME_DIGITS, &number) != 0) {
        return -1;
    }
    int minutes = (int)(number / 100 * 60 + number % 100);
    return number % 100 < 60 && minutes <= DAY_ENDS ? minutes : -1;
}

static int read_spans(const char **at, struct opening_span spans[OPENING_SPANS_MAX], size_t *count)
{
    int after = 0;
    *count = 0;
    for (;;) {
        int from = read_time(at);
        if (from < after || read_character(at, '-') != 0) {
            return -1;
        }
        int to = read_time(at);
        if (to <= from || *count == OPENING_SPANS_MAX) {
            return -1;
        }
        spans[(*count)++] = (struct opening_span){from, to};
        after = to;
        if (read_character(at, ',') != 0) {
            return 0;
        }
    }
}

/* "12345:0900-1200,1330-1700" */
static int read_part(const char **at, struct opening_hours *hours)
{
    const char *day = *at;
    size_t day_count = strspn(day, "1234567");
    struct opening_span spans[OPENING_SPANS_MAX];
    size_t count = 0;
    *at += day_count;
    if (day_count == 0 || read_character(at, ':') != 0 || read_spans(at, spans, &count) != 0) {
        return -1;
    }
    for (size_t i = 0; i < day_count; i++) {
        size_t weekday = (size_t)(day[i] - '1');
        if (hours->span_count[weekday] != 0) {
            return -1;
        }
        memcpy(hours->spans[weekday], spans, count * sizeof spans[0]);
        hours->span_count[weekday] = count;
    }
    return 0;
}

int opening_hours_read(const char *text, struct opening_hours *hours)
{
    memset(hours, 0, sizeof *hours);
    do {
        if (read_part(&text, hours) != 0) {
            memset(hours, 0, sizeof *hours);
            return -1;
        }
    } while (read_character(&text, ';') == 0);
    if (*text != '\0') {
        memset(hours, 0, sizeof *hours);
        return -1;
    }
    return 0;
}

/* --- Days --- */

/* 0 is Monday; 1970 began on a Thursday. A date may lie before it. */
static int weekday_of(int date)
{
    int weekday = (calendar_date_to_days(date) + THURSDAY) % OPENING_DAYS;
    return weekday < 0 ? weekday + OPENING_DAYS : weekday;
}

static int compare_date(const void *key, const void *element)
{
    int date = *(const int *)key;
    int other = ((const struct calendar_day *)element)->date;
    return (date > other) - (date < other);
}

static const struct calendar_day *exception_on(int date, const struct calendar_day *days, size_t count)
{
    return count == 0 ? NULL : bsearch(&date, days, count, sizeof days[0], compare_date);
}

int opening_day(const struct opening_hours *hours, int date, const struct calendar_day *days, size_t count)
{
    if (!calendar_date_is_real(date)) {
        return NO_DAY;
    }
    int weekday = weekday_of(date);
    const struct calendar_day *exception = exception_on(date, days, count);
    if (exception == NULL) {
        return weekday;
    }
    if (!exception->works) {
        return NO_DAY;
    }
    return weekday >= SATURDAY && hours->span_count[weekday] == 0 ? MONDAY : weekday;
}

int is_working_day(int date, const struct calendar_day *days, size_t count)
{
    if (!calendar_date_is_real(date)) {
        return 0;
    }
    const struct calendar_day *exception = exception_on(date, days, count);
    return exception != NULL ? exception->works != 0 : weekday_of(date) < SATURDAY;
}

/* --- Open now? --- */

/* When an opening that is going on ends: two spans that touch are one. */
static int closes_at(const struct opening_span *spans, size_t count, size_t i)
{
    while (i + 1 < count && spans[i + 1].from == spans[i].to) {
        i++;
    }
    return spans[i].to;
}

enum opening_state opening_state_at(const struct opening_hours *hours, int date, int minute,
                                    const struct calendar_day *days, size_t count, int *at)
{
    int weekday = opening_day(hours, date, days, count);
    *at = 0;
    if (weekday == NO_DAY || hours->span_count[weekday] == 0) {
        return OPENING_CLOSED_TODAY;
    }
    const struct opening_span *spans = hours->spans[weekday];
    for (size_t i = 0; i < hours->span_count[weekday]; i++) {
        if (minute < spans[i].from) {
            *at = spans[i].from;
            return OPENING_LATER_TODAY;
        }
        if (minute < spans[i].to) {
            *at = closes_at(spans, hours->span_count[weekday], i);
            return OPENING_NOW;
        }
    }
    return OPENING_OVER;
}

int opening_next_day(const struct opening_hours *hours, int date, const struct calendar_day *days,
                     size_t count, int *at)
{
    *at = 0;
    if (!calendar_date_is_real(date)) {
        return 0;
    }
    int today = calendar_date_to_days(date);
    for (int ahead = 1; ahead <= OPENING_LOOK_AHEAD; ahead++) {
        int next = calendar_date_from_days(today + ahead);
        int weekday = opening_day(hours, next, days, count);
        if (weekday != NO_DAY && hours->span_count[weekday] > 0) {
            *at = hours->spans[weekday][0].from;
            return next;
        }
    }
    return 0;
}
