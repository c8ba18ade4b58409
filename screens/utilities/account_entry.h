#ifndef SCREENS_UTILITIES_ACCOUNT_ENTRY_H
#define SCREENS_UTILITIES_ACCOUNT_ENTRY_H

#include "screens/utilities/account_visit.h"

/* An account number is typed, by the pattern of who is asked; then the account is looked at. Takes the visit
 * over, also when it fails: of it operator, pattern, guide and wallets count. NULL without memory. */
struct screen *account_entry_new(struct stage *stage, struct account_visit *visit);

#endif
