#ifndef HEADEND_TARIFFS_TARIFF_COMPARE_H
#define HEADEND_TARIFFS_TARIFF_COMPARE_H

#include <stddef.h>
#include <stdint.h>

#include "headend/tariffs/tariff_explain.h"

/* A utility's bill beside the one recomputed: equal to the fen, or what differs first. Names are the
 * utility's own and not looked at. Lines are matched by their price: of each price (tiers and extras
 * together) the bill must have the quantity and, where the tariff rounds each line, the fen. Where it rounds
 * the total only, what a line says in fen is not looked at. Then principal + surcharge must be the total, and
 * payable = principal + surcharge + late_fee - deduction.
 *
 * For bills of use: an adjustment or a reversal mirrors another bill and is not recomputed. */

enum { TARIFF_BILL_LINES_MAX = 100 };

struct tariff_bill_line {
    int64_t quantity; /* milli */
    int price;        /* e4 */
    int64_t fen;
};

struct tariff_bill {
    const struct tariff_bill_line *lines;
    size_t line_count;
    int64_t principal, surcharge; /* of the tariff: its tiers, its extras; only their sum is compared */
    int64_t late_fee, deduction;  /* deduction: 0 or more */
    int64_t payable;
};

enum tariff_verdict {
    TARIFF_EQUAL,
    TARIFF_BILL_UNREADABLE,  /* too many lines, or a number below 0 or beyond what is believed */
    TARIFF_LINE_UNKNOWN,     /* the bill has a price that the tariff does not ask for */
    TARIFF_LINE_MISSING,     /* the tariff asks for a price that the bill does not have */
    TARIFF_QUANTITY_DIFFERS, /* at a price */
    TARIFF_FEN_DIFFERS,      /* at a price */
    TARIFF_TOTAL_DIFFERS,    /* principal + surcharge */
    TARIFF_PAYABLE_DIFFERS,  /* from the bill's own sums */
    TARIFF_VERDICT_COUNT
};

struct tariff_difference {
    enum tariff_verdict verdict;
    int line;             /* of the bill, the first with that price; -1: of no line */
    int price;            /* of a line; else 0 */
    int64_t billed, ours; /* quantity or fen, whichever differs */
};

struct tariff_difference tariff_compare(const struct tariff_explained *explained,
                                        const struct tariff_bill *bill);

#endif
