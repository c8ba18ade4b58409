#include "screens/utilities/utility_words.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "screens/stage/month_words.h"
#include "screens/stage/reveal.h"

enum { NUMBER_SIZE = 32, MONTHS_PLACE = 100, YEARS_PLACE = 10000 };

/* Without the zeros at its end: 12500 of 1000 as "12.5". */
static void write_fraction(char out[NUMBER_SIZE], int64_t value, int places)
{
    int64_t one = 1;
    for (int i = 0; i < places; i++) {
        one *= 10;
    }
    int64_t size = value < 0 ? -value : value;
    int length = snprintf(out, NUMBER_SIZE, "%s%" PRId64 ".%0*" PRId64, value < 0 ? "-" : "", size / one,
                          places, size % one);
    while (length > 0 && out[length - 1] == '0') {
        out[--length] = '\0';
    }
    if (length > 0 && out[length - 1] == '.') {
        out[length - 1] = '\0';
    }
}

const char *utility_money(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int64_t fen)
{
    char amount[REVEAL_AMOUNT_SIZE];
    const char *shown = amount_words(amount, fen);
    (void)string_format(out, UTILITY_WORDS_SIZE, stage->strings, STRING_UTILITY_YUAN, &shown, 1);
    explicit_bzero(amount, sizeof amount);
    return out;
}

const char *utility_unit(const struct stage *stage, int kind)
{
    static const enum string_id units[] = {[UTILITY_GAS] = STRING_UTILITY_UNIT_GAS,
                                           [UTILITY_WATER] = STRING_UTILITY_UNIT_WATER,
                                           [UTILITY_ELECTRICITY] = STRING_UTILITY_UNIT_ELECTRICITY};
    static_assert(sizeof units / sizeof *units == UTILITY_KIND_COUNT, "a unit for each");
    return string_get(stage->strings, units[kind]);
}

const char *utility_fee_name(const struct stage *stage, int kind)
{
    static const enum string_id names[] = {[UTILITY_GAS] = STRING_UTILITY_FEE_GAS,
                                           [UTILITY_WATER] = STRING_UTILITY_FEE_WATER,
                                           [UTILITY_ELECTRICITY] = STRING_UTILITY_FEE_ELECTRICITY};
    static_assert(sizeof names / sizeof *names == UTILITY_KIND_COUNT, "a name for each");
    return string_get(stage->strings, names[kind]);
}

const char *utility_quantity(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int kind, int64_t milli)
{
    enum { PLACES = 3 };
    char number[NUMBER_SIZE];
    write_fraction(number, milli, PLACES);
    const char *values[] = {number, utility_unit(stage, kind)};
    return string_format(out, UTILITY_WORDS_SIZE, stage->strings, STRING_UTILITY_QUANTITY, values, 2);
}

const char *utility_price(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int price)
{
    enum { PLACES = 4 };
    char number[NUMBER_SIZE];
    write_fraction(number, price, PLACES);
    const char *shown = number;
    return string_format(out, UTILITY_WORDS_SIZE, stage->strings, STRING_UTILITY_YUAN, &shown, 1);
}

const char *utility_day(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int yyyymmdd)
{
    char numbers[3][NUMBER_SIZE];
    const char *values[] = {numbers[0], numbers[1], numbers[2]};
    const int parts[] = {yyyymmdd / YEARS_PLACE, yyyymmdd / MONTHS_PLACE % MONTHS_PLACE,
                         yyyymmdd % MONTHS_PLACE};
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(numbers[i], NUMBER_SIZE, stage->english && i > 0 ? "%02d" : "%d", parts[i]);
    }
    return string_format(out, UTILITY_WORDS_SIZE, stage->strings, STRING_UTILITY_DAY, values, 3);
}

const char *utility_days(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int from, int to)
{
    char days[2][UTILITY_WORDS_SIZE];
    const char *values[] = {utility_day(days[0], stage, from), utility_day(days[1], stage, to)};
    return string_format(out, UTILITY_WORDS_SIZE, stage->strings, STRING_UTILITY_FROM_TO, values, 2);
}

const char *utility_period(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int from, int to)
{
    char months[2][MONTH_WORDS_SIZE];
    int first = from / MONTHS_PLACE, last = to / MONTHS_PLACE;
    const char *values[] = {year_month_words(months[0], stage->strings, first),
                            year_month_words(months[1], stage->strings, last)};
    if (first == last || first == 0) {
        (void)snprintf(out, UTILITY_WORDS_SIZE, "%s", values[1]);
        return out;
    }
    return string_format(out, UTILITY_WORDS_SIZE, stage->strings, STRING_UTILITY_FROM_TO, values, 2);
}

const char *utility_account_words(char out[UTILITY_WORDS_SIZE], const struct stage *stage,
                                  const char *nickname, const char *operator_name, const char *tail)
{
    const char *values[] = {nickname != NULL && nickname[0] != '\0' ? nickname : operator_name, tail};
    return string_format(out, UTILITY_WORDS_SIZE, stage->strings, STRING_UTILITY_ACCOUNT, values, 2);
}

/* --- States --- */

enum bill_state bill_state(const struct utility_bill *bill)
{
    if (bill->kind == UTILITY_REVERSAL) {
        return BILL_REVERSAL;
    }
    if (bill->is_void) {
        return BILL_VOID;
    }
    if (bill->is_written_off) {
        return BILL_PAID;
    }
    return bill->may_pay ? BILL_OWED : bill->payable <= 0 ? BILL_NOTHING : BILL_HELD;
}

static const struct {
    enum string_id words;
    const char *icon;
} states[] = {
    [BILL_OWED] = {STRING_UTILITY_STATE_OWED, "urgent"},
    [BILL_PAID] = {STRING_UTILITY_STATE_PAID, "ok"},
    [BILL_VOID] = {STRING_UTILITY_STATE_VOID, "document"},
    [BILL_REVERSAL] = {STRING_UTILITY_STATE_REVERSAL, "document"},
    [BILL_NOTHING] = {STRING_UTILITY_STATE_NOTHING, "ok"},
    [BILL_HELD] = {STRING_UTILITY_STATE_HELD, "clock"},
};
static_assert(sizeof states / sizeof *states == BILL_STATE_COUNT, "words for each state");

const char *bill_state_words(const struct stage *stage, const struct utility_bill *bill)
{
    return string_get(stage->strings, states[bill_state(bill)].words);
}

const char *bill_state_icon(const struct utility_bill *bill)
{
    return states[bill_state(bill)].icon;
}

const struct utility_bill *bill_to_pay(const struct utility_bills *bills, size_t *count)
{
    const struct utility_bill *oldest = NULL;
    *count = 0;
    for (size_t i = 0; i < bills->count; i++) {
        if (bill_state(&bills->bills[i]) == BILL_OWED && bills->bills[i].payable > 0) {
            oldest = &bills->bills[i];
            (*count)++;
        }
    }
    return oldest;
}

const struct explained_bill *bill_explained_of(const struct utility_statement *statement,
                                               const struct utility_bill *bill)
{
    for (size_t i = 0; i < statement->explained_count; i++) {
        if (strcmp(statement->explained[i].bill, bill->id) == 0) {
            return &statement->explained[i];
        }
    }
    return NULL;
}
