#ifndef SCREENS_UTILITIES_ACCOUNT_NUMBER_H
#define SCREENS_UTILITIES_ACCOUNT_NUMBER_H

#include "both-sides/account_pattern.h"
#include "screens/widgets/number_entry.h"

/* An account number that is typed by a remote's digits, by the pattern of its utility. A key writes its digit
 * where one may stand, else the first of its letters that may; the last sign can be changed into the others
 * of its key (2 A B C; 1 and -). Signs that nothing else can stand for (CZ of "CZd{8}") are written by
 * themselves. A digit that fits nowhere is written too, so that one sees what is wrong. */

/* `pattern`: a good one, borrowed by the format. */
struct number_format account_number_format(const char *pattern);
/* What stands there before the first key: "CZ". */
void account_number_begin(const char *pattern, char typed[NUMBER_ENTRY_MAX + 1]);
/* 1: the last sign can become another one. */
int account_number_has_letters(const char *pattern, const char *typed);

#endif
