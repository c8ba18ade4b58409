#include "headend/notices/import/feed_date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { CHINA_MINUTES = 8 * 60, YEAR_MAX = 9999 };

struct moment {
    int year, month, day, hour, minute, second, millisecond;
    int zone; /* minutes east */
};

/* Where the reading stands. */
struct scan {
    const char *at;
};

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip(struct scan *scan, const char *characters)
{
    scan->at += strspn(scan->at, characters);
}

static int take(struct scan *scan, const char *text)
{
    size_t length = strlen(text);
    if (strncmp(scan->at, text, length) != 0) {
        return 0;
    }
    scan->at += length;
    return 1;
}

/* `least` to `most` digits, and no digit after them. */
static int take_number(struct scan *scan, int least, int most, int *number)
{
    int count = 0;
    *number = 0;
    while (count < most && is_digit(scan->at[count])) {
        *number = *number * 10 + (scan->at[count] - '0');
        count++;
    }
    if (count < least) {
        return -1;
    }
    scan->at += count;
    return 0;
}

static int take_month(struct scan *scan, int *month)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (int i = 0; i < 12; i++) {
        if (strncasecmp(scan->at, names + (size_t)i * 3, 3) == 0) {
            *month = i + 1;
            while (is_letter(*scan->at)) {
                scan->at++;
            }
            skip(scan, ".");
            return 0;
        }
    }
    return -1;
}

static int take_offset(struct scan *scan, int *zone)
{
    int sign = *scan->at == '-' ? -1 : 1;
    int hours = 0;
    int minutes = 0;
    scan->at++;
    if (take_number(scan, 1, 2, &hours) != 0) {
        return -1;
    }
    (void)take(scan, ":");
    if (is_digit(*scan->at) && take_number(scan, 2, 2, &minutes) != 0) {
        return -1;
    }
    *zone = sign * (hours * 60 + minutes);
    return hours <= 14 && minutes < 60 ? 0 : -1;
}

/* A zone that is missing is China's. */
static int take_zone(struct scan *scan, int *zone)
{
    static const struct {
        const char *name;
        int hours;
    } names[] = {{"GMT", 0},  {"UTC", 0},  {"UT", 0},   {"Z", 0},    {"CST", 8},  {"BJT", 8},  {"HKT", 8},
                 {"EST", -5}, {"EDT", -4}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
    *zone = CHINA_MINUTES;
    skip(scan, " \t");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t length = strlen(names[i].name);
        if (strncasecmp(scan->at, names[i].name, length) == 0 && !is_letter(scan->at[length])) {
            scan->at += length;
            *zone = names[i].hours * 60;
            break;
        }
    }
    return *scan->at == '+' || *scan->at == '-' ? take_offset(scan, zone) : 0;
}

/* 9:30, 09:30:15, 09:30:15.123, 9时30分 */
static int take_time(struct scan *scan, struct moment *moment)
{
    if (take_number(scan, 1, 2, &moment->hour) != 0 ||
        !(take(scan, ":") || take(scan, "：") || take(scan, "时") || take(scan, "点")) ||
        take_number(scan, 2, 2, &moment->minute) != 0) {
        return -1;
    }
    (void)take(scan, "分");
    if ((take(scan, ":") || take(scan, "：") || is_digit(*scan->at)) &&
        take_number(scan, 2, 2, &moment->second) != 0) {
        return -1;
    }
    (void)take(scan, "秒");
    if ((*scan->at == '.' || *scan->at == ',') && is_digit(scan->at[1])) {
        scan->at++;
        for (int weight = 100; is_digit(*scan->at); weight /= 10) {
            moment->millisecond += (*scan->at++ - '0') * weight;
        }
    }
    return 0;
}

/* Nothing but a zone (perhaps in brackets again, as Java likes) may follow. */
static int at_end(struct scan *scan)
{
    skip(scan, " \t\r\n");
    return *scan->at == '\0' || *scan->at == '(' || *scan->at == '[';
}

