#ifndef SCREENS_UTILITIES_UTILITY_WORDS_H
#define SCREENS_UTILITIES_UTILITY_WORDS_H

#include "both-sides/records/statement_records.h"
#include "screens/stage/screen.h"

/* What amounts, quantities, days and states of a bill are called. All return `out`, or a string of the stage.
 */

enum { UTILITY_WORDS_SIZE = 320 };

/* "1,234.50 元" */
const char *utility_money(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int64_t fen);
/* Thousandths of a unit: "420 度", "12.5 立方米" */
const char *utility_quantity(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int kind,
                             int64_t milli);
/* 1/10000 yuan a unit: "0.588 元" */
const char *utility_price(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int price);
const char *utility_day(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int yyyymmdd);
const char *utility_days(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int from, int to);
/* By its months: "2026 年 10 月", "2026 年 9 月到 2026 年 10 月". */
const char *utility_period(char out[UTILITY_WORDS_SIZE], const struct stage *stage, int from, int to);

/* "电费" */
const char *utility_fee_name(const struct stage *stage, int kind);
/* "度" */
const char *utility_unit(const struct stage *stage, int kind);
/* The nickname, else who is paid; then "尾号 1234". */
const char *utility_account_words(char out[UTILITY_WORDS_SIZE], const struct stage *stage,
                                  const char *nickname, const char *operator_name, const char *tail);

enum bill_state {
    BILL_OWED,
    BILL_PAID,
    BILL_VOID,     /* a reversal of it is there */
    BILL_REVERSAL, /* it makes another void */
    BILL_NOTHING,  /* nothing is to be paid of it */
    BILL_HELD,     /* owed, but not to be paid here: something about it is wrong */
    BILL_STATE_COUNT
};
enum bill_state bill_state(const struct utility_bill *bill);
const char *bill_state_words(const struct stage *stage, const struct utility_bill *bill);
const char *bill_state_icon(const struct utility_bill *bill);
/* The one that is to be paid first, the oldest; NULL: none may be. *count: how many may. */
const struct utility_bill *bill_to_pay(const struct utility_bills *bills, size_t *count);
/* NULL: it was not explained. */
const struct explained_bill *bill_explained_of(const struct utility_statement *statement,
                                               const struct utility_bill *bill);

#endif
