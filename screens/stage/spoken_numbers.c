#include "screens/stage/spoken_numbers.h"

#include <stdio.h>
#include <string.h>

enum { TEN = 10, HUNDRED = 100, THOUSAND = 1000, MYRIAD = 10000, TWENTY = 20, PARTS_MAX = 6 };

const char *spoken_word(const struct spoken_language *language, enum string_id id, size_t index,
                        size_t *length)
{
    const char *word = string_get(language->strings, id);
    for (;;) {
        word += strspn(word, " ");
        *length = strcspn(word, " ");
        if (index == 0 || *length == 0) {
            return word;
        }
        word += *length;
        index--;
    }
}

static void add(char out[SPOKEN_NUMBER_SIZE], const char *words, size_t length)
{
    size_t used = strlen(out);
    if (used + length < SPOKEN_NUMBER_SIZE) {
        memcpy(out + used, words, length);
        out[used + length] = '\0';
    }
}

/* In English a blank stands between words, in Chinese none. */
static void add_word(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, enum string_id id,
                     size_t index)
{
    size_t length;
    const char *word = spoken_word(language, id, index, &length);
    if (language->english && out[0] != '\0') {
        add(out, " ", 1);
    }
    add(out, word, length);
}

static void add_digit(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, uint64_t digit)
{
    add_word(out, language, STRING_SPOKEN_DIGITS, (size_t)digit);
}

/* --- Chinese: by ten thousands --- */

/* 1 … 9999. `leads`: nothing stands before it, so 12 is 十二. `gap`: a place was passed over before it. */
static void add_myriad_part(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language,
                            unsigned part, int leads, int gap)
{
    static const unsigned places[] = {THOUSAND, HUNDRED, TEN, 1};
    int begun = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        unsigned digit = part / places[i] % TEN;
        if (digit == 0) {
            gap |= begun;
            continue;
        }
        if (gap) {
            add_digit(out, language, 0);
        }
        int is_leading_ten = leads && !begun && places[i] == TEN && digit == 1;
        if (!is_leading_ten) {
            add_digit(out, language, digit);
        }
        if (places[i] > 1) {
            add_word(out, language, STRING_SPOKEN_TENS, 2 - i);
        }
        begun = 1;
        gap = 0;
    }
}

static void write_by_myriads(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language,
                             uint64_t value)
{
    unsigned parts[PARTS_MAX];
    size_t count = 0;
    int gap = 0;
    for (; value > 0 && count < PARTS_MAX; value /= MYRIAD) {
        parts[count++] = (unsigned)(value % MYRIAD);
    }
    for (size_t i = count; i-- > 0;) {
        int leads = i + 1 == count;
        if (parts[i] == 0) {
            gap = 1;
            continue;
        }
        add_myriad_part(out, language, parts[i], leads, !leads && (gap || parts[i] < THOUSAND));
        if (i > 0) {
            add_word(out, language, STRING_SPOKEN_GROUPS, i - 1);
        }
        gap = 0;
    }
}

/* --- English: by thousands --- */

static void add_below_thousand(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language,
                               unsigned part)
{
    if (part >= HUNDRED) {
        add_digit(out, language, part / HUNDRED);
        add_word(out, language, STRING_SPOKEN_GROUPS, 0);
        part %= HUNDRED;
    }
    if (part >= TWENTY) {
        add_word(out, language, STRING_SPOKEN_TENS, part / TEN - 2);
        part %= TEN;
    }
    if (part > 0) {
        add_digit(out, language, part);
    }
}

static void write_by_thousands(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language,
                               uint64_t value)
{
    unsigned parts[PARTS_MAX];
    size_t count = 0;
    for (; value > 0 && count < PARTS_MAX; value /= THOUSAND) {
        parts[count++] = (unsigned)(value % THOUSAND);
    }
    for (size_t i = count; i-- > 0;) {
        if (parts[i] > 0) {
            add_below_thousand(out, language, parts[i]);
            if (i > 0) {
                add_word(out, language, STRING_SPOKEN_GROUPS, i);
            }
        }
    }
}

char *spoken_number(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, uint64_t value)
{
    out[0] = '\0';
    if (value == 0) {
        add_digit(out, language, 0);
    } else if (language->english) {
        write_by_thousands(out, language, value);
    } else {
        write_by_myriads(out, language, value);
    }
    return out;
}

