#ifndef SCREENS_RETIREMENT_RETIREMENT_RESULT_H
#define SCREENS_RETIREMENT_RETIREMENT_RESULT_H

#include "both-sides/retirement/retirement.h"
#include "screens/stage/screen.h"

/* What follows from birth, group and months of contribution: the month, what is still missing, what can be
 * done, each with the paragraph that it comes from. Nothing of it is kept. */

struct retirement_facts {
    enum retirement_group group;
    int birth; /* month of the calendar */
    int paid;  /* months */
};

/* NULL without memory. */
struct screen *retirement_result_new(struct stage *stage, const struct retirement_facts *facts);

#endif
