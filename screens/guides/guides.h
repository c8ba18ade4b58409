#ifndef SCREENS_GUIDES_GUIDES_H
#define SCREENS_GUIDES_GUIDES_H

#include "screens/stage/screen.h"

/* 一件事一次办: themes and their matters. NULL without memory. */
struct screen *guides_new(struct stage *stage, const struct destination *destination);

#endif
