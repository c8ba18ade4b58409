#ifndef SCREENS_STAGE_SPOKEN_WORDS_H
#define SCREENS_STAGE_SPOKEN_WORDS_H

#include <stddef.h>

/* Writes text as it is shown out in words that a voice reads right. Cut at a whole character; always
 * terminated; `size` at least 1. */
void spoken_words_write(char *out, size_t size, const char *shown, int english);

#endif
