#ifndef HEADEND_IDENTITY_JWK_SET_H
#define HEADEND_IDENTITY_JWK_SET_H

#include <openssl/types.h>
#include <stddef.h>

#include "headend/identity/jws.h"

/* The keys by which a provider's signatures are believed (RFC 7517). */

enum { JWK_MAX = 32, RSA_BITS_LEAST = 2048, RSA_BITS_MOST = JWS_SIGNATURE_MAX * 8 };

struct jwk {
    char id[JWS_KEY_ID_SIZE];     /* "": it has none */
    enum jws_algorithm algorithm; /* the only one it is for; JWS_ALGORITHM_COUNT: whatever its kind can do */
    int is_rsa;                   /* else it is of the curve P-256 */
    EVP_PKEY *key;
};

struct jwk_set {
    struct jwk keys[JWK_MAX];
    size_t count;
};

/* Keys that are not for signatures, of another kind, or too short are left out. -1: the text is no key set,
 * has more than JWK_MAX keys of ours, or memory is short; nothing is to be freed then. */
int jwk_set_read(const char *text, size_t length, struct jwk_set *set);
void jwk_set_free(struct jwk_set *set);

enum jws_verdict { JWS_GOOD, JWS_UNKNOWN_KEY, JWS_FORGED };

/* A token that names no key is tried with each that is fit. */
enum jws_verdict jwk_set_verify(const struct jwk_set *set, const struct jws *jws);

#endif
