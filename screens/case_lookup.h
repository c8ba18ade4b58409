#ifndef SCREENS_CASE_LOOKUP_H
#define SCREENS_CASE_LOOKUP_H

#include "screens/screen.h"

/* 办件进度: the case number and the last 4 of the ID by remote, then the case. NULL without memory. */
struct screen *case_lookup_new(struct stage *stage, const char *title);

#endif
