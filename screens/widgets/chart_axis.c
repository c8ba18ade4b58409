#include "screens/widgets/chart_axis.h"

#include <inttypes.h>
#include <stdio.h>

/* Intervals of `step` that hold lowest … highest with zero between them. */
static int64_t intervals(int64_t lowest, int64_t highest, int64_t step)
{
    return (highest + step - 1) / step + (-lowest + step - 1) / step;
}

/* The smallest of 1, 2, 5, 10, 20 … of `finest` with which there are few enough intervals. */
static int64_t round_step(int64_t lowest, int64_t highest, int64_t finest, int64_t most)
{
    static const int64_t round[] = {1, 2, 5};
    for (int64_t power = finest;; power *= 10) {
        for (size_t i = 0; i < sizeof round / sizeof round[0]; i++) {
            if (intervals(lowest, highest, round[i] * power) <= most) {
                return round[i] * power;
            }
        }
    }
}

/* From two of the large unit on, so that steps are at least a tenth of it. */
static int takes_large(int64_t lowest, int64_t highest, const struct chart_unit *unit)
{
    int64_t most = highest > -lowest ? highest : -lowest;
    return unit->large_name != NULL && unit->large_one > 0 && most / 2 >= unit->large_one;
}

void chart_axis_make(int64_t lowest, int64_t highest, const struct chart_unit *unit, size_t ticks,
                     struct chart_axis *axis)
{
    int is_large = takes_large(lowest, highest, unit);
    lowest = lowest < 0 ? lowest : 0;
    highest = highest > 0 ? highest : 0;
    if (lowest == highest) {
        highest = unit->one;
    }
    /* On both sides of zero there are two intervals at least. */
    int64_t least = lowest < 0 && highest > 0 ? 2 : 1;
    int64_t most = (int64_t)ticks - 1 > least ? (int64_t)ticks - 1 : least;
    int64_t step = round_step(lowest, highest, unit->finest > 0 ? unit->finest : unit->one, most);
    *axis = (struct chart_axis){
        .low = -((-lowest + step - 1) / step * step),
        .high = (highest + step - 1) / step * step,
        .step = step,
        .one = is_large ? unit->large_one : unit->one,
        .unit = is_large ? unit->large_name : unit->name,
        .count = (size_t)intervals(lowest, highest, step) + 1,
    };
}

void chart_axis_text(const struct chart_axis *axis, size_t index, char text[CHART_TICK_TEXT_SIZE])
{
    int64_t value = axis->low + (int64_t)index * axis->step;
    int64_t absolute = value < 0 ? -value : value;
    int64_t rest = absolute % axis->one;
    char *end = text;
    int room = CHART_TICK_TEXT_SIZE;
    int written = snprintf(end, (size_t)room, "%s%" PRId64 "%s", value < 0 ? "-" : "", absolute / axis->one,
                           rest > 0 ? "." : "");
    while (rest > 0 && written > 0 && written < room - 1) {
        end += written;
        room -= written;
        rest *= 10;
        written = snprintf(end, (size_t)room, "%" PRId64, rest / axis->one);
        rest %= axis->one;
    }
}

int chart_axis_up(const struct chart_axis *axis, int64_t value, int height)
{
    /* The range is shortened until the product fits. */
    int64_t range = axis->high - axis->low;
    int64_t up = value - axis->low;
    while (range > INT64_C(1) << 40) {
        range /= 2;
        up /= 2;
    }
    return (int)(up * 16 * height / range);
}
