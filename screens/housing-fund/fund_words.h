#ifndef SCREENS_HOUSING_FUND_FUND_WORDS_H
#define SCREENS_HOUSING_FUND_FUND_WORDS_H

#include "both-sides/records/housing_fund_records.h"
#include "screens/stage/reveal.h"

/* What a housing fund's codes, days and amounts are called. Amounts are dots unless they are shown just now.
 */

enum { FUND_WORDS_SIZE = 256, FUND_MONEY_SIZE = 64 };

/* What of a person's housing fund stands on the screen. Borrowed. */
struct fund_view {
    const struct stage *stage;
    const struct housing_fund *fund;
    const struct fund_account *account; /* the one that is looked at */
    struct reveal reveal;               /* amounts are dots otherwise */
};

/* "58,210.33 元", or dots. */
const char *fund_money(const struct fund_view *view, int64_t fen, char out[FUND_MONEY_SIZE]);
/* With a sign: "+1,008.00 元". */
const char *fund_change(const struct fund_view *view, int64_t fen, char out[FUND_MONEY_SIZE]);
/* 2600 as "2.6". */
const char *fund_percent(int rate, char out[FUND_MONEY_SIZE]);
/* YYYYMMDD; YYYYMM. "" of 0. */
const char *fund_date_words(const struct stage *stage, int date, char out[FUND_WORDS_SIZE]);
const char *fund_month_words(const struct stage *stage, int month, char out[FUND_WORDS_SIZE]);

/* A code that has no name is told as other, with its number. */
const char *fund_kind_words(const struct stage *stage, const struct fund_entry *entry,
                            char out[FUND_WORDS_SIZE]);
const char *fund_state_words(const struct stage *stage, const struct fund_account *account,
                             char out[FUND_WORDS_SIZE]);
const char *fund_reason_words(const struct stage *stage, int reason);

#endif
