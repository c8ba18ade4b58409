#include "screens/questions/question_number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/calendar_date.h"

enum { FEN = 100, DIGITS_WITHOUT_BOUND = 9, DATE_DIGITS = 8, FIRST_YEAR = 1900, LAST_YEAR = 2099 };

static enum number_check check(void *context, const char *typed)
{
    switch (question_number_judge(context, typed)) {
    case QUESTION_NUMBER_GOOD:
        return NUMBER_GOOD;
    case QUESTION_NUMBER_EMPTY:
    case QUESTION_NUMBER_UNFINISHED:
        return NUMBER_INCOMPLETE;
    case QUESTION_NUMBER_TOO_SMALL:
    case QUESTION_NUMBER_TOO_LARGE:
    case QUESTION_NUMBER_NO_DATE:
        break;
    }
    return NUMBER_WRONG;
}

static size_t digits_of(int64_t value)
{
    size_t digits = 1;
    for (; value >= 10; value /= 10) {
        digits++;
    }
    return digits;
}

static void start_date(struct question_number *number)
{
    number->format.length = DATE_DIGITS;
    memcpy(number->format.groups, (unsigned char[]){4, 2, 2, 0}, 4);
    int64_t first = FIRST_YEAR * 10000 + 101, last = LAST_YEAR * 10000 + 1231;
    if (number->min == 0) { /* what people mean, unless the other bound says otherwise */
        number->min = number->max == 0 || number->max >= first ? first : 10000101;
    }
    if (number->max == 0) {
        number->max = number->min <= last ? last : 99991231;
    }
}

/* Fen to yuan, rounded up. */
static int64_t whole_yuan_up(int64_t fen)
{
    return fen / FEN + (fen % FEN != 0);
}

void question_number_start(struct question_number *number, const struct flow_node *node)
{
    *number = (struct question_number){.kind = node->kind, .min = node->min, .max = node->max};
    number->format.check = check;
    number->format.context = number;
    if (node->kind == FLOW_DATE) {
        start_date(number);
        return;
    }
    number->format.is_quantity = node->kind != FLOW_AREA;
    if (node->kind == FLOW_AREA) {
        number->format.length = AREA_CODE_SIZE - 1;
        memcpy(number->format.groups, (unsigned char[]){6, 3, 3, 0}, 4);
        return;
    }
    if (node->kind == FLOW_MONEY) {
        number->min = whole_yuan_up(node->min);
        number->max = node->max / FEN;
    }
    size_t least = digits_of(number->min);
    number->format.length = number->max != 0               ? digits_of(number->max)
                            : least > DIGITS_WITHOUT_BOUND ? least
                                                           : DIGITS_WITHOUT_BOUND;
}

/* At most NUMBER_ENTRY_MAX digits come in, but bounds have no more than 19: a longer number is larger. */
static int64_t number_of(const char *typed)
{
    int64_t value = 0;
    for (; *typed != '\0'; typed++) {
        if (value > (INT64_MAX - 9) / 10) {
            return INT64_MAX;
        }
        value = value * 10 + (*typed - '0');
    }
    return value;
}

/* Whether digits behind it could still bring it to `min`; the room is that of the format. */
static int can_grow(const struct question_number *number, const char *typed)
{
    return strlen(typed) < number->format.length && number_of(typed) != 0;
}

static enum question_number_state judge_quantity(const struct question_number *number, const char *typed)
{
    int64_t value = number_of(typed);
    if (number->max != 0 && value > number->max) {
        return QUESTION_NUMBER_TOO_LARGE;
    }
    if (value < number->min) {
        return can_grow(number, typed) ? QUESTION_NUMBER_UNFINISHED : QUESTION_NUMBER_TOO_SMALL;
    }
    return QUESTION_NUMBER_GOOD;
}

/* The date with its missing digits filled up. */
static int64_t filled(const char *typed, char with)
{
    char digits[DATE_DIGITS + 1];
    size_t length = strlen(typed);
    memset(digits, with, sizeof digits);
    memcpy(digits, typed, length < DATE_DIGITS ? length : DATE_DIGITS);
    digits[DATE_DIGITS] = '\0';
    return number_of(digits);
}

/* What is typed of month and day can be the beginning of a real one. */
static int may_be_date(const char *typed)
{
    size_t length = strlen(typed);
    int year = (int)(filled(typed, '0') / 10000);
    int month = length >= 6 ? (int)(filled(typed, '0') / 100 % 100) : 0;
    if ((length == 5 && typed[4] > '1') || (length >= 6 && days_in_month(year, month) == 0)) {
        return 0;
    }
    if (length == 7) {
        return typed[6] - '0' <= days_in_month(year, month) / 10;
    }
    return length < DATE_DIGITS || calendar_date_is_real((int)filled(typed, '0'));
}

static enum question_number_state judge_date(const struct question_number *number, const char *typed)
{
    if (!may_be_date(typed)) {
        return QUESTION_NUMBER_NO_DATE;
    }
    if (filled(typed, '9') < number->min) {
        return QUESTION_NUMBER_TOO_SMALL;
    }
    if (filled(typed, '0') > number->max) {
        return QUESTION_NUMBER_TOO_LARGE;
    }
    return strlen(typed) == DATE_DIGITS ? QUESTION_NUMBER_GOOD : QUESTION_NUMBER_UNFINISHED;
}

enum question_number_state question_number_judge(const struct question_number *number, const char *typed)
{
    if (typed[0] == '\0') {
        return QUESTION_NUMBER_EMPTY;
    }
    if (number->kind == FLOW_DATE) {
        return judge_date(number, typed);
    }
    if (number->kind == FLOW_AREA) {
        return area_code_is_valid(typed) ? QUESTION_NUMBER_GOOD : QUESTION_NUMBER_UNFINISHED;
    }
    return judge_quantity(number, typed);
}

int64_t question_number_value(const struct question_number *number, const char *typed)
{
    int64_t value = number_of(typed);
    return number->kind == FLOW_MONEY ? value * FEN : value;
}

void question_number_digits(const struct question_number *number, int64_t value,
                            char digits[NUMBER_ENTRY_MAX + 1])
{
    (void)snprintf(digits, NUMBER_ENTRY_MAX + 1, "%" PRId64,
                   number->kind == FLOW_MONEY ? value / FEN : value);
}
