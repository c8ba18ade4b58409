#include "headend/crypto/token.h"

#include <openssl/evp.h>
#include <string.h>
#include <sys/random.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

enum { RANDOM_BYTES = 32, BITS_A_DIGIT = 6 };

int token_make(char token[TOKEN_SIZE])
{
    unsigned char random[RANDOM_BYTES + 1]; /* a zero behind: the last digit has four bits of them only */
    if (getrandom(random, RANDOM_BYTES, 0) != RANDOM_BYTES) {
        return -1;
    }
    random[RANDOM_BYTES] = 0;
    for (size_t i = 0; i < TOKEN_SIZE - 1; i++) {
        size_t bit = i * BITS_A_DIGIT;
        unsigned two = (unsigned)random[bit / 8] << 8 | random[bit / 8 + 1];
        token[i] = digits[two >> (16 - BITS_A_DIGIT - bit % 8) & ((1U << BITS_A_DIGIT) - 1)];
    }
    token[TOKEN_SIZE - 1] = '\0';
    explicit_bzero(random, sizeof random);
    return 0;
}

int token_digest_of(const char *token, struct token_digest *digest)
{
    unsigned int size = 0;
    if (strnlen(token, TOKEN_SIZE) != TOKEN_SIZE - 1 || strspn(token, digits) != TOKEN_SIZE - 1) {
        return -1;
    }
    return EVP_Digest(token, TOKEN_SIZE - 1, digest->bytes, &size, EVP_sha256(), NULL) == 1 &&
                   size == TOKEN_DIGEST_BYTES
               ? 0
               : -1;
}
