#ifndef HEADEND_HOUSING_FUND_FUND_RULES_H
#define HEADEND_HOUSING_FUND_FUND_RULES_H

#include "headend/housing-fund/fund_facts.h"

/* What follows from what a housing fund system says: whether it adds up, this year's flow, the balance at the
 * end of each month. */

/* Once all rows are read: puts the ledger in order (the newest first) and fills in the rest of the account.
 * `today`: YYYYMMDD. */
void fund_rules_apply(struct fund_account *account, struct fund_ledger *ledger,
                      struct fund_point points[FUND_POINTS_MAX], int today);

/* The day on which the fund's year began: interest is credited each 30 June. */
int fund_year_from(int today);

/* Accounts that are in use before those that are closed, each as they came. */
void fund_rules_order(struct fund_facts *facts);

#endif
