#include "headend/utilities/bill_rules.h"

#include <stdlib.h>
#include <string.h>

/* Thousandths of a unit at 1/10000 yuan are 1/100000 fen. */
enum { PARTS_OF_FEN = 100000, ROUNDING_FEN = 1 };

/* Half a fen is rounded up, away from zero for what goes back. */
static int64_t line_fen(const struct utility_line *line)
{
    int64_t parts = line->quantity * line->price; /* within 10^12 · 10^6 */
    int64_t half = parts < 0 ? -PARTS_OF_FEN / 2 : PARTS_OF_FEN / 2;
    return (parts + half) / PARTS_OF_FEN;
}

/* Amounts are of lines, where there are any; a utility that rounds the total has a line that is a fen off. */
static int lines_add_up(const struct utility_bill *bill)
{
    int64_t principal = 0;
    int64_t surcharge = 0;
    for (size_t i = 0; i < bill->line_count; i++) {
        const struct utility_line *line = &bill->lines[i];
        *(line->tier > 0 ? &principal : &surcharge) += line->fen;
        if (llabs(line->fen - line_fen(line)) > ROUNDING_FEN) {
            return 0;
        }
    }
    return bill->line_count == 0 || (principal == bill->principal && surcharge == bill->surcharge);
}

/* What the account itself has paid is not to be paid again. */
static int parts_add_up(const struct utility_bill *bill)
{
    int64_t owed = bill->principal + bill->surcharge + bill->late_fee - bill->deduction;
    return bill->payable == owed - (bill->previous_balance - bill->new_balance);
}

static int signs_are_right(const struct utility_bill *bill)
{
    switch ((enum utility_bill_kind)bill->kind) {
    case UTILITY_BILL:
        return bill->payable >= 0 && bill->principal >= 0 && bill->surcharge >= 0 && bill->late_fee >= 0 &&
               bill->deduction >= 0 && bill->reverses[0] == '\0';
    case UTILITY_REVERSAL:
        return bill->payable <= 0 && bill->reverses[0] != '\0';
    case UTILITY_ADJUSTMENT:
        return bill->reverses[0] == '\0';
    case UTILITY_BILL_KIND_COUNT:
        break;
    }
    return 0;
}

/* A meter that was changed or runs over makes them differ, too: a caution, and no reason not to pay. */
static int readings_agree(const struct utility_bill *bill)
{
    return !bill->has_readings || bill->kind != UTILITY_BILL ||
           bill->current_reading - bill->previous_reading == bill->quantity;
}

static struct utility_bill *find(const struct utility_bills *bills, const char *id)
{
    for (size_t i = 0; i < bills->count; i++) {
        if (strcmp(bills->bills[i].id, id) == 0) {
            return &bills->bills[i];
        }
    }
    return NULL;
}

/* A reversal is the mirror of what it reverses; that may be older than what is told here. 0: it is none. */
static int reverse(const struct utility_bills *bills, const struct utility_bill *reversal)
{
    struct utility_bill *other = find(bills, reversal->reverses);
    if (other == NULL) {
        return 1;
    }
    int is_mirror =
        other->kind != UTILITY_REVERSAL && !other->is_void && other->payable == -reversal->payable;
    other->is_void = 1;
    return is_mirror;
}

static int newer_first(const void *one, const void *other)
{
    const struct utility_bill *a = one;
    const struct utility_bill *b = other;
    int by_day = a->to < b->to ? 1 : a->to > b->to ? -1 : 0;
    return by_day != 0 ? by_day : -strcmp(a->id, b->id);
}

static void check_bill(struct utility_bill *bill, const char **contradicts)
{
    bill->sum_differs |= !lines_add_up(bill) || !parts_add_up(bill) || !signs_are_right(bill);
    bill->readings_differ = !readings_agree(bill);
    if (bill->sum_differs || bill->readings_differ) {
        *contradicts = bill->sum_differs ? "a bill whose parts do not add up"
                                         : "a bill whose quantity is not the difference of its readings";
    }
}

const char *bill_rules_apply(struct utility_bills *bills, const char **contradicts)
{
    *contradicts = NULL;
    for (size_t i = 0; i < bills->count; i++) {
        if (find(bills, bills->bills[i].id) != &bills->bills[i]) {
            return "the same bill twice";
        }
        check_bill(&bills->bills[i], contradicts);
    }
    for (size_t i = 0; i < bills->count; i++) {
        struct utility_bill *bill = &bills->bills[i];
        if (bill->kind == UTILITY_REVERSAL && !reverse(bills, bill)) {
            bill->sum_differs = 1;
            *contradicts = "a reversal that is not the mirror of its bill";
        }
    }
    for (size_t i = 0; i < bills->count; i++) {
        struct utility_bill *bill = &bills->bills[i];
        bill->may_pay = bill->kind != UTILITY_REVERSAL && bill->payable > 0 && !bill->is_written_off &&
                        !bill->is_void && !bill->sum_differs;
    }
    if (bills->count > 1) {
        qsort(bills->bills, bills->count, sizeof *bills->bills, newer_first);
    }
    return NULL;
}
