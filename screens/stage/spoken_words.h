#ifndef SCREENS_STAGE_SPOKEN_WORDS_H
#define SCREENS_STAGE_SPOKEN_WORDS_H

#include <stddef.h>

#include "screens/stage/spoken_numbers.h"

/* Writes text as it is shown out in words that a voice reads right: 12,345.67 becomes
 * 一万二千三百四十五点六七, 2026-11-30 a date, 张** 张某某, 4****8 the end of a number, kWh 千瓦时. Lines
 * become pauses; marks that are only to be seen go. What no rule knows stays as it is.
 *
 * At most SPOKEN_WORDS_MAX characters of it are read. Cut at a whole character; always terminated; `size` at
 * least 1. Any bytes may come in; well-formed UTF-8 comes out. Wipes what it used. */
enum { SPOKEN_WORDS_MAX = 3072 };

void spoken_words_write(char *out, size_t size, const char *shown, const struct spoken_language *language);

#endif
