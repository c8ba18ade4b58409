#include <string.h>

#include "screens/stage/spoken_kinds.h"

enum {
    LONG_NUMBER = 8, /* from so many digits on they are said one by one */
    MOBILE_DIGITS = 11,
    RUN_MAX = 64,
    FRACTION_MOST = 100,
    YEN = 0xA5,
};

/* --- Digits one by one --- */

/* How the digits of a number of this length stand together; ends in 0. */
static const unsigned char *groups_of(size_t digits)
{
    static const unsigned char mobile[] = {3, 4, 4, 0}, service[] = {3, 3, 4, 0}, of_id[] = {6, 8, 4, 0},
                               of_case[] = {6, 6, 6, 2, 0}, fours[] = {4, 4, 4, 4, 4, 4, 4, 4, 0};
    return digits == MOBILE_DIGITS ? mobile
           : digits == 10          ? service
           : digits == 18          ? of_id
           : digits == 20          ? of_case
                                   : fours;
}

static size_t say_grouped(struct spoken_text *text, size_t at, size_t digits)
{
    const unsigned char *group = groups_of(digits);
    size_t said = 0;
    while (said < digits) {
        size_t left = digits - said;
        size_t count = *group > 0 && *group < left && digits >= LONG_NUMBER ? *group : left;
        count = count < RUN_MAX ? count : RUN_MAX;
        spoken_text_gap(text, said > 0 ? GAP_PAUSE : GAP_NONE);
        spoken_text_say_digits(text, at + said, count);
        said += count;
        group += *group > 0;
    }
    return digits;
}

/* "431000 261130 123456 78", "0735-2345678", "4 3 1 0 0 0": the digits as they stand together. */
size_t spoken_try_spaced(struct spoken_text *text, size_t at)
{
    size_t digits = 0;
    size_t runs = 0;
    size_t longest = 0;
    int has_dash = 0;
    size_t end = at;
    for (size_t run = spoken_text_digits(text, end); run > 0; run = spoken_text_digits(text, end)) {
        digits += run;
        runs++;
        longest = run > longest ? run : longest;
        end += run;
        uint32_t mark = spoken_text_at(text, end);
        if ((mark != ' ' && mark != '-') || !spoken_is_digit(spoken_text_at(text, end + 1))) {
            break;
        }
        has_dash |= mark == '-';
        end++;
    }
    int is_typed = longest == 1 && !has_dash;
    if (runs < 2 || (digits < LONG_NUMBER && !is_typed) || (longest < 3 && !is_typed)) {
        return 0;
    }
    for (size_t from = at; from < end;) {
        size_t run = spoken_text_digits(text, from);
        spoken_text_say_digits(text, from, run);
        spoken_text_gap(text, is_typed || from + run >= end ? GAP_NONE : GAP_PAUSE);
        from += run + (from + run < end);
    }
    return end - at;
}

/* A number that is one by nature: long, with a zero in front, a hotline, or called so by the words before. */
static int is_digit_by_digit(const struct spoken_text *text, size_t at, size_t digits)
{
    size_t count = 0;
    uint32_t next = spoken_text_at(text, at + digits);
    if (next == ',' || (next == '.' && spoken_is_digit(spoken_text_at(text, at + digits + 1)))) {
        return digits >= LONG_NUMBER && next == ',' &&
               !spoken_is_digit(spoken_text_at(text, at + digits + 1));
    }
    if (digits >= LONG_NUMBER || (digits > 1 && spoken_text_at(text, at) == '0')) {
        return 1;
    }
    if (spoken_text_ends_in_one_of(text, at, STRING_SPOKEN_DIGITS_AFTER)) {
        return 1;
    }
    size_t behind = at + digits + (spoken_is_blank(next) ? 1 : 0); /* 12345 件 are counted */
    return spoken_text_is_one_of(text, at, STRING_SPOKEN_HOTLINES, &count) && count == digits &&
           !spoken_text_is_one_of(text, behind, STRING_SPOKEN_TWO_BEFORE, &count);
}

size_t spoken_try_digits(struct spoken_text *text, size_t at)
{
    size_t digits = spoken_text_digits(text, at);
    return is_digit_by_digit(text, at, digits) ? say_grouped(text, at, digits) : 0;
}

/* --- Quantities --- */

struct quantity {
    size_t whole, whole_end; /* places of its digits, commas among them */
    size_t decimals;         /* how many digits stand behind the point */
    size_t end;
    uint64_t value;
};

/* 1,234,567 or 1234567, and .89 behind it. 0: it is too long for words. */
static int read_quantity(const struct spoken_text *text, size_t at, struct quantity *quantity)
{
    size_t digits = spoken_text_digits(text, at);
    size_t count = digits;
    *quantity = (struct quantity){.whole = at, .whole_end = at + digits};
    quantity->value = spoken_text_value(text, at, digits <= SPOKEN_NUMBER_DIGITS ? digits : 0);
    while (digits <= 3 && spoken_text_at(text, quantity->whole_end) == ',' &&
           spoken_text_digits(text, quantity->whole_end + 1) == 3 && count + 3 <= SPOKEN_NUMBER_DIGITS) {
        quantity->value = quantity->value * 1000 + spoken_text_value(text, quantity->whole_end + 1, 3);
        quantity->whole_end += 4;
        count += 3;
    }
    quantity->end = quantity->whole_end;
    if (spoken_text_at(text, quantity->end) == '.') {
        quantity->decimals = spoken_text_digits(text, quantity->end + 1);
        quantity->end += quantity->decimals > 0 ? quantity->decimals + 1 : 0;
    }
    return count <= SPOKEN_NUMBER_DIGITS;
}

