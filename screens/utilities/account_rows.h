#ifndef SCREENS_UTILITIES_ACCOUNT_ROWS_H
#define SCREENS_UTILITIES_ACCOUNT_ROWS_H

#include "screens/stage/fact_card.h"
#include "screens/utilities/account_visit.h"
#include "screens/utilities/utility_words.h"
#include "screens/widgets/list.h"

/* What one can do with an account, as the rows of its screen, and the card that says whose it is. */

enum account_row_kind {
    ACCOUNT_PAY,       /* the bill that is to be paid first */
    ACCOUNT_TOP_UP,    /* paid in, of a prepaid account */
    ACCOUNT_NO_WALLET, /* something is owed, but nothing can be paid here: other ways */
    ACCOUNT_NOTE,      /* what the utility says: `note` */
    ACCOUNT_BILLS,
    ACCOUNT_HISTORY,
    ACCOUNT_KEEP, /* keep it, or give the kept one another name */
    ACCOUNT_NOT_MINE,
    ACCOUNT_ROW_KINDS
};

struct account_row {
    enum account_row_kind kind;
    size_t note;
};

enum { ACCOUNT_ROWS_MAX = ACCOUNT_ROW_KINDS + UTILITY_NOTES_MAX };

struct account_rows {
    struct account_row items[ACCOUNT_ROWS_MAX];
    size_t count;
    char title[UTILITY_WORDS_SIZE]; /* of the row that was read last */
    char detail[UTILITY_WORDS_SIZE];
};

/* Of a visit with an account; else none. */
void account_rows_collect(struct account_rows *rows, const struct account_visit *visit);
void account_rows_read(struct account_rows *rows, const struct account_visit *visit,
                       const struct stage *stage, size_t index, struct list_row *row);
/* NULL without memory. */
struct fact_card *account_card_new(const struct account_visit *visit, const struct stage *stage,
                                   struct rect area);

#endif
