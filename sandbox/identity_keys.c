#include "sandbox/identity_keys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <string.h>

#include "headend/crypto/base64url.h"

enum { RSA_BITS = 2048, NUMBER_MAX = RSA_BITS / 8, COORDINATE = 32 };

int identity_keys_open(struct identity_keys *keys)
{
    memset(keys, 0, sizeof *keys);
    (void)snprintf(keys->algorithm, sizeof keys->algorithm, "ES256");
    if (pthread_mutex_init(&keys->lock, NULL) != 0) {
        return -1;
    }
    keys->hidden = EVP_EC_gen("P-256");
    keys->ec = EVP_EC_gen("P-256");
    return keys->hidden != NULL && keys->ec != NULL ? 0 : -1;
}

void identity_keys_close(struct identity_keys *keys)
{
    EVP_PKEY_free(keys->ec);
    EVP_PKEY_free(keys->rsa);
    EVP_PKEY_free(keys->hidden);
    (void)pthread_mutex_destroy(&keys->lock);
}

int identity_keys_rotate(struct identity_keys *keys)
{
    (void)pthread_mutex_lock(&keys->lock);
    int has_rsa = keys->rsa != NULL;
    EVP_PKEY *ec = EVP_EC_gen("P-256");
    EVP_PKEY *rsa = has_rsa ? EVP_RSA_gen(RSA_BITS) : NULL;
    int good = ec != NULL && (!has_rsa || rsa != NULL);
    if (good) {
        EVP_PKEY_free(keys->ec);
        EVP_PKEY_free(keys->rsa);
        keys->ec = ec;
        keys->rsa = rsa;
        keys->generation++;
    }
    (void)pthread_mutex_unlock(&keys->lock);
    return good ? 0 : -1;
}

int identity_keys_use(struct identity_keys *keys, const char *algorithm)
{
    int is_rsa = strcmp(algorithm, "RS256") == 0 || strcmp(algorithm, "PS256") == 0;
    if (!is_rsa && strcmp(algorithm, "ES256") != 0) {
        return -1;
    }
    (void)pthread_mutex_lock(&keys->lock);
    if (is_rsa && keys->rsa == NULL) {
        keys->rsa = EVP_RSA_gen(RSA_BITS);
    }
    (void)snprintf(keys->algorithm, sizeof keys->algorithm, "%s", algorithm);
    int good = !is_rsa || keys->rsa != NULL;
    (void)pthread_mutex_unlock(&keys->lock);
    return good ? 0 : -1;
}

static void write_id(const struct identity_keys *keys, const char *kind, char id[KEY_ID_SIZE])
{
    (void)snprintf(id, KEY_ID_SIZE, "%s-%d", kind, keys->generation);
}

int identity_keys_sign(struct identity_keys *keys, int with_hidden, const char *claims,
                       char token[SIGNED_TOKEN_SIZE])
{
    char id[KEY_ID_SIZE];
    (void)pthread_mutex_lock(&keys->lock);
    int is_ec = with_hidden || strcmp(keys->algorithm, "ES256") == 0;
    write_id(keys, with_hidden ? "hidden" : is_ec ? "ec" : "rsa", id);
    EVP_PKEY *key = with_hidden ? keys->hidden : is_ec ? keys->ec : keys->rsa;
    int result = signed_token_make(key, is_ec ? "ES256" : keys->algorithm, id, claims, token);
    (void)pthread_mutex_unlock(&keys->lock);
    return result;
}

static void write_number(struct json_writer *json, EVP_PKEY *key, const char *parameter, const char *name,
                         int width)
{
    BIGNUM *number = NULL;
    unsigned char bytes[NUMBER_MAX];
    char text[BASE64URL_SIZE(NUMBER_MAX)];
    if (EVP_PKEY_get_bn_param(key, parameter, &number) != 1) {
        json->failed = 1;
        return;
    }
    int length = width > 0 ? width : BN_num_bytes(number);
    if (length > NUMBER_MAX || BN_bn2binpad(number, bytes, length) != length) {
        json->failed = 1;
    } else {
        base64url_write(bytes, (size_t)length, text, sizeof text);
        json_text(json, name, text);
    }
    BN_free(number);
}

void identity_keys_write(struct identity_keys *keys, struct json_writer *json)
{
    char id[KEY_ID_SIZE];
    (void)pthread_mutex_lock(&keys->lock);
    json_open_map(json, NULL);
    json_open_array(json, "keys");
    json_open_map(json, NULL);
    write_id(keys, "ec", id);
    json_text(json, "kty", "EC");
    json_text(json, "crv", "P-256");
    json_text(json, "use", "sig");
    json_text(json, "kid", id);
    write_number(json, keys->ec, OSSL_PKEY_PARAM_EC_PUB_X, "x", COORDINATE);
    write_number(json, keys->ec, OSSL_PKEY_PARAM_EC_PUB_Y, "y", COORDINATE);
    json_close_map(json);
    if (keys->rsa != NULL) {
        json_open_map(json, NULL);
        write_id(keys, "rsa", id);
        json_text(json, "kty", "RSA");
        json_text(json, "use", "sig");
        json_text(json, "kid", id);
        write_number(json, keys->rsa, OSSL_PKEY_PARAM_RSA_N, "n", 0);
        write_number(json, keys->rsa, OSSL_PKEY_PARAM_RSA_E, "e", 0);
        json_close_map(json);
    }
    json_close_array(json);
    json_close_map(json);
    (void)pthread_mutex_unlock(&keys->lock);
}
