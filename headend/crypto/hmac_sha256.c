#include "headend/crypto/hmac_sha256.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

enum { BYTES = 32 };

int hmac_sha256(const char *secret, const char *text, char hex[DIGEST_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[BYTES];
    unsigned size = 0;
    hex[0] = '\0';
    if (HMAC(EVP_sha256(), secret, (int)strlen(secret), (const unsigned char *)text, strlen(text), bytes,
             &size) == NULL ||
        size != BYTES) {
        return -1;
    }
    for (size_t i = 0; i < BYTES; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[DIGEST_HEX_SIZE - 1] = '\0';
    return 0;
}
