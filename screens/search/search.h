#ifndef SCREENS_SEARCH_SEARCH_H
#define SCREENS_SEARCH_SEARCH_H

#include "screens/stage/screen.h"

/* Search by digits: each digit key is a pinyin initial, the results follow each key. NULL without memory. */
struct screen *search_new(struct stage *stage, const struct destination *destination);

#endif
