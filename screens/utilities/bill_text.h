#ifndef SCREENS_UTILITIES_BILL_TEXT_H
#define SCREENS_UTILITIES_BILL_TEXT_H

#include "screens/utilities/utility_words.h"
#include "screens/widgets/rich_text.h"

/* A bill in words, and how it was reckoned. */

void bill_text_fill(struct rich_text *text, const struct stage *stage,
                    const struct utility_statement *statement, const struct utility_bill *bill);
/* Tier by tier: the cycle, the season, the people, the extras, a price that changed within the period,
 * whether it agrees with the bill to the fen, and when the next tier begins. */
void bill_explained_fill(struct rich_text *text, const struct stage *stage, int kind,
                         const struct utility_bill *bill, const struct explained_bill *explained);

#endif
