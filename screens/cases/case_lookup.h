#ifndef SCREENS_CASES_CASE_LOOKUP_H
#define SCREENS_CASES_CASE_LOOKUP_H

#include "screens/stage/screen.h"

/* 办件进度: the case number and the last 4 of the ID by remote, then the case. NULL without memory. */
struct screen *case_lookup_new(struct stage *stage, const struct destination *destination);

#endif
