#ifndef HEADEND_CRYPTO_SIGNED_TOKEN_H
#define HEADEND_CRYPTO_SIGNED_TOKEN_H

#include <openssl/types.h>

/* A JSON text signed in compact form (RFC 7515), as client assertions and ID tokens are. */

enum { SIGNED_TOKEN_SIZE = 8192 };

/* `algorithm`: RS256, PS256 or ES256, as the key can. `key_id` "": none is named. Both must need no escapes
 * in JSON. -1: it is too long, or OpenSSL cannot. */
int signed_token_make(EVP_PKEY *key, const char *algorithm, const char *key_id, const char *claims,
                      char token[SIGNED_TOKEN_SIZE]);

#endif
