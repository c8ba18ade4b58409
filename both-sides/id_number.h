#ifndef BOTH_SIDES_ID_NUMBER_H
#define BOTH_SIDES_ID_NUMBER_H

#include "both-sides/number_check.h"

/* The citizen identification number of GB 11643: 17 digits and a digit or X; a small x counts as X. Nobody is
 * asked for a whole one. Never log or keep one. */

enum { ID_TAIL_LENGTH = 4 };

/* The last 4, which go with a case number: three digits, and a digit or X. */
enum number_check id_tail_check(const char *typed);

#endif