/* 一点五 into `words`. */
static void quantity_words(const struct spoken_text *text, const struct quantity *quantity,
                           char words[2 * SPOKEN_NUMBER_SIZE])
{
    const struct spoken_language *language = text->language;
    char number[SPOKEN_NUMBER_SIZE];
    char decimals[SPOKEN_NUMBER_SIZE];
    char digits[RUN_MAX];
    size_t count = quantity->decimals < sizeof digits ? quantity->decimals : sizeof digits;
    spoken_number(number, language, quantity->value);
    if (count == 0) {
        memcpy(words, number, sizeof number);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        digits[i] = (char)spoken_text_at(text, quantity->end - quantity->decimals + i);
    }
    spoken_digits(decimals, language, digits, count, NULL);
    const char *const values[] = {number, decimals};
    string_format(words, 2 * SPOKEN_NUMBER_SIZE, language->strings, STRING_SPOKEN_POINT, values, 2);
}

/* 两 in front of what is counted, but 第二. */
static int is_two_of_something(const struct spoken_text *text, const struct quantity *quantity)
{
    size_t at = quantity->end + (spoken_is_blank(spoken_text_at(text, quantity->end)) ? 1 : 0);
    size_t count;
    return !text->language->english && quantity->value == 2 && quantity->decimals == 0 &&
           spoken_text_is_one_of(text, at, STRING_SPOKEN_TWO_BEFORE, &count) &&
           !spoken_text_ends_in_one_of(text, quantity->whole, STRING_SPOKEN_ORDINAL);
}

/* 1,234.50 元, ¥1,234.50: with at most two decimals. */
static size_t try_money(struct spoken_text *text, const struct quantity *quantity, int has_sign)
{
    char words[SPOKEN_NUMBER_SIZE];
    size_t unit = 0;
    size_t blanks = spoken_is_blank(spoken_text_at(text, quantity->end)) ? 1 : 0;
    const char *name = string_get(text->language->strings, STRING_SPOKEN_YUAN_SHOWN);
    int has_unit = spoken_text_is(text, quantity->end + blanks, name, strlen(name), &unit);
    if (quantity->decimals > 2 || (!has_unit && !has_sign)) {
        return 0;
    }
    uint64_t fen = quantity->value * 100;
    uint64_t rest = spoken_text_value(text, quantity->end - quantity->decimals, quantity->decimals);
    fen += quantity->decimals == 1 ? rest * 10 : rest;
    spoken_text_say_words(text, spoken_money(words, text->language, fen));
    explicit_bzero(words, sizeof words);
    return quantity->end + (has_unit ? blanks + unit : 0) - quantity->whole;
}

/* 3/4 of small numbers. */
static size_t try_fraction(struct spoken_text *text, const struct quantity *quantity)
{
    size_t at = quantity->end + 1;
    size_t digits = spoken_text_digits(text, at);
    char above[SPOKEN_NUMBER_SIZE];
    char below[SPOKEN_NUMBER_SIZE];
    if (quantity->decimals > 0 || spoken_text_at(text, quantity->end) != '/' || digits < 1 || digits > 3) {
        return 0;
    }
    uint64_t value = spoken_text_value(text, at, digits);
    if (value < 2 || value > FRACTION_MOST || quantity->value >= value || quantity->value == 0 ||
        spoken_text_at(text, at + digits) == '/') {
        return 0;
    }
    spoken_text_say_with(text, STRING_SPOKEN_FRACTION, spoken_number(above, text->language, quantity->value),
                         spoken_number(below, text->language, value));
    return at + digits - quantity->whole;
}

/* A unit of one letter is one behind a number only. */
size_t spoken_try_unit(struct spoken_text *text, size_t at)
{
    size_t blanks = spoken_is_blank(spoken_text_at(text, at)) ? 1 : 0;
    const char *said = NULL;
    size_t said_length = 0;
    size_t count = spoken_text_find_pair(text, at + blanks, STRING_SPOKEN_UNITS, &said, &said_length);
    uint32_t last = count > 0 ? spoken_text_at(text, at + blanks + count - 1) : 0;
    uint32_t next = spoken_text_at(text, at + blanks + count);
    if (count == 0 || (spoken_is_letter(last) && (spoken_is_letter(next) || spoken_is_digit(next)))) {
        return 0;
    }
    spoken_text_say(text, said, said_length);
    return blanks + count;
}

size_t spoken_say_quantity(struct spoken_text *text, size_t at, int has_sign)
{
    struct quantity quantity;
    char words[2 * SPOKEN_NUMBER_SIZE];
    if (!read_quantity(text, at, &quantity)) {
        return say_grouped(text, at, spoken_text_digits(text, at));
    }
    size_t taken = try_money(text, &quantity, has_sign);
    taken = taken > 0 ? taken : try_fraction(text, &quantity);
    if (taken > 0) {
        return taken;
    }
    quantity_words(text, &quantity, words);
    if (spoken_text_at(text, quantity.end) == '%') {
        spoken_text_say_with(text, STRING_SPOKEN_PERCENT, words, "");
        quantity.end++;
    } else if (is_two_of_something(text, &quantity)) {
        spoken_text_say_string(text, STRING_SPOKEN_TWO);
    } else {
        spoken_text_say_words(text, words);
    }
    explicit_bzero(words, sizeof words);
    return quantity.end - at + spoken_try_unit(text, quantity.end);
}
