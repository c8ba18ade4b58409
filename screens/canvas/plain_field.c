#include "screens/canvas/plain_field.h"

#include "screens/canvas/rect.h"

void plain_field_forget(struct plain_field *field)
{
    *field = (struct plain_field){.area = {0, 0, 0, 0}};
}

static int is_beside(struct rect a, struct rect b)
{
    return a.y < b.y + b.h && b.y < a.y + a.h;
}

void plain_field_filled(struct plain_field *field, struct rect area)
{
    if (area.w * area.h >= field->area.w * field->area.h) {
        *field = (struct plain_field){.area = area};
    } else {
        plain_field_drawn(field, area);
    }
}

void plain_field_drawn(struct plain_field *field, struct rect area)
{
    if (!rect_overlaps(area, field->area)) {
        return;
    }
    if (!is_beside(area, field->last)) {
        field->before = rect_union(field->before, field->last);
        field->last = area;
    } else {
        field->last = rect_union(field->last, area);
    }
}

int plain_field_holds(const struct plain_field *field, struct rect area)
{
    return rect_is_within(area, field->area) && !rect_overlaps(area, field->last) &&
           !rect_overlaps(area, field->before);
}
