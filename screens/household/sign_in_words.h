#ifndef SCREENS_HOUSEHOLD_SIGN_IN_WORDS_H
#define SCREENS_HOUSEHOLD_SIGN_IN_WORDS_H

#include "screens/household/sign_in_flow.h"

/* What is said at each step of signing in: what it is, and what to do next. */

enum { SIGN_IN_WORDS_SIZE = 256 };

struct sign_in_words {
    const char *icon; /* NULL: none */
    char says[SIGN_IN_WORDS_SIZE];
    char what_to_do[SIGN_IN_WORDS_SIZE];
};

void sign_in_words(const struct sign_in_flow *flow, struct sign_in_words *words);
/* What has gone wrong, in one line. */
enum string_id sign_in_trouble_says(enum sign_in_trouble trouble);
/* The kinds of data of these bits. Returns `out`. */
char *sign_in_scopes(char out[SIGN_IN_WORDS_SIZE], const struct strings *strings, unsigned scope);
/* What somebody is called: the alias, else the masked name. */
const char *sign_in_name(const struct household_session *session);

#endif
