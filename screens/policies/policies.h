#ifndef SCREENS_POLICIES_POLICIES_H
#define SCREENS_POLICIES_POLICIES_H

#include "screens/stage/screen.h"

/* 惠企惠民政策: all of them, and the questions that find one's own. NULL without memory. */
struct screen *policies_new(struct stage *stage, const struct destination *destination);
/* One policy; NULL without memory. */
struct screen *policy_new(struct stage *stage, const struct destination *destination);

#endif
