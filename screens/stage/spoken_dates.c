#include <string.h>

#include "both-sides/calendar_date.h"
#include "screens/stage/spoken_kinds.h"

enum { FIRST_YEAR = 1800, LAST_YEAR = 2199, LAST_HOUR = 24, LAST_MINUTE = 59, YEAR_MARK = 0x5E74 /* 年 */ };

static int is_year(uint64_t year)
{
    return year >= FIRST_YEAR && year <= LAST_YEAR;
}

static int is_day(uint64_t year, uint64_t month, uint64_t day)
{
    return is_year(year) && month >= 1 && month <= 12 && day >= 1 &&
           day <= (uint64_t)days_in_month((int)year, (int)month);
}

static size_t say_date(struct spoken_text *text, uint64_t year, uint64_t month, uint64_t day, size_t taken)
{
    char words[SPOKEN_NUMBER_SIZE];
    spoken_text_say_words(text, spoken_date(words, text->language, (int)year, (int)month, (int)day));
    explicit_bzero(words, sizeof words);
    return taken;
}

/* 2026-11-30, 2026/11/30, 2026.11.30; 2026-11 and "1965 03" without a day. */
static size_t try_marked_date(struct spoken_text *text, size_t at, uint64_t year)
{
    uint32_t mark = spoken_text_at(text, at + 4);
    size_t months = spoken_text_digits(text, at + 5);
    uint64_t month = spoken_text_value(text, at + 5, months <= 2 ? months : 0);
    size_t end = at + 5 + months;
    if ((mark != '-' && mark != '/' && mark != '.' && mark != ' ') || months < 1 || months > 2 || month < 1 ||
        month > 12) {
        return 0;
    }
    size_t days = spoken_text_at(text, end) == mark ? spoken_text_digits(text, end + 1) : 0;
    uint64_t day = spoken_text_value(text, end + 1, days <= 2 ? days : 0);
    if (mark != ' ' && days >= 1 && days <= 2 && is_day(year, month, day)) {
        return say_date(text, year, month, day, 5 + months + 1 + days);
    }
    int is_month = days == 0 && months == 2 && (mark == '-' || mark == ' ');
    return is_month ? say_date(text, year, month, 0, 5 + months) : 0;
}

/* A year in front of 年, or of another that ends in it: 2026-2030年. */
static int is_year_word(const struct spoken_text *text, size_t at)
{
    if (spoken_text_after(text, at + 4) == YEAR_MARK) {
        return 1;
    }
    return spoken_is_dash(spoken_text_at(text, at + 4)) && spoken_text_digits(text, at + 5) == 4 &&
           spoken_text_after(text, at + 9) == YEAR_MARK;
}

/* 11-24 09:30 */
static size_t try_day_before_time(struct spoken_text *text, size_t at)
{
    uint64_t month = spoken_text_value(text, at, 2);
    uint64_t day = spoken_text_value(text, at + 3, 2);
    size_t hours = spoken_text_digits(text, at + 6);
    char words[SPOKEN_NUMBER_SIZE];
    if (spoken_text_at(text, at + 2) != '-' || spoken_text_digits(text, at + 3) != 2 ||
        !spoken_is_blank(spoken_text_at(text, at + 5)) || hours < 1 || hours > 2 ||
        spoken_text_at(text, at + 6 + hours) != ':' || !is_day(2000, month, day)) {
        return 0;
    }
    spoken_text_say_words(text, spoken_month_day(words, text->language, (int)month, (int)day));
    spoken_text_gap(text, GAP_BLANK);
    return 5;
}

size_t spoken_try_date(struct spoken_text *text, size_t at)
{
    size_t digits = spoken_text_digits(text, at);
    if (digits == 2) {
        return try_day_before_time(text, at);
    }
    if (digits != 4 && digits != 8) {
        return 0;
    }
    uint64_t year = spoken_text_value(text, at, 4);
    if (digits == 8) {
        uint64_t month = spoken_text_value(text, at + 4, 2);
        uint64_t day = spoken_text_value(text, at + 6, 2);
        return is_day(year, month, day) ? say_date(text, year, month, day, digits) : 0;
    }
    if (!is_year(year)) {
        return 0;
    }
    if (!text->language->english && is_year_word(text, at)) {
        char words[SPOKEN_NUMBER_SIZE];
        char shown[4];
        for (size_t i = 0; i < sizeof shown; i++) {
            shown[i] = (char)spoken_text_at(text, at + i);
        }
        spoken_text_say_words(text,
                              spoken_digits(words, text->language, shown, sizeof shown,
                                            string_get(text->language->strings, STRING_SPOKEN_YEAR_ZERO)));
        return sizeof shown;
    }
    return try_marked_date(text, at, year);
}

/* 9:05, 16:27, 16:27:03 */
size_t spoken_try_time(struct spoken_text *text, size_t at)
{
    size_t hours = spoken_text_digits(text, at);
    uint64_t hour = hours <= 2 ? spoken_text_value(text, at, hours) : LAST_YEAR;
    size_t end = at + hours + 3;
    char words[SPOKEN_NUMBER_SIZE];
    if (hours < 1 || hour > LAST_HOUR || !spoken_is_colon(spoken_text_at(text, at + hours)) ||
        spoken_text_digits(text, at + hours + 1) != 2) {
        return 0;
    }
    uint64_t minute = spoken_text_value(text, at + hours + 1, 2);
    if (minute > LAST_MINUTE) {
        return 0;
    }
    if (spoken_is_colon(spoken_text_at(text, end)) && spoken_text_digits(text, end + 1) == 2) {
        end += 3; /* nobody needs the seconds */
    }
    spoken_text_say_words(text, spoken_time(words, text->language, (int)hour, (int)minute));
    return end - at;
}
