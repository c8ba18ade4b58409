#ifndef SCREENS_UTILITIES_ACCOUNT_SCREEN_H
#define SCREENS_UTILITIES_ACCOUNT_SCREEN_H

#include "screens/utilities/account_visit.h"

/* One account: whose it is, masked, what is owed or left, and what one can do. It asks for the statement;
 * where the utility says no, its answer stands in place of this screen. Takes the visit over, also when it
 * fails; of it the question, wallets, guide and nickname count. NULL without memory. */
struct screen *account_screen_new(struct stage *stage, struct account_visit *visit);

#endif
