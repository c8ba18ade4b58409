#ifndef SCREENS_WIDGETS_ONE_LINE_H
#define SCREENS_WIDGETS_ONE_LINE_H

#include <stddef.h>

/* Text from outside for a place that has one line: line breaks, tabs and runs of blanks become one blank,
 * none at the ends; marks that turn the direction of writing are left out. Cut at a whole character; always
 * terminates. `size` must be at least 1. Returns `out`. */
char *one_line(char *out, size_t size, const char *text);
/* Adds `text` to the lines of `out` as one more; "": nothing is added. Cut at `size`. */
void line_add(char *out, size_t size, const char *text);

#endif
