#include "headend/identity/jwk_set.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_tree.h"
#include "headend/crypto/base64url.h"
#include "headend/identity/claims.h"

enum {
    EXPONENT_MAX = 8, /* bytes: a huge one makes every check dear */
    COORDINATE = 32,  /* bytes, of P-256 */
    POINT = 1 + 2 * COORDINATE,
    HALF_SIGNATURE = 32,
};

/* --- Keys --- */

static EVP_PKEY *key_from(const char *kind, OSSL_PARAM_BLD *build)
{
    EVP_PKEY *key = NULL;
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(build);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
    if (parameters == NULL || context == NULL || EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    return key;
}

/* A point that is not on the curve is no key. */
static int is_sound(EVP_PKEY *key)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    int good = context != NULL && EVP_PKEY_public_check(context) == 1;
    EVP_PKEY_CTX_free(context);
    return good;
}

/* A number of a key, big end first. Its length; 0: it is not there, not base64url, or too long. */
static size_t read_number(const struct json_value *jwk, const char *name, unsigned char *bytes, size_t size)
{
    int wrong = 0;
    size_t length = 0;
    const char *text = json_value_text(jwk, name, &wrong);
    return !wrong && base64url_read(text, strlen(text), bytes, size, &length) == 0 ? length : 0;
}

static EVP_PKEY *read_rsa(const struct json_value *jwk)
{
    unsigned char n[RSA_BITS_MOST / 8 + 1], e[EXPONENT_MAX];
    size_t n_length = read_number(jwk, "n", n, sizeof n);
    size_t e_length = read_number(jwk, "e", e, sizeof e);
    BIGNUM *modulus = BN_bin2bn(n, (int)n_length, NULL);
    BIGNUM *exponent = BN_bin2bn(e, (int)e_length, NULL);
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY *key = NULL;
    int bits = modulus != NULL ? BN_num_bits(modulus) : 0;
    if (exponent != NULL && build != NULL && bits >= RSA_BITS_LEAST && bits <= RSA_BITS_MOST &&
        BN_is_odd(modulus) && BN_is_odd(exponent) && !BN_is_one(exponent) &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, modulus) == 1 &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, exponent) == 1) {
        key = key_from("RSA", build);
    }
    OSSL_PARAM_BLD_free(build);
    BN_free(exponent);
    BN_free(modulus);
    return key;
}

static EVP_PKEY *read_p256(const struct json_value *jwk)
{
    static const char curve[] = "prime256v1";
    unsigned char point[POINT] = {POINT_CONVERSION_UNCOMPRESSED};
    int wrong = 0;
    if (strcmp(json_value_text(jwk, "crv", &wrong), "P-256") != 0 || wrong ||
        read_number(jwk, "x", point + 1, COORDINATE) != COORDINATE ||
        read_number(jwk, "y", point + 1 + COORDINATE, COORDINATE) != COORDINATE) {
        return NULL;
    }
    EVP_PKEY *key = NULL;
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    if (build != NULL &&
        OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, curve, sizeof curve - 1) == 1 &&
        OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) == 1) {
        key = key_from("EC", build);
    }
    OSSL_PARAM_BLD_free(build);
    if (key != NULL && !is_sound(key)) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    return key;
}

/* 1: it is one of ours. */
static int read_key(const struct json_value *value, struct jwk *jwk)
{
    int wrong = 0;
    memset(jwk, 0, sizeof *jwk);
    const char *kind = json_value_text(value, "kty", &wrong);
    const char *purpose = json_value_text(value, "use", &wrong);
    const char *algorithm = json_value_text(value, "alg", &wrong);
    const char *id = json_value_text(value, "kid", &wrong);
    if (value->kind != JSON_OBJECT || wrong || !claims_are_distinct(value) || strlen(id) >= sizeof jwk->id ||
        (purpose[0] != '\0' && strcmp(purpose, "sig") != 0) ||
        (json_value_part(value, "key_ops") != NULL && !claims_have(value, "key_ops", "verify"))) {
        return 0;
    }
    jwk->algorithm = jws_algorithm_of(algorithm);
    if (algorithm[0] != '\0' && jwk->algorithm == JWS_ALGORITHM_COUNT) {
        return 0;
    }
    memcpy(jwk->id, id, strlen(id) + 1);
    jwk->is_rsa = strcmp(kind, "RSA") == 0;
    jwk->key = jwk->is_rsa ? read_rsa(value) : strcmp(kind, "EC") == 0 ? read_p256(value) : NULL;
    return jwk->key != NULL;
}

