#ifndef SCREENS_CANVAS_LINE_BREAKS_H
#define SCREENS_CANVAS_LINE_BREAKS_H

#include <stddef.h>
#include <stdint.h>

/* Where a line of Chinese and Latin text may end: UAX #14 by libunistring, and what GB/T 15834 and Chinese
 * typesetting add: curly quotation marks beside Chinese open and close as 「」 do; · ～ — and ／ between two
 * words never begin a line; a span of numbers (9:00～11:30) and a number with its unit (30日, 1,280元, with
 * or without a blank) stay whole. */

enum line_break { LINE_BREAK_NONE, LINE_BREAK_ALLOWED, LINE_BREAK_FORCED };

/* One malloc'ed enum line_break a byte, meant after the character that ends there. `text` is well-formed
 * UTF-8. NULL: no memory. */
char *line_breaks_find(const char *text, size_t length);

/* 1 if a word too long for a line may be broken between these two: not before a closing mark, nor after an
 * opening one. */
int line_may_be_broken_between(uint32_t before, uint32_t after);

/* A mark whose ink fills only the first half of its em box, such as 。 or ）: at the end of a line it may
 * take half its room. */
int line_end_half_width(uint32_t character);

#endif
