#ifndef SCREENS_HOUSING_FUND_FUND_ENTRIES_H
#define SCREENS_HOUSING_FUND_FUND_ENTRIES_H

#include "screens/housing-fund/fund_words.h"
#include "screens/widgets/list.h"

/* Rows of a ledger, each year's below a row of its own; and rows of what was withdrawn. */

struct fund_rows {
    size_t *entries; /* of each row the entry, or FUND_ROW_YEAR and that of its first; malloc'ed */
    size_t count;
};

#define FUND_ROW_YEAR ((size_t)1 << (sizeof(size_t) * 8 - 1))

/* -1: out of memory; then there are no rows. */
int fund_rows_of_ledger(struct fund_rows *rows, const struct fund_account *account);
int fund_rows_of_withdrawals(struct fund_rows *rows, const struct fund_account *account);
void fund_rows_free(struct fund_rows *rows);

/* Rows for a list; the title lives in `words` until the next one is asked for. */
void fund_ledger_row(const struct fund_view *view, const struct fund_rows *rows, size_t index,
                     char words[FUND_WORDS_SIZE], struct list_row *row);
void fund_withdrawal_row(const struct fund_view *view, const struct fund_rows *rows, size_t index,
                         struct list_row *row);

#endif
