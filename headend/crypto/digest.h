#ifndef HEADEND_CRYPTO_DIGEST_H
#define HEADEND_CRYPTO_DIGEST_H

#include <stddef.h>

enum { DIGEST_HEX_SIZE = 65 };

/* SHA-256 in lower-case hex. Returns -1 when OpenSSL cannot. */
int digest_bytes(const void *bytes, size_t length, char hex[DIGEST_HEX_SIZE]);

/* Over several fields. Each goes in with its length, so that no two different rows of fields look the same.
 * digest_start returns NULL, digest_finish -1 when OpenSSL cannot; finish frees in either case. */
struct digest;
struct digest *digest_start(void);
void digest_text(struct digest *digest, const char *text);
void digest_number(struct digest *digest, long long number);
int digest_finish(struct digest *digest, char hex[DIGEST_HEX_SIZE]);

#endif
