#ifndef SCREENS_HOUSEHOLD_CONSENTS_H
#define SCREENS_HOUSEHOLD_CONSENTS_H

#include "screens/stage/screen.h"

/* What the member who is signed in has agreed to have shown on this television, kind by kind; each can be
 * withdrawn (docs/decisions/0121). `member`: its id; `title`: whom it is about. Both are copied. NULL without
 * memory. */
struct screen *consents_new(struct stage *stage, const char *member, const char *title);

#endif
