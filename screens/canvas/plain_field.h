#ifndef SCREENS_CANVAS_PLAIN_FIELD_H
#define SCREENS_CANVAS_PLAIN_FIELD_H

#include "screens/canvas/canvas.h"

/* Where a painter knows, without looking, that one opaque colour stands: the largest field that was filled
 * last, but for what has been drawn in it since. Letters that stand there need not be compared with what is
 * under each of their pixels. All areas lie within the surface. */

struct plain_field {
    struct rect area;
    struct rect before, last; /* drawn in it: all above or beside, and the line that is being written */
};

/* Nothing is known: something else may stand anywhere. */
void plain_field_forget(struct plain_field *field);
/* `area` is of one opaque colour now. */
void plain_field_filled(struct plain_field *field, struct rect area);
/* Anything else was drawn within `area`. */
void plain_field_drawn(struct plain_field *field, struct rect area);
/* 1: one colour stands in all of `area`; 0: not known. */
int plain_field_holds(const struct plain_field *field, struct rect area);

#endif
