#ifndef SCREENS_SOCIAL_SECURITY_SOCIAL_SECURITY_H
#define SCREENS_SOCIAL_SECURITY_SOCIAL_SECURITY_H

#include "screens/stage/screen.h"

/* 社保查询: a person's insurances, one a row: how each stands, how long it was paid. No amounts here. NULL
 * without memory. */
struct screen *social_security_new(struct stage *stage, const struct destination *destination);

#endif
