#include "headend/tariffs/tariff_compare.h"

#include "both-sides/money.h"

/* What is asked for at one price. */
struct at_price {
    int64_t quantity, fen;
    int found;
    int line; /* of the bill: the first */
};

static int is_believed(int64_t value, int64_t most)
{
    return value >= 0 && value <= most;
}

/* Then no sum of a bill's numbers overflows. */
static int is_readable(const struct tariff_bill *bill)
{
    int readable = bill->line_count <= TARIFF_BILL_LINES_MAX && is_believed(bill->principal, MONEY_FEN_MAX) &&
                   is_believed(bill->surcharge, MONEY_FEN_MAX) &&
                   is_believed(bill->late_fee, MONEY_FEN_MAX) &&
                   is_believed(bill->deduction, MONEY_FEN_MAX) && is_believed(bill->payable, MONEY_FEN_MAX);
    for (size_t i = 0; readable && i < bill->line_count; i++) {
        readable = is_believed(bill->lines[i].quantity, TARIFF_QUANTITY_MAX) &&
                   is_believed(bill->lines[i].fen, MONEY_FEN_MAX) && bill->lines[i].price >= 0;
    }
    return readable;
}

static struct at_price billed_at(const struct tariff_bill *bill, int price)
{
    struct at_price at = {.line = -1};
    for (size_t i = 0; i < bill->line_count; i++) {
        const struct tariff_bill_line *line = &bill->lines[i];
        if (line->price == price && (line->quantity != 0 || line->fen != 0)) {
            at.line = at.found ? at.line : (int)i;
            at.found = 1;
            at.quantity += line->quantity;
            at.fen += line->fen;
        }
    }
    return at;
}

static struct at_price ours_at(const struct tariff_explained *explained, int price)
{
    struct at_price at = {.line = -1};
    for (size_t i = 0; i < explained->line_count; i++) {
        if (explained->lines[i].price == price) {
            at.found = 1;
            at.quantity += explained->lines[i].quantity;
            at.fen += explained->lines[i].fen;
        }
    }
    for (size_t i = 0; i < explained->extra_count; i++) {
        if (explained->extras[i].price == price) {
            at.found = 1;
            at.quantity += explained->extras[i].quantity;
            at.fen += explained->extras[i].fen;
        }
    }
    return at;
}

static struct tariff_difference compare_at(const struct tariff_explained *explained,
                                           const struct tariff_bill *bill, int price)
{
    const struct at_price billed = billed_at(bill, price);
    const struct at_price ours = ours_at(explained, price);
    struct tariff_difference difference = {.verdict = TARIFF_EQUAL, .line = billed.line, .price = price};
    if (!billed.found && ours.found) {
        difference.verdict = TARIFF_LINE_MISSING;
    } else if (billed.found && !ours.found) {
        difference.verdict = TARIFF_LINE_UNKNOWN;
    } else if (billed.quantity != ours.quantity) {
        difference.verdict = TARIFF_QUANTITY_DIFFERS;
    } else if (billed.fen != ours.fen && explained->rounding == TARIFF_ROUND_LINE) {
        difference.verdict = TARIFF_FEN_DIFFERS;
    }
    int by_quantity = difference.verdict == TARIFF_QUANTITY_DIFFERS;
    difference.billed = by_quantity ? billed.quantity : billed.fen;
    difference.ours = by_quantity ? ours.quantity : ours.fen;
    return difference;
}

static struct tariff_difference compare_lines(const struct tariff_explained *explained,
                                              const struct tariff_bill *bill)
{
    struct tariff_difference difference = {.verdict = TARIFF_EQUAL, .line = -1};
    for (size_t i = 0; i < bill->line_count && difference.verdict == TARIFF_EQUAL; i++) {
        difference = compare_at(explained, bill, bill->lines[i].price);
    }
    for (size_t i = 0; i < explained->line_count && difference.verdict == TARIFF_EQUAL; i++) {
        difference = compare_at(explained, bill, explained->lines[i].price);
    }
    for (size_t i = 0; i < explained->extra_count && difference.verdict == TARIFF_EQUAL; i++) {
        difference = compare_at(explained, bill, explained->extras[i].price);
    }
    return difference;
}

struct tariff_difference tariff_compare(const struct tariff_explained *explained,
                                        const struct tariff_bill *bill)
{
    if (!is_readable(bill)) {
        return (struct tariff_difference){.verdict = TARIFF_BILL_UNREADABLE, .line = -1};
    }
    struct tariff_difference difference = compare_lines(explained, bill);
    if (difference.verdict != TARIFF_EQUAL) {
        return difference;
    }
    int64_t total = bill->principal + bill->surcharge;
    int64_t payable = total + bill->late_fee - bill->deduction;
    difference = (struct tariff_difference){.verdict = TARIFF_EQUAL, .line = -1};
    if (total != explained->total_fen) {
        difference.verdict = TARIFF_TOTAL_DIFFERS;
        difference.billed = total;
        difference.ours = explained->total_fen;
    } else if (payable != bill->payable) {
        difference.verdict = TARIFF_PAYABLE_DIFFERS;
        difference.billed = bill->payable;
        difference.ours = payable;
    }
    return difference;
}
