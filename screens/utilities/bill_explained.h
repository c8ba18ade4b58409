#ifndef SCREENS_UTILITIES_BILL_EXPLAINED_H
#define SCREENS_UTILITIES_BILL_EXPLAINED_H

#include "screens/utilities/account_visit.h"

/* How a bill was reckoned. Holds the visit; both are in its statement, and its verdict is not EXPLAINED_NOT.
 * NULL without memory. */
struct screen *bill_explained_new(struct stage *stage, struct account_visit *visit,
                                  const struct utility_bill *bill, const struct explained_bill *explained);

#endif
