#ifndef SCREENS_SOCIAL_SECURITY_INSURANCE_CHART_H
#define SCREENS_SOCIAL_SECURITY_INSURANCE_CHART_H

#include "both-sides/records/social_security_records.h"
#include "screens/stage/screen.h"

/* What was paid for an insurance, as a picture: months paid year by year, and amounts month by month (of what
 * is paid by the year, year by year), which OK shows for a while. A part of the screen that has the record,
 * which outlives it. NULL without memory. */
struct screen *insurance_chart_new(struct stage *stage, const struct insurance *insurance);

#endif
