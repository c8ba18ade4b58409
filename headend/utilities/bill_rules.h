#ifndef HEADEND_UTILITIES_BILL_RULES_H
#define HEADEND_UTILITIES_BILL_RULES_H

#include "both-sides/records/utility_records.h"

/* What must go together in the bills of an account (docs/upstreams.md, "What must go together"). Puts the
 * newest first, marks those that a reversal makes void, those that contradict themselves, and those that may
 * be paid. Returns why nothing of them can be believed, else NULL; *contradicts: what differs within a bill,
 * for the log, or NULL. */
const char *bill_rules_apply(struct utility_bills *bills, const char **contradicts);

#endif
