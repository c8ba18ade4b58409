#include "headend/notices/import/feed_date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "both-sides/calendar_date.h"
#include "headend/notices/import/feed_date_words.h"

enum {
    CHINA_MINUTES = 8 * 60,
    YEAR_LEAST = 1971, /* clocks that were never set say 1970 */
    YEAR_MOST = 2100,
    NOT_SAID = -1,
};

struct moment {
    int year, month, day; /* 0: not said */
    int hour, minute, second, millisecond;
    int has_time;
    int part_of_day; /* NOT_SAID */
    int zone;        /* minutes east */
};

/* Where the reading stands. */
struct scan {
    const struct date_word *words;
    size_t count, at;
};

static const struct date_word *look(const struct scan *scan, size_t ahead)
{
    static const struct date_word nothing = {.kind = DATE_OTHER};
    return scan->at + ahead < scan->count ? &scan->words[scan->at + ahead] : &nothing;
}

static int is_number(const struct date_word *word, int least, int most)
{
    return word->kind == DATE_NUMBER && word->digits >= least && word->digits <= most;
}

static int is_mark(const struct date_word *word, char mark)
{
    return word->kind == DATE_MARK && word->value == mark;
}

static int is_unit(const struct date_word *word, char unit)
{
    return word->kind == DATE_UNIT && word->value == unit;
}

static int take_mark(struct scan *scan, char mark)
{
    int is = is_mark(look(scan, 0), mark);
    scan->at += is ? 1U : 0U;
    return is;
}

static int take_unit(struct scan *scan, char unit)
{
    int is = is_unit(look(scan, 0), unit);
    scan->at += is ? 1U : 0U;
    return is;
}

static int take_number(struct scan *scan, int least, int most, int *number)
{
    const struct date_word *word = look(scan, 0);
    if (!is_number(word, least, most)) {
        return 0;
    }
    *number = (int)word->value;
    scan->at++;
    return 1;
}

/* --- Days --- */

/* 2026-03-05, 2026/3/5, 2026.3.5 */
static int year_first(struct scan *scan, struct moment *moment)
{
    const struct date_word *mark = look(scan, 1);
    if (!is_number(look(scan, 0), 4, 4) || mark->kind != DATE_MARK ||
        !(mark->value == '-' || mark->value == '/' || mark->value == '.') ||
        !is_number(look(scan, 2), 1, 2) || !is_mark(look(scan, 3), (char)mark->value) ||
        !is_number(look(scan, 4), 1, 2)) {
        return 0;
    }
    moment->year = (int)look(scan, 0)->value;
    moment->month = (int)look(scan, 2)->value;
    moment->day = (int)look(scan, 4)->value;
    scan->at += 5;
    return 1;
}

/* 3/5/2026 has the month first, as servers of that origin write it; 5.3.2026 and 5-3-2026 the day. Where that
 * gives no month it is the other way round. */
static int year_last(struct scan *scan, struct moment *moment)
{
    const struct date_word *mark = look(scan, 1);
    if (!is_number(look(scan, 0), 1, 2) || mark->kind != DATE_MARK ||
        !(mark->value == '-' || mark->value == '/' || mark->value == '.') ||
        !is_number(look(scan, 2), 1, 2) || !is_mark(look(scan, 3), (char)mark->value) ||
        !is_number(look(scan, 4), 4, 4)) {
        return 0;
    }
    int first = (int)look(scan, 0)->value;
    int second = (int)look(scan, 2)->value;
    int month_first = mark->value == '/' ? first <= 12 : second > 12;
    moment->month = month_first ? first : second;
    moment->day = month_first ? second : first;
    moment->year = (int)look(scan, 4)->value;
    scan->at += 5;
    return 1;
}

/* 2026年3月5日 */
static int with_units(struct scan *scan, struct moment *moment)
{
    if (!is_number(look(scan, 0), 4, 4) || !is_unit(look(scan, 1), 'Y') || !is_number(look(scan, 2), 1, 2) ||
        !is_unit(look(scan, 3), 'M') || !is_number(look(scan, 4), 1, 2)) {
        return 0;
    }
    moment->year = (int)look(scan, 0)->value;
    moment->month = (int)look(scan, 2)->value;
    moment->day = (int)look(scan, 4)->value;
    scan->at += 5;
    (void)take_unit(scan, 'D');
    return 1;
}

