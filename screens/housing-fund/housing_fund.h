#ifndef SCREENS_HOUSING_FUND_HOUSING_FUND_H
#define SCREENS_HOUSING_FUND_HOUSING_FUND_H

#include "screens/stage/screen.h"

/* The housing fund of whom has signed in (公积金查询): balance, ledger, withdrawals, loan, the balance over
 * time. Amounts are dots until OK shows them for 15 seconds; meanwhile nothing of them is drawn or said. NULL
 * without memory. */
struct screen *housing_fund_new(struct stage *stage, const struct destination *destination);

#endif
