#ifndef HEADEND_IDENTITY_ID_TOKEN_H
#define HEADEND_IDENTITY_ID_TOKEN_H

#include <stdint.h>

#include "both-sides/json/json_tree.h"

/* Whether the claims of an ID token, whose signature holds, are for us and for this log-in (OpenID Connect
 * Core 3.1.3.7). */

enum { CLOCK_LEEWAY_MS = 60 * 1000, SUBJECT_MAX = 255 };

struct id_token_expected {
    const char *issuer, *client_id, *nonce;
    const char *access_token; /* at_hash, where it is, is of this one */
    int64_t now_ms;
};

/* NULL: they are; else what is wrong, for the log: it names the claim and says nothing of a person. */
const char *id_token_check(const struct json_value *claims, const struct id_token_expected *expected);

/* A subject as OpenID Connect has it: 1 to 255 characters of ASCII. */
int subject_is_good(const char *subject);

/* 1: equal, found in a time that does not say where they differ. */
int secrets_equal(const char *one, const char *other);

#endif
