#ifndef SCREENS_QUESTIONS_QUESTIONS_H
#define SCREENS_QUESTIONS_QUESTIONS_H

#include "screens/stage/screen.h"

/* 智能导办: one question a screen, then the household's own checklist, or the policies that fit. NULL without
 * memory. */
struct screen *questions_new(struct stage *stage, const struct destination *destination);

#endif
