#include "headend/crypto/signed_token.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <string.h>

#include "headend/crypto/base64url.h"

enum { HEADER_SIZE = 300, SIGNATURE_MAX = 1024, HALF_SIGNATURE = 32 };

/* -1: there is no room. */
static int append(char token[SIGNED_TOKEN_SIZE], const void *bytes, size_t length)
{
    size_t used = strlen(token);
    if (BASE64URL_SIZE(length) + 1 > SIGNED_TOKEN_SIZE - used) {
        return -1;
    }
    if (used > 0) {
        token[used++] = '.';
    }
    base64url_write(bytes, length, token + used, SIGNED_TOKEN_SIZE - used);
    return 0;
}

static int sign(EVP_PKEY *key, int with_pss, const char *text, unsigned char *signature, size_t *length)
{
    EVP_PKEY_CTX *padding = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int good =
        context != NULL && EVP_DigestSignInit_ex(context, &padding, "SHA256", NULL, NULL, key, NULL) == 1;
    if (good && with_pss) {
        good = EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, RSA_PSS_SALTLEN_DIGEST) == 1;
    }
    good = good && EVP_DigestSign(context, signature, length, (const unsigned char *)text, strlen(text)) == 1;
    EVP_MD_CTX_free(context);
    return good ? 0 : -1;
}

/* From DER to the two numbers one behind the other. */
static int from_der(unsigned char *signature, size_t *length)
{
    const unsigned char *at = signature;
    ECDSA_SIG *read = d2i_ECDSA_SIG(NULL, &at, (long)*length);
    int good =
        read != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(read), signature, HALF_SIGNATURE) == HALF_SIGNATURE &&
        BN_bn2binpad(ECDSA_SIG_get0_s(read), signature + HALF_SIGNATURE, HALF_SIGNATURE) == HALF_SIGNATURE;
    ECDSA_SIG_free(read);
    *length = 2 * (size_t)HALF_SIGNATURE;
    return good ? 0 : -1;
}

int signed_token_make(EVP_PKEY *key, const char *algorithm, const char *key_id, const char *claims,
                      char token[SIGNED_TOKEN_SIZE])
{
    char header[HEADER_SIZE];
    unsigned char signature[SIGNATURE_MAX];
    size_t length = sizeof signature;
    int written = key_id[0] != '\0'
                      ? snprintf(header, sizeof header, "{\"alg\":\"%s\",\"typ\":\"JWT\",\"kid\":\"%s\"}",
                                 algorithm, key_id)
                      : snprintf(header, sizeof header, "{\"alg\":\"%s\",\"typ\":\"JWT\"}", algorithm);
    token[0] = '\0';
    if (written < 0 || (size_t)written >= sizeof header || append(token, header, (size_t)written) != 0 ||
        append(token, claims, strlen(claims)) != 0 ||
        sign(key, strcmp(algorithm, "PS256") == 0, token, signature, &length) != 0 ||
        (strcmp(algorithm, "ES256") == 0 && from_der(signature, &length) != 0)) {
        return -1;
    }
    return append(token, signature, length);
}
