#ifndef SCREENS_CANVAS_CHARACTERS_H
#define SCREENS_CANVAS_CHARACTERS_H

#include <stddef.h>
#include <stdint.h>

/* Characters as a line of text takes them. */

enum { CHARACTER_INVALID = 0xFFFD };

/* The character at *text, which is moved past it; 0 at the end, where it stays. A byte that does not belong
 * to well-formed UTF-8 (overlong forms and surrogates included) is one CHARACTER_INVALID. */
uint32_t character_next(const char **text);
/* Writes 1..4 bytes; returns how many. */
size_t character_put(uint32_t character, char *out);

enum character_kind {
    CHARACTER_SPACING,   /* takes room */
    CHARACTER_SPACE,     /* blank: space, tab, line ends within a line */
    CHARACTER_COMBINING, /* drawn over the one before it, takes no room */
    CHARACTER_HIDDEN,    /* controls, joiners, direction marks, variation selectors: not drawn */
};
enum character_kind character_kind(uint32_t character);

#endif
