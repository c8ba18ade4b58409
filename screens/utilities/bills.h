#ifndef SCREENS_UTILITIES_BILLS_H
#define SCREENS_UTILITIES_BILLS_H

#include "screens/utilities/account_visit.h"

/* The bills of an account, the newest first. Holds the visit, which has a statement with an account. NULL
 * without memory. */
struct screen *bills_new(struct stage *stage, struct account_visit *visit);

/* One of them: period, readings, lines, what is to be paid, what became of it. `bill` is in the visit's
 * statement. Likewise. */
struct screen *bill_new(struct stage *stage, struct account_visit *visit, const struct utility_bill *bill);

#endif