/* Thu, 05 Mar 2026 09:30:00 +0800 and its kin; the weekday is not believed. */
static int read_rfc822(struct scan scan, struct moment *moment)
{
    if (is_letter(*scan.at)) {
        while (is_letter(*scan.at)) {
            scan.at++;
        }
        skip(&scan, ",. \t");
    }
    if (take_number(&scan, 1, 2, &moment->day) != 0) {
        return -1;
    }
    skip(&scan, " \t-");
    if (take_month(&scan, &moment->month) != 0) {
        return -1;
    }
    skip(&scan, " \t-,");
    const char *year = scan.at;
    if (take_number(&scan, 2, 4, &moment->year) != 0) {
        return -1;
    }
    if (scan.at - year == 2) {
        moment->year += moment->year < 70 ? 2000 : 1900;
    }
    skip(&scan, " \t,");
    if (is_digit(*scan.at) && take_time(&scan, moment) != 0) {
        return -1;
    }
    return take_zone(&scan, &moment->zone) == 0 && at_end(&scan) ? 0 : -1;
}

/* Thu Mar 05 09:30:00 CST 2026 */
static int read_java(struct scan scan, struct moment *moment)
{
    while (is_letter(*scan.at)) {
        scan.at++;
    }
    skip(&scan, " \t");
    if (take_month(&scan, &moment->month) != 0) {
        return -1;
    }
    skip(&scan, " \t");
    if (take_number(&scan, 1, 2, &moment->day) != 0) {
        return -1;
    }
    skip(&scan, " \t");
    if (take_time(&scan, moment) != 0 || take_zone(&scan, &moment->zone) != 0) {
        return -1;
    }
    skip(&scan, " \t");
    return take_number(&scan, 4, 4, &moment->year) == 0 && at_end(&scan) ? 0 : -1;
}

/* 2026-03-05T09:30:00+08:00, 2026/3/5 9:30, 2026.03.05, 2026年3月5日 */
static int read_iso(struct scan scan, struct moment *moment)
{
    if (take_number(&scan, 4, 4, &moment->year) != 0 ||
        !(strchr("-/.", *scan.at) || strncmp(scan.at, "年", 3) == 0)) {
        return -1;
    }
    if (!take(&scan, "年")) {
        skip(&scan, "-/.");
    }
    if (take_number(&scan, 1, 2, &moment->month) != 0) {
        return -1;
    }
    if (!take(&scan, "月")) {
        skip(&scan, "-/.");
    }
    if (take_number(&scan, 1, 2, &moment->day) != 0) {
        return -1;
    }
    (void)take(&scan, "日");
    if (*scan.at == 'T' || *scan.at == 't') {
        scan.at++;
    }
    skip(&scan, " \t");
    if (is_digit(*scan.at) && take_time(&scan, moment) != 0) {
        return -1;
    }
    return take_zone(&scan, &moment->zone) == 0 && at_end(&scan) ? 0 : -1;
}

/* 20260305, 20260305093000 */
static int read_compact(struct scan scan, struct moment *moment)
{
    if (take_number(&scan, 4, 4, &moment->year) != 0 || take_number(&scan, 2, 2, &moment->month) != 0 ||
        take_number(&scan, 2, 2, &moment->day) != 0) {
        return -1;
    }
    if (is_digit(*scan.at) &&
        (take_number(&scan, 2, 2, &moment->hour) != 0 || take_number(&scan, 2, 2, &moment->minute) != 0 ||
         take_number(&scan, 2, 2, &moment->second) != 0)) {
        return -1;
    }
    return take_zone(&scan, &moment->zone) == 0 && at_end(&scan) ? 0 : -1;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static int to_ms(const struct moment *moment, int64_t *ms)
{
    if (moment->year < 1970 || moment->year > YEAR_MAX || moment->month < 1 || moment->month > 12 ||
        moment->day < 1 || moment->day > days_of_month(moment->year, moment->month) || moment->hour > 23 ||
        moment->minute > 59 || moment->second > 60) {
        return -1;
    }
    struct tm parts = {.tm_year = moment->year - 1900,
                       .tm_mon = moment->month - 1,
                       .tm_mday = moment->day,
                       .tm_hour = moment->hour,
                       .tm_min = moment->minute,
                       .tm_sec = moment->second};
    int64_t seconds = (int64_t)timegm(&parts) - (int64_t)moment->zone * 60;
    *ms = seconds * 1000 + moment->millisecond;
    return seconds >= 0 ? 0 : -1;
}

int feed_date_read(const char *text, int64_t *ms)
{
    static int (*const forms[])(struct scan scan, struct moment * moment) = {read_iso, read_compact,
                                                                             read_rfc822, read_java};
    struct scan scan = {.at = text};
    skip(&scan, " \t\r\n");
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct moment moment = {0};
        if (forms[i](scan, &moment) == 0) {
            return to_ms(&moment, ms);
        }
    }
    return -1;
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
