#ifndef HEADEND_HOUSEHOLD_QUESTION_H
#define HEADEND_HOUSEHOLD_QUESTION_H

#include <stddef.h>

#include "both-sides/records/record_table.h"
#include "headend/household/authorizations.h"

struct refusal;
struct member_question;

/* Reads the body of a post by its record's table into `out`, of which the texts (FIELD_TEXT) are not good any
 * more; `alias` takes that of a member_question, where it is not NULL. NULL, or why not. */
const struct refusal *question_read(const char *body, size_t length, const struct record_table *table,
                                    void *out, char alias[ALIAS_SIZE]);

/* 1: it may be what somebody is called: 1 to 8 characters, no control characters, and something to see. */
int alias_is_good(const char *alias);

#endif
