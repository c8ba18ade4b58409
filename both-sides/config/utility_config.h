#ifndef BOTH_SIDES_CONFIG_UTILITY_CONFIG_H
#define BOTH_SIDES_CONFIG_UTILITY_CONFIG_H

#include "both-sides/account_pattern.h"
#include "both-sides/config/upstream_config.h"
#include "both-sides/records/content_id.h"
#include "both-sides/records/utility_records.h"

/* Who sells gas, water or electricity: a <utility> of <server> in headend.xml. */

enum { UTILITY_NAME_CHARACTERS = 20, UTILITY_NAME_SIZE = UTILITY_NAME_CHARACTERS * 4 + 1 };

struct utility_config {
    int kind;                              /* enum utility_kind */
    char operator_id[CONTENT_ID_SIZE];     /* in requests and log lines; unique */
    char name[UTILITY_NAME_SIZE];          /* what a household calls it */
    char pattern[ACCOUNT_PATTERN_SIZE];    /* account_pattern.h */
    char answers_file[UPSTREAM_PATH_SIZE]; /* the table of its answers; "": what ships */
    struct upstream_config upstream;
};

#endif
