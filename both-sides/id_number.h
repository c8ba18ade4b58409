#ifndef BOTH_SIDES_ID_NUMBER_H
#define BOTH_SIDES_ID_NUMBER_H

#include "both-sides/number_check.h"

/* The citizen identification number of GB 11643: area (6 digits), birthday YYYYMMDD, a serial (3 digits) and
 * a check character 0..9 or X (weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, sum modulo 11). A small x counts
 * as X. Never log or keep one. */

enum { ID_NUMBER_LENGTH = 18, ID_TAIL_LENGTH = 4 };

/* `typed`: what there is so far, ends in NUL. `today` as YYYYMMDD: a birthday after it is wrong; 0: not
 * asked. */
enum number_check id_number_check(const char *typed, int today);

/* The last 4, which go with a case number: three digits, and a digit or X. */
enum number_check id_tail_check(const char *typed);

#endif
