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

/* One axis of the intersection: where it begins, and its length (0 or less: none). It is no longer than
 * either, so nothing overflows. */
static int axis_intersection(int a, int a_length, int b, int b_length, int *length)
{
    int64_t a_end = (int64_t)a + a_length;
    int64_t b_end = (int64_t)b + b_length;
    int64_t start = a > b ? a : b;
    int64_t end = a_end < b_end ? a_end : b_end;
    *length = end > start ? (int)(end - start) : 0;
    return (int)start;
}

struct rect rect_intersection(struct rect a, struct rect b)
{
    struct rect r;
    r.x = axis_intersection(a.x, a.w, b.x, b.w, &r.w);
    r.y = axis_intersection(a.y, a.h, b.y, b.h, &r.h);
    return rect_is_empty(r) ? (struct rect){0, 0, 0, 0} : r;
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
        if (!rect_is_empty(rect_intersection(damage->items[i], area)) ||
            waste_of_union(damage->items[i], area) <= 0) {
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
