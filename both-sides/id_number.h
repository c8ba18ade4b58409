#ifndef BOTH_SIDES_ID_NUMBER_H
#define BOTH_SIDES_ID_NUMBER_H

#include "both-sides/number_check.h"

/* The citizen identification number of GB 11643: 17 digits and a digit or X; a small x counts as X. Nobody is
 * asked for a whole one. Never log or keep one. */

enum { ID_TAIL_LENGTH = 4, ID_NUMBER_LENGTH = 18, ID_NUMBER_SIZE };

/* The last 4, which go with a case number: three digits, and a digit or X. */
enum number_check id_tail_check(const char *typed);

/* Writes a whole ID number as it is compared, with a capital X. -1, and "": its length, characters, check
 * character or birth date (a real day up to `today`, YYYYMMDD) is wrong. What another system sends is
 * narrowed before (narrow.h). */
int id_number_read(const char *text, int today, char out[ID_NUMBER_SIZE]);

#endif
