#ifndef HEADEND_CRYPTO_TOKEN_H
#define HEADEND_CRYPTO_TOKEN_H

/* A secret that proves who somebody is by being shown: 256 random bits as base64url without padding. Whoever
 * keeps what it proves keeps its digest only, from which nobody gets the token; so many random bits need no
 * salt and no slow hash. */

enum { TOKEN_SIZE = 44, TOKEN_DIGEST_BYTES = 32 };

struct token_digest {
    unsigned char bytes[TOKEN_DIGEST_BYTES]; /* SHA-256 */
};

/* -1: the system gives no random bytes, or OpenSSL cannot. */
int token_make(char token[TOKEN_SIZE]);
/* -1: it has not the form of a token, or OpenSSL cannot. */
int token_digest_of(const char *token, struct token_digest *digest);

#endif
