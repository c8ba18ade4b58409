#include "headend/crypto/aes_gcm.h"

#include <limits.h>
#include <openssl/evp.h>
#include <string.h>

static int is_fit(const struct aes_gcm *aes, size_t length)
{
    return strlen(aes->nonce) == AES_GCM_NONCE_BYTES && strlen(aes->data) <= INT_MAX && length <= INT_MAX;
}

static int open_all(EVP_CIPHER_CTX *context, const struct aes_gcm *aes, unsigned char *bytes, size_t length)
{
    int count = 0;
    return EVP_DecryptInit_ex2(context, EVP_aes_256_gcm(), aes->key, (const unsigned char *)aes->nonce,
                               NULL) == 1 &&
           EVP_DecryptUpdate(context, NULL, &count, (const unsigned char *)aes->data,
                             (int)strlen(aes->data)) == 1 &&
           EVP_DecryptUpdate(context, bytes, &count, bytes, (int)length) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, AES_GCM_TAG_BYTES, bytes + length) == 1 &&
           EVP_DecryptFinal_ex(context, bytes + length, &count) == 1;
}

int aes_gcm_open(const struct aes_gcm *aes, unsigned char *bytes, size_t *length)
{
    if (*length < AES_GCM_TAG_BYTES || !is_fit(aes, *length)) {
        explicit_bzero(bytes, *length);
        return -1;
    }
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int good = context != NULL && open_all(context, aes, bytes, *length - AES_GCM_TAG_BYTES);
    EVP_CIPHER_CTX_free(context);
    if (!good) {
        explicit_bzero(bytes, *length);
        return -1;
    }
    *length -= AES_GCM_TAG_BYTES;
    return 0;
}

int aes_gcm_seal(const struct aes_gcm *aes, const void *text, size_t length, unsigned char *out)
{
    int count = 0;
    if (!is_fit(aes, length)) {
        return -1;
    }
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int good = context != NULL &&
               EVP_EncryptInit_ex2(context, EVP_aes_256_gcm(), aes->key, (const unsigned char *)aes->nonce,
                                   NULL) == 1 &&
               EVP_EncryptUpdate(context, NULL, &count, (const unsigned char *)aes->data,
                                 (int)strlen(aes->data)) == 1 &&
               EVP_EncryptUpdate(context, out, &count, text, (int)length) == 1 &&
               EVP_EncryptFinal_ex(context, out + length, &count) == 1 &&
               EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, AES_GCM_TAG_BYTES, out + length) == 1;
    EVP_CIPHER_CTX_free(context);
    return good ? 0 : -1;
}
