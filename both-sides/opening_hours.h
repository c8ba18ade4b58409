#ifndef BOTH_SIDES_OPENING_HOURS_H
#define BOTH_SIDES_OPENING_HOURS_H

#include <stddef.h>

/* When a station is open: "12345:0900-1200,1330-1700;6:0900-1200", 1 being Monday. A day of the week stands
 * in one part only; spans are in order and do not overlap; 2400 may end one. */

enum { OPENING_SPANS_MAX = 4, OPENING_DAYS = 7 };

struct opening_span {
    int from, to; /* minutes of the day, `to` exclusive */
};

struct opening_hours {
    struct opening_span spans[OPENING_DAYS][OPENING_SPANS_MAX]; /* [0] is Monday */
    size_t span_count[OPENING_DAYS];
};

/* -1 if the text is not of this form. */
int opening_hours_read(const char *text, struct opening_hours *hours);

/* A day that is not what its weekday says: a holiday, or a weekend day on which people work. */
struct calendar_day {
    int date; /* YYYYMMDD */
    int works;
    const char *name;
};

/* The weekday whose hours hold on a day (0 is Monday), -1 on a holiday: a weekend day on which people work
 * has the hours of a Monday where the station has none of its own for it. `days` in order of date. */
int opening_day(const struct opening_hours *hours, int date, const struct calendar_day *days, size_t count);

/* 1 working day, 0 not. */
int is_working_day(int date, const struct calendar_day *days, size_t count);

enum opening_state { OPENING_CLOSED_TODAY, OPENING_LATER_TODAY, OPENING_NOW, OPENING_OVER };
/* `minute` of the day. *at: with NOW when it closes, with LATER_TODAY when it opens; minutes of the day. */
enum opening_state opening_state_at(const struct opening_hours *hours, int date, int minute,
                                    const struct calendar_day *days, size_t count, int *at);

/* The first day after `date` that has hours, and when they begin in minutes of that day. 0: none within
 * OPENING_LOOK_AHEAD days. */
enum { OPENING_LOOK_AHEAD = 60 };
int opening_next_day(const struct opening_hours *hours, int date, const struct calendar_day *days,
                     size_t count, int *at);

#endif
