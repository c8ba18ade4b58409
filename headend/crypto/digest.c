#include "headend/crypto/digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/crypto/hex.h"

struct digest {
    EVP_MD_CTX *context;
    int failed;
};

int digest_bytes(const void *bytes, size_t length, char hex[DIGEST_HEX_SIZE])
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    hex[0] = '\0';
    if (EVP_Digest(bytes, length, sum, &size, EVP_sha256(), NULL) != 1 || size != (DIGEST_HEX_SIZE - 1) / 2) {
        return -1;
    }
    hex_write(sum, size, hex);
    return 0;
}

struct digest *digest_start(void)
{
    struct digest *digest = calloc(1, sizeof *digest);
    if (digest == NULL) {
        return NULL;
    }
    digest->context = EVP_MD_CTX_new();
    digest->failed = digest->context == NULL || EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) != 1;
    return digest;
}

static void add(struct digest *digest, const void *bytes, size_t length)
{
    if (digest != NULL && !digest->failed && EVP_DigestUpdate(digest->context, bytes, length) != 1) {
        digest->failed = 1;
    }
}

void digest_text(struct digest *digest, const char *text)
{
    size_t length = strlen(text);
    digest_number(digest, (long long)length);
    add(digest, text, length);
}

void digest_number(struct digest *digest, long long number)
{
    char text[24];
    int length = snprintf(text, sizeof text, "%lld;", number);
    add(digest, text, length > 0 ? (size_t)length : 0);
}

int digest_finish(struct digest *digest, char hex[DIGEST_HEX_SIZE])
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    hex[0] = '\0';
    if (digest == NULL) {
        return -1;
    }
    int done = !digest->failed && EVP_DigestFinal_ex(digest->context, sum, &size) == 1 &&
               size == (DIGEST_HEX_SIZE - 1) / 2;
    if (done) {
        hex_write(sum, size, hex);
    }
    EVP_MD_CTX_free(digest->context);
    free(digest);
    return done ? 0 : -1;
}
