#include "screens/canvas/rect.h"

#include <limits.h>
#include <stdint.h>

int rect_is_empty(struct rect r)
{
    return r.w <= 0 || r.h <= 0;
}

static int saturated(int64_t value)
{
    return value > INT_MAX ? INT_MAX : value < INT_MIN ? INT_MIN : (int)value;
}

/* One axis of the intersection: where it begins, and its length (0: none). In 32 bits, for small processors:
 * the distance of two numbers fits into an unsigned one, and no length is longer than either. */
static int axis_intersection(int a, int a_length, int b, int b_length, int *length)
{
    int start = a > b ? a : b;
    unsigned from_a = (unsigned)start - (unsigned)a;
    unsigned from_b = (unsigned)start - (unsigned)b;
    *length = 0;
    if (a_length > 0 && b_length > 0 && from_a < (unsigned)a_length && from_b < (unsigned)b_length) {
        unsigned a_left = (unsigned)a_length - from_a;
        unsigned b_left = (unsigned)b_length - from_b;
        *length = (int)(a_left < b_left ? a_left : b_left);
    }
    return start;
}

struct rect rect_intersection(struct rect a, struct rect b)
{
    struct rect r;
    r.x = axis_intersection(a.x, a.w, b.x, b.w, &r.w);
    r.y = axis_intersection(a.y, a.h, b.y, b.h, &r.h);
    return r.w == 0 || r.h == 0 ? (struct rect){0, 0, 0, 0} : r;
}

static int axis_overlaps(int a, int a_length, int b, int b_length)
{
    return a_length > 0 && b_length > 0 &&
           (a < b ? (unsigned)b - (unsigned)a < (unsigned)a_length
                  : (unsigned)a - (unsigned)b < (unsigned)b_length);
}

int rect_overlaps(struct rect a, struct rect b)
{
    return axis_overlaps(a.x, a.w, b.x, b.w) && axis_overlaps(a.y, a.h, b.y, b.h);
}

int rect_is_within(struct rect inner, struct rect outer)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

static int axis_union(int a, int a_length, int b, int b_length, int *length)
{
    int start = a < b ? a : b;
    int64_t a_end = (int64_t)a + a_length;
    int64_t b_end = (int64_t)b + b_length;
    *length = saturated((a_end > b_end ? a_end : b_end) - start);
    return start;
}

struct rect rect_union(struct rect a, struct rect b)
{
    struct rect r;
    if (rect_is_empty(a)) {
        return b;
    }
    if (rect_is_empty(b)) {
        return a;
    }
    r.x = axis_union(a.x, a.w, b.x, b.w, &r.w);
    r.y = axis_union(a.y, a.h, b.y, b.h, &r.h);
    return r;
}

static int64_t rect_pixels(struct rect r)
{
    return rect_is_empty(r) ? 0 : (int64_t)r.w * r.h;
}

/* Pixels that are drawn for nothing when two become one. */
static int64_t waste_of_union(struct rect a, struct rect b)
{
    return rect_pixels(rect_union(a, b)) - rect_pixels(a) - rect_pixels(b);
}

static void damage_remove(struct damage *damage, size_t at)
{
    damage->count--;
    damage->items[at] = damage->items[damage->count];
}

/* Takes the items that `area` overlaps into it, until none is left that does. */
static struct rect swallow_overlapping(struct damage *damage, struct rect area)
{
    size_t i = 0;
    while (i < damage->count) {
        if (rect_overlaps(damage->items[i], area) || waste_of_union(damage->items[i], area) <= 0) {
            area = rect_union(area, damage->items[i]);
            damage_remove(damage, i);
            i = 0;
        } else {
            i++;
        }
    }
    return area;
}

void damage_add(struct damage *damage, struct rect area)
{
    if (rect_is_empty(area)) {
        return;
    }
    area = swallow_overlapping(damage, area);
    while (damage->count == DAMAGE_MAX) {
        size_t best = 0;
        for (size_t i = 1; i < damage->count; i++) {
            if (waste_of_union(damage->items[i], area) < waste_of_union(damage->items[best], area)) {
                best = i;
            }
        }
        area = rect_union(area, damage->items[best]);
        damage_remove(damage, best);
        area = swallow_overlapping(damage, area);
    }
    damage->items[damage->count++] = area;
}

void damage_merge_near(struct damage *damage, int64_t waste_max)
{
    size_t i = 0;
    while (i < damage->count) {
        size_t other = i + 1;
        while (other < damage->count && waste_of_union(damage->items[i], damage->items[other]) > waste_max) {
            other++;
        }
        if (other == damage->count) {
            i++;
            continue;
        }
        struct rect both = rect_union(damage->items[i], damage->items[other]);
        damage_remove(damage, other);
        damage_remove(damage, i);
        damage_add(damage, both);
        i = 0;
    }
}
