#ifndef SCREENS_UTILITIES_ANSWER_SCREEN_H
#define SCREENS_UTILITIES_ANSWER_SCREEN_H

#include "screens/utilities/account_visit.h"

/* What a utility says (its no, or what a household has to know or do), from its table of answers, with a
 * button that leads to the next step. Holds the visit; `answer` is in its statement. NULL without memory. */
struct screen *answer_screen_new(struct stage *stage, struct account_visit *visit,
                                 const struct utility_answer *answer);

#endif
