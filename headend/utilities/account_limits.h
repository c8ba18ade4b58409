#ifndef HEADEND_UTILITIES_ACCOUNT_LIMITS_H
#define HEADEND_UTILITIES_ACCOUNT_LIMITS_H

#include <stdint.h>

#include "both-sides/records/case_records.h"

/* How many accounts a box may look at in a day, so that nobody tries numbers of others by the thousand
 * (docs/decisions/0143). Boxes and accounts are keyed hashes, cut to 64 bits; no number is kept. In memory: a
 * headend that restarts counts anew. Any thread may call; days are YYYYMMDD at +08:00. */

enum {
    BOX_ACCOUNTS_A_DAY = 5,      /* different ones; the same again is not counted again */
    BOX_ACCOUNTS_MOST = 1000,    /* of account_limits_create */
    BOX_NO_ACCOUNTS_A_DAY = 10,  /* numbers that no account has */
    BOX_STATEMENTS_A_DAY = 200,  /* of any account */
    ACCOUNT_BOXES_A_DAY = 10,    /* that look at the same account */
    LIMITED_BOXES_MAX = 1 << 17, /* boxes and pairs of box and account beyond: nobody new is admitted */
    LIMITED_LOOKS_MAX = 1 << 19,
};

/* Besides enum case_limit of the records: it cannot be told. */
#define ACCOUNT_LIMIT_UNKNOWN CASE_LIMIT_COUNT

struct account_limits;

/* `accounts_a_box`: instead of BOX_ACCOUNTS_A_DAY; 0: that. NULL: out of memory. */
struct account_limits *account_limits_create(int accounts_a_box);
void account_limits_free(struct account_limits *limits);

/* One look, from its begin to its end. */
struct account_look {
    uint64_t box, account;
    int day;
    int is_own; /* kept by the household on a day before: never one too many, and no box's among ten */
};

enum account_found {
    ACCOUNT_FOUND,
    ACCOUNT_NOT_FOUND,   /* no account has this number: counts as that, not as an account seen */
    ACCOUNT_NOT_ANSWERED /* no fault of who asked: counts as nothing */
};

/* CASE_LIMIT_NONE: it counts until account_limits_end as if no account had the number, which must follow.
 * Else nothing is counted: CASE_LIMIT_PERSONS: too many different accounts, or statements in all; _FAILURES;
 * _TARGET: too many boxes have looked at this one; ACCOUNT_LIMIT_UNKNOWN: there is no room (logged). */
enum case_limit account_limits_begin(struct account_limits *limits, const struct account_look *look);
void account_limits_end(struct account_limits *limits, const struct account_look *look,
                        enum account_found found);

#endif
