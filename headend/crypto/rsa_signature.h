#ifndef HEADEND_CRYPTO_RSA_SIGNATURE_H
#define HEADEND_CRYPTO_RSA_SIGNATURE_H

#include <openssl/types.h>
#include <stddef.h>

#include "headend/crypto/base64.h"
#include "headend/crypto/own_secret.h"

/* SHA256withRSA (PKCS #1 1.5) in base64, as WeChat Pay (WECHATPAY2-SHA256-RSA2048) and Alipay (RSA2) sign;
 * and the keys, from files that the configuration names. */

enum {
    RSA_SIGNATURE_BYTES = 1024,
    RSA_SIGNATURE_SIZE = BASE64_SIZE(RSA_SIGNATURE_BYTES),
    RSA_BITS_LEAST = 2048
};

/* -1: OpenSSL cannot. */
int rsa_sign(EVP_PKEY *key, const char *text, size_t length, char signature[RSA_SIGNATURE_SIZE]);
/* 1: the signature is the key's, over this text. */
int rsa_is_signed(EVP_PKEY *key, const char *text, size_t length, const char *signature);

/* Of RSA with RSA_BITS_LEAST or more, in PEM; to be freed with EVP_PKEY_free. NULL: `problem`. The public one
 * may also be a certificate. */
EVP_PKEY *rsa_private_key_read(const char *path, char problem[OWN_SECRET_PROBLEM_SIZE]);
EVP_PKEY *rsa_public_key_read(const char *path, char problem[OWN_SECRET_PROBLEM_SIZE]);

#endif
