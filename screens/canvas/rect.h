#ifndef SCREENS_CANVAS_RECT_H
#define SCREENS_CANVAS_RECT_H

#include <stddef.h>

#include <stdint.h>

#include "screens/canvas/canvas.h"

/* Rectangles and the list of damaged ones. Any ints are taken, the sums saturate. */

int rect_is_empty(struct rect r);
struct rect rect_intersection(struct rect a, struct rect b); /* empty: all zero */
int rect_overlaps(struct rect a, struct rect b);             /* 1: that is not empty */
/* Of rectangles on a surface: their sums fit into an int. */
int rect_is_within(struct rect inner, struct rect outer);
struct rect rect_union(struct rect a, struct rect b); /* an empty one adds nothing */

enum { DAMAGE_MAX = 8 };

/* Disjoint rectangles; when there is no room for one more, the pair that wastes least becomes one. */
struct damage {
    struct rect items[DAMAGE_MAX];
    size_t count;
};

void damage_add(struct damage *damage, struct rect area);

/* Joins parts where that adds at most so many pixels. */
void damage_merge_near(struct damage *damage, int64_t waste_max);

#endif
