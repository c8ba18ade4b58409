#ifndef HEADEND_IDENTITY_CLAIMS_H
#define HEADEND_IDENTITY_CLAIMS_H

#include <stdint.h>

#include "both-sides/json/json_tree.h"

/* Reads of a JSON object that somebody signed or says of a person. */

enum { CLAIMS_MAX = 128 };

/* 1: there are at most CLAIMS_MAX, and no name stands there twice: or two readers would take it for different
 * things. */
int claims_are_distinct(const struct json_value *claims);

/* A moment (RFC 7519's NumericDate, seconds since 1970), as ms. 0: it is not there; -1: it is none. */
int64_t claims_moment(const struct json_value *claims, const char *name);

/* 1: a text claim is this text, or a list has it among its texts. */
int claims_have(const struct json_value *claims, const char *name, const char *text);

/* 1: the word is one of those in a text with blanks between. */
int words_have(const char *words, const char *word);

#endif