/* Mar, 三月, 3月 */
static int take_month(struct scan *scan, int *month)
{
    const struct date_word *word = look(scan, 0);
    if (word->kind == DATE_MONTH_NAME) {
        *month = (int)word->value;
        scan->at++;
        (void)take_mark(scan, '.');
        return 1;
    }
    if (!is_number(word, 1, 2) || !is_unit(look(scan, 1), 'M')) {
        return 0;
    }
    *month = (int)word->value;
    scan->at += 2;
    return 1;
}

static int take_year(struct scan *scan, int least_digits, int *year)
{
    int digits = look(scan, 0)->digits;
    if (digits == 3 || !take_number(scan, least_digits, 4, year)) {
        return 0;
    }
    if (digits == 2) {
        *year += *year < 70 ? 2000 : 1900;
    }
    (void)take_unit(scan, 'Y');
    return 1;
}

/* 05 Mar 2026, 5-Mar-26, 05 三月 2026 */
static int day_and_name(struct scan *scan, struct moment *moment)
{
    struct scan ahead = *scan;
    if (!take_number(&ahead, 1, 2, &moment->day)) {
        return 0;
    }
    (void)take_mark(&ahead, '-');
    if (!take_month(&ahead, &moment->month)) {
        return 0;
    }
    (void)(take_mark(&ahead, '-') || take_mark(&ahead, ','));
    if (!take_year(&ahead, 2, &moment->year)) {
        return 0;
    }
    *scan = ahead;
    return 1;
}

/* Mar 5, 2026; Mar 05 before a time, and the year behind it */
static int name_and_day(struct scan *scan, struct moment *moment)
{
    struct scan ahead = *scan;
    if (!take_month(&ahead, &moment->month) || !take_number(&ahead, 1, 2, &moment->day)) {
        return 0;
    }
    (void)take_unit(&ahead, 'D');
    (void)take_mark(&ahead, ',');
    if (is_number(look(&ahead, 0), 4, 4)) {
        (void)take_year(&ahead, 4, &moment->year);
    }
    *scan = ahead;
    return 1;
}

/* --- Digits without marks --- */

static int days_of(int year, int month)
{
    /* In another zone it may still be the year before. */
    return year >= YEAR_LEAST - 1 && year <= YEAR_MOST + 1 ? days_in_month(year, month) : 0;
}

/* Takes the last `digits` digits off. */
static int take_last(int64_t *value, int digits)
{
    int64_t power = 1;
    for (int i = 0; i < digits; i++) {
        power *= 10;
    }
    int last = (int)(*value % power);
    *value /= power;
    return last;
}

/* 20260305, 202603050930, 20260305093000, 20260305093000250 */
static int run_together(struct scan *scan, struct moment *moment)
{
    const struct date_word *word = look(scan, 0);
    int digits = word->digits;
    if (word->kind != DATE_NUMBER || (digits != 8 && digits != 12 && digits != 14 && digits != 17)) {
        return 0;
    }
    int64_t value = word->value;
    moment->millisecond = digits == 17 ? take_last(&value, 3) : 0;
    moment->second = digits >= 14 ? take_last(&value, 2) : 0;
    moment->minute = digits >= 12 ? take_last(&value, 2) : 0;
    moment->hour = digits >= 12 ? take_last(&value, 2) : 0;
    moment->day = take_last(&value, 2);
    moment->month = take_last(&value, 2);
    moment->year = (int)value;
    moment->has_time = digits > 8;
    scan->at++;
    /* 20260305T093000Z, 20260305 093000 */
    size_t between = look(scan, 0)->kind == DATE_T ? 1 : 0;
    word = look(scan, between);
    if (digits == 8 && (is_number(word, 6, 6) || is_number(word, 4, 4))) {
        value = word->value;
        moment->second = word->digits == 6 ? take_last(&value, 2) : 0;
        moment->minute = take_last(&value, 2);
        moment->hour = (int)value;
        moment->has_time = 1;
        scan->at += between + 1;
    }
    return 1;
}

/* 2026030509 may be a day with its hour as well as seconds: then it is neither. */
static int is_day_and_hour(int64_t value)
{
    int hour = take_last(&value, 2);
    int day = take_last(&value, 2);
    int month = take_last(&value, 2);
    return hour < 24 && day > 0 && day <= days_of((int)value, month);
}

/* Seconds, milliseconds or microseconds since 1970. */
static int since_1970(const struct scan *scan, int64_t *ms)
{
    const struct date_word *word = look(scan, 0);
    if (scan->count != 1 || word->kind != DATE_NUMBER ||
        (word->digits != 10 && word->digits != 13 && word->digits != 16) ||
        (word->digits == 10 && is_day_and_hour(word->value))) {
        return 0;
    }
    *ms = word->digits == 10 ? word->value * 1000 : word->digits == 13 ? word->value : word->value / 1000;
    return 1;
}

