#ifndef HEADEND_IDENTITY_JWS_H
#define HEADEND_IDENTITY_JWS_H

#include <stddef.h>

/* A signed text in compact form (RFC 7515), as ID tokens are: taken apart within bounds, not yet believed
 * (jwk_set.h). Of algorithms there are three, all with public keys: with "none" or a shared secret anybody,
 * or whoever has read our secret, could be anyone. */

enum {
    JWS_LENGTH_MAX = 16 * 1024,
    JWS_KEY_ID_SIZE = 129,
    JWS_SIGNATURE_MAX = 1024, /* of an RSA key of 8,192 bits */
};

enum jws_algorithm { JWS_RS256, JWS_PS256, JWS_ES256, JWS_ALGORITHM_COUNT };

struct jws {
    enum jws_algorithm algorithm;
    char key_id[JWS_KEY_ID_SIZE]; /* "": it does not say which key */
    const char *text;             /* the caller's */
    size_t signed_length;         /* of it the signature is over */
    unsigned char signature[JWS_SIGNATURE_MAX];
    size_t signature_length;
    char *payload; /* a NUL stands behind it */
    size_t payload_length;
};

/* JWS_ALGORITHM_COUNT: it is none of ours. */
enum jws_algorithm jws_algorithm_of(const char *name);

/* NULL: `jws` is to be wiped; else what is wrong, for the log. The text outlives it. */
const char *jws_read(const char *text, struct jws *jws);
void jws_wipe(struct jws *jws);

#endif
