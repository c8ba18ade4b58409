#ifndef SCREENS_NOTICES_NOTICES_H
#define SCREENS_NOTICES_NOTICES_H

#include "screens/stage/screen.h"

/* 通知公告: the list, by category. `category` is the one shown first (0: all); `title` is copied. NULL
 * without memory. */
struct screen *notices_new(struct stage *stage, const struct destination *destination);

#endif
