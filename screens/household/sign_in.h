#ifndef SCREENS_HOUSEHOLD_SIGN_IN_H
#define SCREENS_HOUSEHOLD_SIGN_IN_H

#include "screens/stage/screen.h"

/* Signing in by phone: a code to scan, what happens on the phone, the three digits that it shows, whom that
 * has made known; then `next`. `scope`: what is asked for, PERSON_SCOPE_BIT. `missing`: of it, what somebody
 * who is signed in did not agree to, which is why it is asked again; 0: nobody is. NULL without memory. */
struct screen *sign_in_new(struct stage *stage, const struct destination *next, unsigned scope,
                           unsigned missing);

#endif
