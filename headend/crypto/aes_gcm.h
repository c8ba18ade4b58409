#ifndef HEADEND_CRYPTO_AES_GCM_H
#define HEADEND_CRYPTO_AES_GCM_H

#include <stddef.h>

/* AES-256-GCM with the tag behind the text, as WeChat Pay sends (AEAD_AES_256_GCM, RFC 5116). */

enum { AES_GCM_KEY_BYTES = 32, AES_GCM_TAG_BYTES = 16, AES_GCM_NONCE_BYTES = 12 };

struct aes_gcm {
    const unsigned char *key; /* AES_GCM_KEY_BYTES */
    const char *nonce;        /* of AES_GCM_NONCE_BYTES */
    const char *data;         /* what it is bound to; "": nothing */
};

/* In place; *length comes out without the tag. -1: it was not made with this key, nonce and data, and `bytes`
 * are wiped. */
int aes_gcm_open(const struct aes_gcm *aes, unsigned char *bytes, size_t *length);
/* `out` has room for `length` + AES_GCM_TAG_BYTES. -1: OpenSSL cannot. */
int aes_gcm_seal(const struct aes_gcm *aes, const void *text, size_t length, unsigned char *out);

#endif