char *spoken_digits(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, const char *digits,
                    size_t count, const char *zero)
{
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        if (digits[i] == '0' && zero != NULL) {
            add(out, zero, strlen(zero));
        } else if (digits[i] >= '0' && digits[i] <= '9') {
            add_digit(out, language, (uint64_t)(digits[i] - '0'));
        } else {
            add(out, language->english && i > 0 ? " X" : "X", language->english && i > 0 ? 2 : 1);
        }
    }
    return out;
}

/* --- Dates, times, money --- */

/* Chinese years digit by digit (二〇二六), English ones in two halves (twenty twenty-six). */
static void write_year(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, int year)
{
    char digits[SPOKEN_NUMBER_SIZE];
    char half[SPOKEN_NUMBER_SIZE];
    if (!language->english) {
        (void)snprintf(digits, sizeof digits, "%04d", year);
        spoken_digits(out, language, digits, strlen(digits),
                      string_get(language->strings, STRING_SPOKEN_YEAR_ZERO));
    } else if (year % HUNDRED < TEN || year < THOUSAND) {
        spoken_number(out, language, (uint64_t)year);
    } else {
        spoken_number(out, language, (uint64_t)(year / HUNDRED));
        spoken_number(half, language, (uint64_t)(year % HUNDRED));
        add(out, " ", 1);
        add(out, half, strlen(half));
    }
}

static void write_month(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, int month)
{
    size_t length;
    const char *name = spoken_word(language, STRING_SPOKEN_MONTHS, (size_t)month - 1, &length);
    out[0] = '\0';
    add(out, name, length);
}

char *spoken_date(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, int year, int month,
                  int day)
{
    char parts[3][SPOKEN_NUMBER_SIZE];
    const char *const values[] = {parts[0], parts[1], parts[2]};
    write_year(parts[0], language, year);
    write_month(parts[1], language, month);
    spoken_number(parts[2], language, (uint64_t)day);
    return string_format(out, SPOKEN_NUMBER_SIZE, language->strings,
                         day > 0 ? STRING_SPOKEN_DATE : STRING_SPOKEN_YEAR_MONTH, values, 3);
}

char *spoken_month_day(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, int month,
                       int day)
{
    char parts[2][SPOKEN_NUMBER_SIZE];
    const char *const values[] = {parts[0], parts[1]};
    write_month(parts[0], language, month);
    spoken_number(parts[1], language, (uint64_t)day);
    return string_format(out, SPOKEN_NUMBER_SIZE, language->strings, STRING_SPOKEN_MONTH_DAY, values, 2);
}

char *spoken_time(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, int hour, int minute)
{
    char hours[SPOKEN_NUMBER_SIZE];
    char minutes[SPOKEN_NUMBER_SIZE];
    const char *const values[] = {hours, minutes};
    spoken_number(hours, language, (uint64_t)hour);
    spoken_number(minutes, language, (uint64_t)minute);
    enum string_id id = minute == 0    ? STRING_SPOKEN_HOUR
                        : minute < TEN ? STRING_SPOKEN_TIME_FEW /* 九点零五分 */
                                       : STRING_SPOKEN_TIME;
    return string_format(out, SPOKEN_NUMBER_SIZE, language->strings, id, values, 2);
}

static void add_amount(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, uint64_t amount,
                       enum string_id unit)
{
    char number[SPOKEN_NUMBER_SIZE];
    const char *const values[] = {spoken_number(number, language, amount)};
    char words[SPOKEN_NUMBER_SIZE];
    string_format(words, sizeof words, language->strings, unit, values, 1);
    if (language->english && out[0] != '\0') {
        add(out, " ", 1);
    }
    add(out, words, strlen(words));
}

char *spoken_money(char out[SPOKEN_NUMBER_SIZE], const struct spoken_language *language, uint64_t fen)
{
    uint64_t yuan = fen / HUNDRED;
    unsigned jiao = (unsigned)(fen / TEN % TEN);
    unsigned rest = (unsigned)(fen % TEN);
    out[0] = '\0';
    if (yuan > 0 || fen == 0) {
        add_amount(out, language, yuan, STRING_SPOKEN_YUAN);
    }
    if (jiao == 0 && rest > 0 && yuan > 0 && !language->english) {
        add_digit(out, language, 0); /* 三元零五分 */
    }
    if (jiao > 0) {
        add_amount(out, language, jiao, STRING_SPOKEN_JIAO);
    }
    if (rest > 0) {
        add_amount(out, language, rest, STRING_SPOKEN_FEN);
    }
    return out;
}
