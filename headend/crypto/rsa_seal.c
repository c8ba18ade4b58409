#include "headend/crypto/rsa_seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <string.h>

#include "headend/crypto/base64.h"

int rsa_seal(EVP_PKEY *key, const char *text, size_t length, char sealed[RSA_SIGNATURE_SIZE])
{
    unsigned char bytes[RSA_SIGNATURE_BYTES];
    size_t count = sizeof bytes;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    int good = context != NULL && EVP_PKEY_encrypt_init(context) == 1 &&
               EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
               EVP_PKEY_encrypt(context, bytes, &count, (const unsigned char *)text, length) == 1;
    EVP_PKEY_CTX_free(context);
    sealed[0] = '\0';
    if (good) {
        base64_write(bytes, count, sealed);
    }
    return good ? 0 : -1;
}

int rsa_open(EVP_PKEY *key, const char *sealed, char *text, size_t size, size_t *length)
{
    unsigned char bytes[RSA_SIGNATURE_BYTES];
    unsigned char opened[RSA_SIGNATURE_BYTES];
    size_t count = 0;
    size_t opened_count = sizeof opened;
    if (base64_read(sealed, strnlen(sealed, RSA_SIGNATURE_SIZE), bytes, sizeof bytes, &count) != 0) {
        return -1;
    }
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    int good = context != NULL && EVP_PKEY_decrypt_init(context) == 1 &&
               EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
               EVP_PKEY_decrypt(context, opened, &opened_count, bytes, count) == 1 && opened_count < size;
    EVP_PKEY_CTX_free(context);
    if (good) {
        memcpy(text, opened, opened_count);
        text[opened_count] = '\0';
        *length = opened_count;
    }
    OPENSSL_cleanse(opened, sizeof opened);
    return good ? 0 : -1;
}
