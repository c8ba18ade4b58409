#ifndef SCREENS_WIDGETS_CHART_AXIS_H
#define SCREENS_WIDGETS_CHART_AXIS_H

#include "screens/widgets/chart.h"

/* The axis of a chart: few round numbers in a plain unit, zero always among them. */

enum { CHART_TICK_TEXT_SIZE = 24 };

struct chart_axis {
    int64_t low, high; /* values at its ends: multiples of the step, low ≤ 0 ≤ high, low < high */
    int64_t step;      /* from number to number */
    int64_t one;       /* what one of its unit is */
    const char *unit;  /* borrowed from the unit */
    size_t count;      /* of numbers, with both ends; 2 … CHART_TICKS_MAX */
};

/* For values between `lowest` and `highest`, with up to `ticks` numbers (2 … CHART_TICKS_MAX). */
void chart_axis_make(int64_t lowest, int64_t highest, const struct chart_unit *unit, size_t ticks,
                     struct chart_axis *axis);

/* The number at tick `index`, 0 the lowest: "-2", "0.5", "15000". */
void chart_axis_text(const struct chart_axis *axis, size_t index, char text[CHART_TICK_TEXT_SIZE]);

/* How far up from the low end `value` stands, in sixteenths of a pixel of a `height` of pixels. */
int chart_axis_up(const struct chart_axis *axis, int64_t value, int height);

#endif
