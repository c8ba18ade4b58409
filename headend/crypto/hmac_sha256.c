#include "headend/crypto/hmac_sha256.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#include "headend/crypto/hex.h"

enum { BYTES = 32 };

int hmac_sha256(const char *secret, const char *text, char hex[DIGEST_HEX_SIZE])
{
    unsigned char bytes[BYTES];
    unsigned size = 0;
    hex[0] = '\0';
    if (HMAC(EVP_sha256(), secret, (int)strlen(secret), (const unsigned char *)text, strlen(text), bytes,
             &size) == NULL ||
        size != BYTES) {
        return -1;
    }
    hex_write(bytes, sizeof bytes, hex);
    return 0;
}
