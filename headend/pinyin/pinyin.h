#ifndef HEADEND_PINYIN_PINYIN_H
#define HEADEND_PINYIN_PINYIN_H

#include <stddef.h>

/* The initials by which a box's search finds a title (docs/openapi.yaml, Initials): 公积金 is "gjj", 长沙 is
 * "[cz]s". ICU knows one reading of a character; those that are often read in another way stand in a table of
 * ours, since a person types the reading that is right in this word. */

enum { PINYIN_INITIALS_SIZE = 401 };

/* Fills `out` (always ends in NUL, cut between characters when `size` is short) and returns its length. */
size_t pinyin_initials(const char *title, char *out, size_t size);

#endif
