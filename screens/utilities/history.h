#ifndef SCREENS_UTILITIES_HISTORY_H
#define SCREENS_UTILITIES_HISTORY_H

#include "screens/utilities/account_visit.h"

/* The bills of 24 months as a chart, of amounts or of quantities; OK opens the bill of the point. Holds the
 * visit, which has a statement with an account. NULL without memory. */
struct screen *history_new(struct stage *stage, struct account_visit *visit);

#endif
