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

/* Several, as a text: words with one space between (RFC 6749, 3.3). */
enum { PERSON_SCOPES_SIZE = 65 };

/* -1: a word that is none, or comes twice, or what stands between them is not one space. "": no bits. */
int person_scopes_read(const char *text, unsigned *bits);
void person_scopes_write(unsigned bits, char text[PERSON_SCOPES_SIZE]);

#endif
