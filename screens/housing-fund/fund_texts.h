#ifndef SCREENS_HOUSING_FUND_FUND_TEXTS_H
#define SCREENS_HOUSING_FUND_FUND_TEXTS_H

#include "screens/housing-fund/fund_words.h"
#include "screens/stage/fact_card.h"
#include "screens/widgets/rich_text.h"

/* What an account and the loans mean, in plain sentences. */

/* The balance, where it comes from, this year's flow, what is paid in a month, what to be careful about. */
void fund_balance_fill(struct rich_text *rich_text, const struct fund_view *view);
/* Which account it is, and its state. NULL without memory. */
struct fact_card *fund_card_new(const struct fund_view *view, struct rect area);
/* What is owed, and the next instalments. */
void fund_loans_fill(struct rich_text *rich_text, const struct fund_view *view);

#endif
