#ifndef SCREENS_HOUSEHOLD_MEMBER_H
#define SCREENS_HOUSEHOLD_MEMBER_H

#include "screens/stage/screen.h"

/* What can be done about one who is bound: undone within 24 hours, called otherwise, unbound. Copies what it
 * needs of the record. NULL without memory. */
struct screen *member_new(struct stage *stage, const struct household_member *member, int has_pin);

/* Whom it is about: what the household calls somebody and the masked name, which stands alone where nobody
 * was called otherwise. Returns `out`. */
char *member_title(char *out, size_t size, const struct strings *strings,
                   const struct household_member *member);

/* What a member's consents allow: PERSON_SCOPE_BIT. */
unsigned member_scopes(const struct household_member *member);

/* A screen of the household goes after this long without a key. */
enum { HOUSEHOLD_IDLE_US = 180 * 1000000 };

#endif
