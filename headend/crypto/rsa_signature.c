#include "headend/crypto/rsa_signature.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

int rsa_sign(EVP_PKEY *key, const char *text, size_t length, char signature[RSA_SIGNATURE_SIZE])
{
    unsigned char bytes[RSA_SIGNATURE_BYTES];
    size_t count = sizeof bytes;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int good = context != NULL &&
               EVP_DigestSignInit_ex(context, NULL, "SHA256", NULL, NULL, key, NULL) == 1 &&
               EVP_DigestSign(context, bytes, &count, (const unsigned char *)text, length) == 1;
    EVP_MD_CTX_free(context);
    signature[0] = '\0';
    if (good) {
        base64_write(bytes, count, signature);
    }
    return good ? 0 : -1;
}

int rsa_is_signed(EVP_PKEY *key, const char *text, size_t length, const char *signature)
{
    unsigned char bytes[RSA_SIGNATURE_BYTES];
    size_t count = 0;
    if (base64_read(signature, strnlen(signature, RSA_SIGNATURE_SIZE), bytes, sizeof bytes, &count) != 0) {
        return 0;
    }
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int good = context != NULL &&
               EVP_DigestVerifyInit_ex(context, NULL, "SHA256", NULL, NULL, key, NULL) == 1 &&
               EVP_DigestVerify(context, bytes, count, (const unsigned char *)text, length) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

static EVP_PKEY *checked(EVP_PKEY *key, const char *path, const char *wanted,
                         char problem[OWN_SECRET_PROBLEM_SIZE])
{
    if (key != NULL && EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) >= RSA_BITS_LEAST) {
        return key;
    }
    EVP_PKEY_free(key);
    (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "%.200s: it is no %.40s of RSA with %d bits or more",
                   path, wanted, RSA_BITS_LEAST);
    return NULL;
}

/* Without asking anybody for a password. */
static int no_password(char *buffer, int size, int writes, void *context)
{
    (void)buffer;
    (void)size;
    (void)writes;
    (void)context;
    return -1;
}

EVP_PKEY *rsa_private_key_read(const char *path, char problem[OWN_SECRET_PROBLEM_SIZE])
{
    char text[OWN_SECRET_SIZE];
    if (own_secret_read(path, text, problem) != 0) {
        return NULL;
    }
    BIO *bytes = BIO_new_mem_buf(text, -1);
    EVP_PKEY *key = bytes != NULL ? PEM_read_bio_PrivateKey(bytes, NULL, no_password, NULL) : NULL;
    (void)BIO_free(bytes);
    explicit_bzero(text, sizeof text);
    return checked(key, path, "private key in PEM", problem);
}

EVP_PKEY *rsa_public_key_read(const char *path, char problem[OWN_SECRET_PROBLEM_SIZE])
{
    char text[OWN_SECRET_SIZE];
    X509 *certificate = NULL;
    EVP_PKEY *key = NULL;
    if (own_public_read(path, text, problem) != 0) {
        return NULL;
    }
    BIO *bytes = BIO_new_mem_buf(text, -1);
    if (bytes != NULL && strstr(text, "BEGIN CERTIFICATE") != NULL) {
        certificate = PEM_read_bio_X509(bytes, NULL, no_password, NULL);
        key = certificate != NULL ? X509_get_pubkey(certificate) : NULL;
    } else if (bytes != NULL) {
        key = PEM_read_bio_PUBKEY(bytes, NULL, no_password, NULL);
    }
    X509_free(certificate);
    (void)BIO_free(bytes);
    return checked(key, path, "public key or certificate in PEM", problem);
}