/* --- Time of day --- */

static int take_fraction(struct scan *scan, struct moment *moment)
{
    const struct date_word *mark = look(scan, 0);
    const struct date_word *digits = look(scan, 1);
    if (!(is_mark(mark, '.') || is_mark(mark, ',')) || !mark->follows || !digits->follows ||
        digits->kind != DATE_NUMBER) {
        return 0;
    }
    int64_t value = digits->value;
    int count = digits->digits;
    for (; count > 3; count--) {
        value /= 10;
    }
    for (; count < 3; count++) {
        value *= 10;
    }
    moment->millisecond = (int)value;
    scan->at += 2;
    return 1;
}

/* 9:30, 09:30:15, 09:30:15.123 */
static int with_colons(struct scan *scan, struct moment *moment)
{
    if (!is_number(look(scan, 0), 1, 2) || !is_mark(look(scan, 1), ':') || !is_number(look(scan, 2), 2, 2)) {
        return 0;
    }
    moment->hour = (int)look(scan, 0)->value;
    moment->minute = (int)look(scan, 2)->value;
    scan->at += 3;
    if (is_mark(look(scan, 0), ':') && is_number(look(scan, 1), 2, 2)) {
        moment->second = (int)look(scan, 1)->value;
        scan->at += 2;
        (void)take_fraction(scan, moment);
    }
    return 1;
}

/* 9时30分15秒, 9点半, 9时 */
static int with_hours(struct scan *scan, struct moment *moment)
{
    if (!is_number(look(scan, 0), 1, 2) || !is_unit(look(scan, 1), 'h')) {
        return 0;
    }
    moment->hour = (int)look(scan, 0)->value;
    scan->at += 2;
    if (look(scan, 0)->kind == DATE_HALF) {
        moment->minute = 30;
        scan->at++;
    } else if (take_number(scan, 1, 2, &moment->minute) && take_unit(scan, 'm') &&
               take_number(scan, 1, 2, &moment->second)) {
        (void)take_unit(scan, 's');
    }
    return 1;
}

/* +8, +08, +0800, +08:00 */
static int take_offset(struct scan *scan, struct moment *moment)
{
    const struct date_word *sign = look(scan, 0);
    const struct date_word *digits = look(scan, 1);
    if (!moment->has_time || !(is_mark(sign, '+') || is_mark(sign, '-')) || !is_number(digits, 1, 4)) {
        return 0;
    }
    int hours = (int)(digits->digits > 2 ? digits->value / 100 : digits->value);
    int minutes = (int)(digits->digits > 2 ? digits->value % 100 : 0);
    scan->at += 2;
    if (digits->digits <= 2 && is_mark(look(scan, 0), ':') && is_number(look(scan, 1), 2, 2)) {
        minutes = (int)look(scan, 1)->value;
        scan->at += 2;
    }
    moment->zone = (sign->value == '-' ? -1 : 1) * (hours * 60 + minutes);
    return hours <= 14 && minutes < 60;
}

/* 下午 3:00 is 15:00, and so is 下午 15:00. -1: there is no such hour. */
static int hour_of_day(const struct moment *moment)
{
    int hour = moment->hour;
    switch (moment->part_of_day) {
    case DATE_MORNING:
    case DATE_NIGHT_BEFORE_MORNING:
        return hour == 12 ? 0 : hour < 12 ? hour : -1;
    case DATE_NOON:
        return hour < 3 ? hour + 12 : hour >= 11 && hour < 15 ? hour : -1;
    case DATE_AFTERNOON:
        return hour < 12 ? hour + 12 : hour;
    case DATE_EVENING:
        return hour >= 4 && hour < 12 ? hour + 12 : hour > 12 ? hour : -1;
    default:
        return hour;
    }
}

/* --- The whole --- */

static int take_day(struct scan *scan, struct moment *moment)
{
    static int (*const forms[])(struct scan * scan, struct moment * moment) = {
        year_first, year_last, with_units, day_and_name, name_and_day, run_together};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct moment tried = *moment;
        if (forms[i](scan, &tried)) {
            *moment = tried;
            return 1;
        }
    }
    return 0;
}

