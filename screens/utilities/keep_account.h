#ifndef SCREENS_UTILITIES_KEEP_ACCOUNT_H
#define SCREENS_UTILITIES_KEEP_ACCOUNT_H

#include "screens/utilities/account_visit.h"

/* The household keeps an account under a name from a short list, gives a kept one another name, or keeps it
 * no longer (that is asked twice). Holds the visit, which it brings up to date; somebody has signed in. NULL
 * without memory. */
struct screen *keep_account_new(struct stage *stage, struct account_visit *visit);

/* Name `index` of the list, words with blanks between; "": there is none. */
const char *nickname_at(const char *list, size_t index, char out[NICKNAME_SIZE]);

#endif