int jwk_set_read(const char *text, size_t length, struct jwk_set *set)
{
    memset(set, 0, sizeof *set);
    struct json_tree *tree = json_tree_read(text, length);
    const struct json_value *keys = json_value_part(json_tree_root(tree), "keys");
    int result = keys != NULL && keys->kind == JSON_LIST ? 0 : -1;
    for (const struct json_value *key = result == 0 ? keys->first : NULL; key != NULL && result == 0;
         key = key->next) {
        struct jwk jwk;
        if (read_key(key, &jwk)) {
            if (set->count == JWK_MAX) {
                EVP_PKEY_free(jwk.key);
                result = -1;
            } else {
                set->keys[set->count++] = jwk;
            }
        }
    }
    json_tree_wipe(tree);
    if (result != 0) {
        jwk_set_free(set);
    }
    return result;
}

void jwk_set_free(struct jwk_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        EVP_PKEY_free(set->keys[i].key);
    }
    memset(set, 0, sizeof *set);
}

/* --- Signatures --- */

/* JWS has the two numbers of ECDSA one behind the other, OpenSSL wants them in DER; malloc'ed by it. */
static int to_der(const struct jws *jws, unsigned char **der)
{
    if (jws->signature_length != 2 * (size_t)HALF_SIGNATURE) {
        return -1;
    }
    ECDSA_SIG *signature = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(jws->signature, HALF_SIGNATURE, NULL);
    BIGNUM *s = BN_bin2bn(jws->signature + HALF_SIGNATURE, HALF_SIGNATURE, NULL);
    int length = -1;
    if (signature != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(signature, r, s) == 1) {
        r = NULL;
        s = NULL; /* they are the signature's now */
        length = i2d_ECDSA_SIG(signature, der);
    }
    BN_free(s);
    BN_free(r);
    ECDSA_SIG_free(signature);
    return length;
}

static int is_signed(EVP_PKEY *key, const struct jws *jws, const unsigned char *signature, size_t length)
{
    EVP_PKEY_CTX *padding = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int good =
        context != NULL && EVP_DigestVerifyInit_ex(context, &padding, "SHA256", NULL, NULL, key, NULL) == 1;
    if (good && jws->algorithm == JWS_PS256) {
        good = EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, RSA_PSS_SALTLEN_DIGEST) == 1;
    }
    good = good && EVP_DigestVerify(context, signature, length, (const unsigned char *)jws->text,
                                    jws->signed_length) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

static int verifies(const struct jwk *jwk, const struct jws *jws)
{
    if (jws->algorithm != JWS_ES256) {
        return is_signed(jwk->key, jws, jws->signature, jws->signature_length);
    }
    unsigned char *der = NULL;
    int length = to_der(jws, &der);
    int good = length > 0 && is_signed(jwk->key, jws, der, (size_t)length);
    OPENSSL_free(der);
    return good;
}

static int is_fit(const struct jwk *jwk, const struct jws *jws)
{
    return jwk->is_rsa == (jws->algorithm != JWS_ES256) &&
           (jwk->algorithm == JWS_ALGORITHM_COUNT || jwk->algorithm == jws->algorithm) &&
           (jws->key_id[0] == '\0' || strcmp(jwk->id, jws->key_id) == 0);
}

enum jws_verdict jwk_set_verify(const struct jwk_set *set, const struct jws *jws)
{
    enum jws_verdict verdict = JWS_UNKNOWN_KEY;
    for (size_t i = 0; i < set->count; i++) {
        if (is_fit(&set->keys[i], jws)) {
            if (verifies(&set->keys[i], jws)) {
                return JWS_GOOD;
            }
            verdict = JWS_FORGED;
        }
    }
    return verdict;
}
