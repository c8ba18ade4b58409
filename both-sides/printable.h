#ifndef BOTH_SIDES_PRINTABLE_H
#define BOTH_SIDES_PRINTABLE_H

#include <stddef.h>
#include <stdint.h>

/* Text from outside on its way to a log line or a terminal. */

/* Decodes the first character of `text`: returns its bytes (1..4) and the code point, or 0 when it is cut or
 * not UTF-8 (overlong forms, surrogates and values above 10FFFF are not). `length` must be at least 1. */
size_t utf8_character(const char *text, size_t length, uint32_t *code_point);

/* 1 for a character that may not stand in a name or a log line: C0 and C1 controls, line and paragraph
 * separators, and the marks that turn the direction of the text around them. */
int is_control_character(uint32_t code_point);

/* Copies `text` with control characters and bytes that are not UTF-8 written as \x0a and \u202e, cut before
 * the first character that does not fit. Always terminates; returns the bytes written without the terminator.
 * `size` must be at least 1; *cut (may be NULL) is 1 when something was left out. */
size_t printable_copy(char *out, size_t size, const char *text, size_t length, int *cut);

#endif
