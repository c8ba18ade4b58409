#ifndef BOTH_SIDES_CASE_NUMBER_H
#define BOTH_SIDES_CASE_NUMBER_H

#include "both-sides/number_check.h"

/* The local number of a case (办件), for a keypad: region (6 digits), the day as YYMMDD, a serial (6 digits),
 * and 2 check digits by ISO 7064 MOD 97-10, which find every wrong digit and every two that are swapped. */

enum {
    CASE_REGION_DIGITS = 6,
    CASE_NUMBER_DIGITS = 20,
    CASE_NUMBER_SIZE = CASE_NUMBER_DIGITS + 1,
    CASE_TASK_CODE_SIZE = 37, /* of the matter that a case is about */
};

/* `typed`: what there is so far, ends in NUL. `region`: 6 digits that the number must begin with; NULL: any.
 * A wrong region or a day that is none is found as soon as it has been typed. */
enum number_check case_number_check(const char *typed, const char *region);

/* Writes a whole number; -1 if the region is not 6 digits, the day (YYMMDD) is none, or the serial is beyond
 * 0..999999. */
int case_number_make(char out[CASE_NUMBER_SIZE], const char *region, int yymmdd, int serial);

#endif
