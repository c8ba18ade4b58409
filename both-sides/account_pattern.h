#ifndef BOTH_SIDES_ACCOUNT_PATTERN_H
#define BOTH_SIDES_ACCOUNT_PATTERN_H

/* What account numbers of a utility look like, as the operator writes it and as it is checked while somebody
 * types: "d{10}|d{13}" are 10 or 13 digits, "CZd{8}" the letters CZ and 8 digits, "c{4,20}" 4 to 20 letters
 * or digits. d is a digit, l a letter, c either; capital letters, digits and - stand for themselves. Behind
 * one of them {n} or {n,m} says how often; | stands between alternatives. Letters of a number are capitals.
 */

enum { ACCOUNT_NUMBER_MOST = 20, ACCOUNT_NUMBER_SIZE, ACCOUNT_PATTERN_SIZE = 65 };

/* 1: it is a pattern, and every number that it allows has 4 to ACCOUNT_NUMBER_MOST characters (domain.md 9).
 */
int account_pattern_is_good(const char *pattern);

enum account_number_check {
    ACCOUNT_NUMBER_GOOD,
    ACCOUNT_NUMBER_BEGINS, /* it is not valid yet, but can become so */
    ACCOUNT_NUMBER_WRONG,  /* whatever is added, it will not be valid */
};

/* `pattern` is good. */
enum account_number_check account_number_check(const char *pattern, const char *number);

#endif
