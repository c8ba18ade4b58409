#ifndef HEADEND_CRYPTO_HMAC_SHA256_H
#define HEADEND_CRYPTO_HMAC_SHA256_H

#include "headend/crypto/digest.h"

/* HMAC-SHA256 of a text under a secret that both ends know, in lower-case hex. -1: OpenSSL cannot. */
int hmac_sha256(const char *secret, const char *text, char hex[DIGEST_HEX_SIZE]);

#endif
