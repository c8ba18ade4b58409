#ifndef TESTS_UNIT_HEADEND_IDENTITY_TOKEN_FIXTURE_H
#define TESTS_UNIT_HEADEND_IDENTITY_TOKEN_FIXTURE_H

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <string.h>

#include "headend/crypto/signed_token.h"
#include "headend/identity/jwk_set.h"

/* A key pair of the test, and the set that has its public half under the name "k1". */

struct test_keys {
    EVP_PKEY *key;
    struct jwk_set set;
};

static inline void test_keys_make(struct test_keys *keys, int is_rsa)
{
    memset(keys, 0, sizeof *keys);
    keys->key = is_rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
    assert_non_null(keys->key);
    assert_int_equal(EVP_PKEY_up_ref(keys->key), 1);
    keys->set.count = 1;
    keys->set.keys[0] =
        (struct jwk){.id = "k1", .algorithm = JWS_ALGORITHM_COUNT, .is_rsa = is_rsa, .key = keys->key};
}

static inline void test_keys_free(struct test_keys *keys)
{
    jwk_set_free(&keys->set);
    EVP_PKEY_free(keys->key);
}

#endif
