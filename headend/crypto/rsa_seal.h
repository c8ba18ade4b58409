#ifndef HEADEND_CRYPTO_RSA_SEAL_H
#define HEADEND_CRYPTO_RSA_SEAL_H

#include <openssl/types.h>
#include <stddef.h>

#include "headend/crypto/rsa_signature.h"

/* RSAES-OAEP with SHA-1 and MGF1 (RFC 8017), in base64: how WeChat Pay seals single fields. */

/* A text of some hundred bytes at most, for whoever has the private key. -1: it is too long, or OpenSSL
 * cannot. */
int rsa_seal(EVP_PKEY *key, const char *text, size_t length, char sealed[RSA_SIGNATURE_SIZE]);
/* *length bytes, with a NUL behind them. -1: it is not sealed for this key, or has no room in `size`. */
int rsa_open(EVP_PKEY *key, const char *sealed, char *text, size_t size, size_t *length);

#endif
