#ifndef HEADEND_IDENTITY_DISCOVERY_H
#define HEADEND_IDENTITY_DISCOVERY_H

#include <stddef.h>

#include "both-sides/config/identity_config.h"

/* What a provider says of itself at /.well-known/openid-configuration (OpenID Connect Discovery 1.0). */

#define DISCOVERY_PATH "/.well-known/openid-configuration"

enum { ENDPOINT_SIZE = 512 };

struct oidc_endpoints {
    char authorization[ENDPOINT_SIZE]; /* where phones are sent */
    char token[ENDPOINT_SIZE];
    char keys[ENDPOINT_SIZE];
    char userinfo[ENDPOINT_SIZE]; /* "": it has none */
    int says_issuer;              /* 1: it names itself in what the phone brings back (RFC 9207) */
};

/* NULL: it is one that we can use; else why not, for the log. The issuer must be the one that is expected,
 * letter for letter; one that is asked over https names no address over http. */
const char *discovery_read(const char *text, size_t length, const char *issuer, enum identity_proof proof,
                           struct oidc_endpoints *endpoints);

#endif
