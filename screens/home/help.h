#ifndef SCREENS_HOME_HELP_H
#define SCREENS_HOME_HELP_H

#include "screens/stage/screen.h"

/* 使用帮助: which key does what, how the connection is, which version this is. NULL without memory. */
struct screen *help_new(struct stage *stage, const struct destination *destination);

#endif