static int take_time(struct scan *scan, struct moment *moment)
{
    if (with_colons(scan, moment) || with_hours(scan, moment)) {
        moment->has_time = 1;
        return 1;
    }
    return 0;
}

/* What else may stand around day and time. */
static int take_rest(struct scan *scan, struct moment *moment)
{
    const struct date_word *word = look(scan, 0);
    if (moment->month != 0 && moment->year == 0 && moment->has_time && is_number(word, 4, 4)) {
        return take_year(scan, 4, &moment->year);
    }
    if (is_mark(word, '(') ||
        is_mark(word, '[')) { /* (CST), [Asia/Shanghai]; before the day only a bracket */
        scan->at = moment->day != 0 && moment->has_time ? scan->count : scan->at + 1;
        return 1;
    }
    int passes = is_mark(word, ',') || (is_mark(word, ':') && moment->day == 0) ||
                 (word->kind == DATE_T && moment->day != 0 && look(scan, 1)->kind == DATE_NUMBER);
    if (word->kind == DATE_ZONE) {
        moment->zone = (int)word->value;
        passes = moment->day != 0 || moment->has_time;
    } else if (word->kind == DATE_PART_OF_DAY && moment->part_of_day == NOT_SAID) {
        moment->part_of_day = (int)word->value;
        passes = 1;
    }
    scan->at += passes ? 1U : 0U;
    return passes;
}

static int read_words(struct scan *scan, struct moment *moment)
{
    while (scan->at < scan->count) {
        if (!(moment->has_time == 0 && take_time(scan, moment)) &&
            !(moment->day == 0 && take_day(scan, moment)) && !take_offset(scan, moment) &&
            !take_rest(scan, moment)) {
            return -1;
        }
    }
    return 0;
}

static int to_ms(const struct moment *moment, int64_t *ms)
{
    int hour = moment->has_time ? hour_of_day(moment) : 0;
    int is_midnight = hour == 24 && moment->minute == 0 && moment->second == 0; /* the end of the day */
    if (moment->day < 1 || moment->day > days_of(moment->year, moment->month) || hour < 0 ||
        (hour > 23 && !is_midnight) || moment->minute > 59 || moment->second > 60) {
        return -1;
    }
    int days = calendar_date_to_days((moment->year * 100 + moment->month) * 100 + moment->day);
    int64_t seconds =
        ((int64_t)days * 24 + hour) * 3600 + (moment->minute - moment->zone) * 60 + moment->second;
    *ms = seconds * 1000 + moment->millisecond;
    return 0;
}

/* /Date(1772674200000+0800)/ of .NET: what is in it, into `out`; 1 if it is one. */
static int unwrap(const char *text, char out[16])
{
    static const char head[] = "/Date(";
    text += strspn(text, " \t\r\n");
    size_t digits = strspn(text + strnlen(text, sizeof head - 1), "0123456789");
    if (strncasecmp(text, head, sizeof head - 1) != 0 || digits != 13) {
        return 0;
    }
    memcpy(out, text + sizeof head - 1, digits);
    out[digits] = '\0';
    return 1;
}

int feed_date_read(const char *text, int64_t *ms)
{
    char inner[16];
    struct date_word words[DATE_WORDS_MAX];
    struct scan scan = {.words = words, .count = date_words_read(unwrap(text, inner) ? inner : text, words)};
    struct moment moment = {.zone = CHINA_MINUTES, .part_of_day = NOT_SAID};
    int64_t found = 0;
    if (!since_1970(&scan, &found) && (read_words(&scan, &moment) != 0 || to_ms(&moment, &found) != 0)) {
        return -1;
    }
    int year = found > 0 && found < INT64_C(9999999999999) ? calendar_date_at(found) / 10000 : 0;
    if (year < YEAR_LEAST || year > YEAR_MOST) {
        return -1;
    }
    *ms = found;
    return 0;
}

void feed_date_write(int64_t ms, char out[FEED_DATE_SIZE])
{
    struct tm parts;
    time_t seconds = (time_t)(ms / 1000);
    out[0] = '\0';
    if (gmtime_r(&seconds, &parts) == NULL) {
        return;
    }
    size_t used = strftime(out, FEED_DATE_SIZE, "%Y-%m-%dT%H:%M:%S", &parts);
    int rest = (int)(ms % 1000);
    if (rest != 0) {
        (void)snprintf(out + used, FEED_DATE_SIZE - used, ".%03dZ", rest);
    } else {
        (void)snprintf(out + used, FEED_DATE_SIZE - used, "Z");
    }
}
