#ifndef SCREENS_CASES_OWN_CASES_H
#define SCREENS_CASES_OWN_CASES_H

#include "screens/stage/screen.h"

/* 办件进度: the cases of who has signed in, with the look-up by number one key away; the look-up for anybody
 * else. */
struct screen *cases_new(struct stage *stage, const struct destination *destination);

/* The list itself, of a session with the scope `cases`. */
struct screen *own_cases_new(struct stage *stage, const struct destination *destination);

#endif
