#ifndef BOTH_SIDES_RECORDS_PERSON_SCOPE_H
#define BOTH_SIDES_RECORDS_PERSON_SCOPE_H

#include "both-sides/records/record_table.h"

/* The kinds of a person's own data: each has a consent of its own (docs/decisions/0100). */
enum person_scope {
    PERSON_SCOPE_SOCIAL_SECURITY,
    PERSON_SCOPE_HOUSING_FUND,
    PERSON_SCOPE_CASES,
    PERSON_SCOPE_COUNT
};
extern const struct word_list person_scopes;

/* Several, as bits. */
#define PERSON_SCOPE_BIT(scope) (1U << (unsigned)(scope))
enum { PERSON_SCOPE_ALL = (1 << PERSON_SCOPE_COUNT) - 1 };

#endif
