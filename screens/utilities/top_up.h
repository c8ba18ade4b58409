#ifndef SCREENS_UTILITIES_TOP_UP_H
#define SCREENS_UTILITIES_TOP_UP_H

#include "screens/utilities/account_visit.h"

/* How much is paid into an account: a few round amounts, or one's own. Holds the visit, which has a statement
 * with an account that takes something. NULL without memory. */
struct screen *top_up_new(struct stage *stage, struct account_visit *visit);
/* One's own amount, in whole yuan. Likewise. */
struct screen *amount_entry_new(struct stage *stage, struct account_visit *visit);

/* 1: something can be paid in. */
int top_up_is_offered(const struct utility_account *account);
/* The round amounts (fen) that the account takes, the smallest first; returns how many. */
enum { TOP_UP_ROUND_MAX = 6 };
size_t top_up_round(const struct utility_account *account, int64_t out[TOP_UP_ROUND_MAX]);

#endif
