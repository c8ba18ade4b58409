#ifndef SCREENS_CANVAS_TEXT_LAYOUT_H
#define SCREENS_CANVAS_TEXT_LAYOUT_H

#include "screens/canvas/text.h"

/* What text_layout.c makes and text_layout_draw.c draws. */

struct layout_span {
    size_t end; /* of its bytes in the text */
    enum text_weight weight;
    colour ink;
    int marks;
};

struct layout_line {
    size_t start, end; /* bytes; without the blanks and the forced break at its end */
    int x, width;      /* width with the ellipsis, if it has one */
    int ellipsis;
};

struct text_layout {
    char *text; /* well-formed UTF-8, without what is not drawn */
    size_t text_length;
    struct layout_span *spans;
    size_t span_count;
    struct layout_line *lines;
    size_t line_count, line_capacity;
    int size, line_height, width;
};

/* The letters of a span, in the layout's size or smaller. */
struct text_style layout_span_style(const struct text_layout *layout, const struct layout_span *span);

#endif
