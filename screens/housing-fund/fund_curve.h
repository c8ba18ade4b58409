#ifndef SCREENS_HOUSING_FUND_FUND_CURVE_H
#define SCREENS_HOUSING_FUND_FUND_CURVE_H

#include "screens/housing-fund/fund_words.h"
#include "screens/widgets/chart.h"

/* The balance at the end of each month as a chart; made only while amounts are shown. The view outlives it.
 * NULL without memory, or with fewer than two months. */
struct chart *fund_curve_new(const struct fund_view *view, struct rect area);

#endif
