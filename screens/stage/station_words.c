#include "screens/stage/station_words.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "screens/stage/dates.h"

enum { MINUTE_MS = 60000, DAY_MINUTES = 24 * 60, HOUR = 60, CLOCK_SIZE = 8 };
enum { KILOMETRE = 1000, TEN_KILOMETRES = 10000, HUNDRED = 100 };

static int minute_of_day(int64_t now_ms)
{
    int64_t begins = calendar_date_begins(calendar_date_at(now_ms));
    return (int)((now_ms - begins) / MINUTE_MS);
}

static const struct opening_hours *hours_of(const struct station_list *list, const struct station *station)
{
    if (station->hours < 0 || !list->hours[station->hours].readable) {
        return NULL;
    }
    return &list->hours[station->hours].opening;
}

static enum opening_state state_now(const struct stage *stage, const struct station_list *list,
                                    const struct opening_hours *hours, int *at)
{
    return opening_state_at(hours, calendar_date_at(stage->now_ms), minute_of_day(stage->now_ms),
                            list->calendar, list->calendar_count, at);
}

static void clock_words(char out[CLOCK_SIZE], int minute)
{
    (void)snprintf(out, CLOCK_SIZE, "%02d:%02d", minute / HOUR % (DAY_MINUTES / HOUR + 1), minute % HOUR);
}

int station_is_open(const struct stage *stage, const struct station_list *list, const struct station *station)
{
    const struct opening_hours *hours = hours_of(list, station);
    int at = 0;
    return hours != NULL && stage->time_is_known && state_now(stage, list, hours, &at) == OPENING_NOW;
}

/* "今天已关门，明天 09:00 开门" instead of the first half alone, where a day ahead has hours. */
static void add_next(char out[STATION_WORDS_SIZE], const struct stage *stage, const struct station_list *list,
                     const struct opening_hours *hours)
{
    int at = 0;
    int today = calendar_date_at(stage->now_ms);
    int next = opening_next_day(hours, today, list->calendar, list->calendar_count, &at);
    char closed[STATION_WORDS_SIZE];
    char day[DATE_SIZE];
    char clock[CLOCK_SIZE];
    if (next != 0) {
        (void)snprintf(closed, sizeof closed, "%s", out);
        clock_words(clock, at);
        const char *values[] = {closed, date_ahead(day, stage->strings, today, next), clock};
        string_format(out, STATION_WORDS_SIZE, stage->strings, STRING_STATION_OPENS_NEXT, values, 3);
    }
}

char *station_open_words(char out[STATION_WORDS_SIZE], const struct stage *stage,
                         const struct station_list *list, const struct station *station)
{
    static const enum string_id words[] = {
        [OPENING_CLOSED_TODAY] = STRING_STATION_CLOSED_TODAY,
        [OPENING_LATER_TODAY] = STRING_STATION_OPENS_AT,
        [OPENING_NOW] = STRING_STATION_OPEN_UNTIL,
        [OPENING_OVER] = STRING_STATION_CLOSED_NOW,
    };
    const struct opening_hours *hours = hours_of(list, station);
    char clock[CLOCK_SIZE];
    const char *values[] = {clock};
    int at = 0;
    out[0] = '\0';
    if (hours != NULL && stage->time_is_known) {
        enum opening_state state = state_now(stage, list, hours, &at);
        clock_words(clock, at);
        string_format(out, STATION_WORDS_SIZE, stage->strings, words[state], values, 1);
        if (state == OPENING_OVER || state == OPENING_CLOSED_TODAY) {
            add_next(out, stage, list, hours);
        }
    }
    return out;
}

char *station_distance_words(char out[STATION_WORDS_SIZE], const struct strings *strings, int32_t metres)
{
    char number[24];
    const char *values[] = {number};
    enum string_id words = STRING_STATION_KILOMETRES;
    out[0] = '\0';
    if (metres < HUNDRED / 2) { /* not known, or the own station itself */
        return out;
    }
    if (metres < KILOMETRE) { /* to the next hundred: a straight line says no more */
        (void)snprintf(number, sizeof number, "%d", (metres + HUNDRED - 1) / HUNDRED * HUNDRED);
        words = STRING_STATION_METRES;
    } else if (metres < TEN_KILOMETRES) {
        (void)snprintf(number, sizeof number, "%d.%d", metres / KILOMETRE, metres % KILOMETRE / HUNDRED);
    } else {
        (void)snprintf(number, sizeof number, "%d", metres / KILOMETRE);
    }
    return string_format(out, STATION_WORDS_SIZE, strings, words, values, 1);
}

const char *station_level_words(const struct strings *strings, const struct station *station)
{
    switch (station->level) {
    case STATION_CITY:
        return string_get(strings, STRING_STATION_CITY_HALL);
    case STATION_COUNTY:
        return string_get(strings, STRING_STATION_COUNTY_HALL);
    case STATION_TOWNSHIP:
        return string_get(strings, STRING_STATION_TOWNSHIP_HALL);
    default:
        return string_get(strings, STRING_STATION_VILLAGE_POINT);
    }
}

/* Text that is put together piece by piece within `size`. */
struct words {
    char *out;
    size_t size;
    const struct strings *strings;
};

static void add_words(const struct words *words, enum string_id id, const char *const *values, size_t count)
{
    size_t length = strlen(words->out);
    if (length + 1 < words->size) {
        string_format(words->out + length, words->size - length, words->strings, id, values, count);
    }
}

static void add_spans(const struct words *words, const struct opening_hours *hours, int day)
{
    for (size_t i = 0; i < hours->span_count[day]; i++) {
        char from[CLOCK_SIZE];
        char to[CLOCK_SIZE];
        const char *values[] = {from, to};
        clock_words(from, hours->spans[day][i].from);
        clock_words(to, hours->spans[day][i].to);
        add_words(words, i == 0 ? STRING_STATION_SPAN : STRING_STATION_SPAN_MORE, values, 2);
    }
}

static int same_hours(const struct opening_hours *hours, int a, int b)
{
    return hours->span_count[a] == hours->span_count[b] &&
           memcmp(hours->spans[a], hours->spans[b], hours->span_count[a] * sizeof hours->spans[a][0]) == 0;
}

char *station_hours_words(char out[STATION_HOURS_WORDS_SIZE], const struct strings *strings,
                          const struct station_list *list, const struct station *station)
{
    const struct opening_hours *hours = hours_of(list, station);
    const struct words words = {out, STATION_HOURS_WORDS_SIZE, strings};
    out[0] = '\0';
    for (int first = 0, last; hours != NULL && first < OPENING_DAYS; first = last + 1) {
        last = first;
        while (last + 1 < OPENING_DAYS && same_hours(hours, first, last + 1)) {
            last++;
        }
        if (hours->span_count[first] > 0) {
            char from[DATE_SIZE];
            char to[DATE_SIZE];
            const char *values[] = {date_weekday(from, strings, (first + 1) % OPENING_DAYS),
                                    date_weekday(to, strings, (last + 1) % OPENING_DAYS)};
            if (out[0] != '\0') {
                add_words(&words, STRING_STATION_HOURS_MORE, NULL, 0);
            }
            add_words(&words, first == last ? STRING_STATION_DAY : STRING_STATION_DAYS, values, 2);
            add_spans(&words, hours, first);
        }
    }
    return out;
}
