#ifndef SCREENS_CANVAS_HOUR_SPANS_H
#define SCREENS_CANVAS_HOUR_SPANS_H

#include <stddef.h>

/* Spans of hours in a text, "9:00 - 12:00", "8时30分至12时": takes the breaks within them
 * out of `breaks`, which are those of line_breaks_find. */
void hour_spans_keep(const char *text, size_t length, char *breaks);

#endif
