#ifndef SCREENS_SOCIAL_SECURITY_INSURANCE_SCREEN_H
#define SCREENS_SOCIAL_SECURITY_INSURANCE_SCREEN_H

#include "both-sides/records/social_security_records.h"
#include "screens/stage/screen.h"

/* One insurance: what it means in a sentence, how it stands, months, this year, the personal account; amounts
 * are dots until OK shows them for a while. A part of the screen that has the record, which outlives it. NULL
 * without memory. */
struct screen *insurance_screen_new(struct stage *stage, const struct insurance *insurance);

#endif
