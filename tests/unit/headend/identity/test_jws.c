/* Signed tokens and the keys that they are held against: the RFC's own examples, and what must not be
 * believed. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/crypto/base64url.h"
#include "headend/identity/jwk_set.h"
#include "tests/unit/headend/identity/token_fixture.h"

#define PAYLOAD                                                                                              \
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
#define N                                                                                                    \
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-" \
    "SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-"        \
    "KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_"    \
    "h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
#define X "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
#define Y "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
/* RFC 7515 A.2 and A.3. */
#define RS256_TOKEN                                                                                          \
    "eyJhbGciOiJSUzI1NiJ9." PAYLOAD                                                                          \
    ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"                 \
    "O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L"  \
    "07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6" \
    "LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
#define ES256_SIGNATURE                                                                                      \
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
#define ES256_TOKEN "eyJhbGciOiJFUzI1NiJ9." PAYLOAD "." ES256_SIGNATURE

#define RSA_KEY "{\"kty\":\"RSA\",\"n\":\"" N "\",\"e\":\"AQAB\"}"
#define EC_KEY  "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}"

static enum jws_verdict verdict_of(const char *keys, const char *token)
{
    struct jwk_set set;
    struct jws jws;
    assert_int_equal(jwk_set_read(keys, strlen(keys), &set), 0);
    const char *problem = jws_read(token, &jws);
    if (problem != NULL) {
        fail_msg("%.60s…: %s", token, problem);
    }
    enum jws_verdict verdict = jwk_set_verify(&set, &jws);
    jws_wipe(&jws);
    jwk_set_free(&set);
    return verdict;
}

static void examples_of_the_standard_are_believed(void **state)
{
    (void)state;
    assert_int_equal(verdict_of("{\"keys\":[" RSA_KEY "]}", RS256_TOKEN), JWS_GOOD);
    assert_int_equal(verdict_of("{\"keys\":[" EC_KEY "]}", ES256_TOKEN), JWS_GOOD);
    assert_int_equal(verdict_of("{\"keys\":[" RSA_KEY "," EC_KEY "]}", ES256_TOKEN), JWS_GOOD);
    struct jws jws;
    assert_null(jws_read(ES256_TOKEN, &jws));
    assert_string_equal(jws.payload,
                        "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");
    jws_wipe(&jws);
}

static void keys_that_are_not_fit_do_not_count(void **state)
{
    static const struct {
        const char *key;
        enum jws_verdict verdict;
    } cases[] = {
        {"{\"kty\":\"EC\",\"use\":\"sig\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}", JWS_GOOD},
        {"{\"kty\":\"EC\",\"alg\":\"ES256\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}", JWS_GOOD},
        {"{\"kty\":\"EC\",\"key_ops\":[\"verify\"],\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}",
         JWS_GOOD},
        /* a token that names no key is tried with keys that have names */
        {"{\"kty\":\"EC\",\"kid\":\"1\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}", JWS_GOOD},
        {"{\"kty\":\"EC\",\"use\":\"enc\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}",
         JWS_UNKNOWN_KEY},
        {"{\"kty\":\"EC\",\"alg\":\"ES384\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}",
         JWS_UNKNOWN_KEY},
        {"{\"kty\":\"EC\",\"alg\":\"RS256\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}",
         JWS_UNKNOWN_KEY},
        {"{\"kty\":\"EC\",\"key_ops\":[\"sign\"],\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}",
         JWS_UNKNOWN_KEY},
        {"{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"" X "\",\"y\":\"" Y "\"}", JWS_UNKNOWN_KEY},
        /* not on the curve */
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" X "\"}", JWS_UNKNOWN_KEY},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\"}", JWS_UNKNOWN_KEY},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}", JWS_UNKNOWN_KEY},
        {"{\"kty\":\"oct\",\"k\":\"" X "\"}", JWS_UNKNOWN_KEY},
        {"{\"kty\":\"RSA\",\"n\":\"" X "\",\"e\":\"AQAB\"}", JWS_UNKNOWN_KEY},
        {"{\"kty\":\"EC\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\"}",
         JWS_UNKNOWN_KEY},
        {"7", JWS_UNKNOWN_KEY},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char keys[1000];
        (void)snprintf(keys, sizeof keys, "{\"keys\":[%s]}", cases[i].key);
        enum jws_verdict verdict = verdict_of(keys, ES256_TOKEN);
        if (verdict != cases[i].verdict) {
            fail_msg("%s: wanted %d, got %d", cases[i].key, (int)cases[i].verdict, (int)verdict);
        }
    }
    /* exponents of 1 and of even numbers, a modulus that is too short or too long */
    static const char *const rsa[] = {"{\"kty\":\"RSA\",\"n\":\"" N "\",\"e\":\"AQ\"}",
                                      "{\"kty\":\"RSA\",\"n\":\"" N "\",\"e\":\"Ag\"}",
                                      "{\"kty\":\"RSA\",\"n\":\"" N "\"}", "{\"kty\":\"RSA\",\"e\":\"AQAB\"}",
                                      "{\"kty\":\"RSA\",\"n\":\"" N N N N N "\",\"e\":\"AQAB\"}"};
    for (size_t i = 0; i < sizeof rsa / sizeof rsa[0]; i++) {
        char keys[2000];
        (void)snprintf(keys, sizeof keys, "{\"keys\":[%s]}", rsa[i]);
        assert_int_equal(verdict_of(keys, RS256_TOKEN), JWS_UNKNOWN_KEY);
    }
}

static void what_is_no_key_set_is_refused(void **state)
{
    static const char *const cases[] = {
        "", "{}", "[]", "{\"keys\":{}}", "{\"keys\":\"\"}", "{\"keys\":[}", "{\"keys\":null}"};
    struct jwk_set set;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(jwk_set_read(cases[i], strlen(cases[i]), &set), -1);
    }
    char many[16 * 1024] = "{\"keys\":[" EC_KEY;
    size_t used = strlen(many);
    for (int i = 1; i < JWK_MAX; i++) {
        used += (size_t)snprintf(many + used, sizeof many - used, "," EC_KEY);
    }
    (void)snprintf(many + used, sizeof many - used, "]}");
    assert_int_equal(jwk_set_read(many, strlen(many), &set), 0);
    assert_int_equal(set.count, JWK_MAX);
    jwk_set_free(&set);
    (void)snprintf(many + used, sizeof many - used, "," EC_KEY "]}");
    assert_int_equal(jwk_set_read(many, strlen(many), &set), -1);
}

static void every_changed_part_is_noticed(void **state)
{
    (void)state;
    /* Each character of the token once; the last of a part may carry bits that must be 0 (then it is no
     * base64url). */
    for (size_t i = 0; i < strlen(ES256_TOKEN); i++) {
        char token[] = ES256_TOKEN;
        struct jwk_set set;
        struct jws jws;
        if (token[i] == '.') {
            continue;
        }
        token[i] = token[i] == 'A' ? 'B' : 'A';
        assert_int_equal(jwk_set_read("{\"keys\":[" EC_KEY "]}", strlen("{\"keys\":[" EC_KEY "]}"), &set), 0);
        if (jws_read(token, &jws) == NULL) {
            assert_int_not_equal(jwk_set_verify(&set, &jws), JWS_GOOD);
            jws_wipe(&jws);
        }
        jwk_set_free(&set);
    }
}

/* A header as JSON before an empty payload and a signature. */
static const char *problem_of_header(const char *header, const char *signature)
{
    char text[1000];
    char token[2000];
    struct jws jws;
    base64url_write(header, strlen(header), text, sizeof text);
    (void)snprintf(token, sizeof token, "%s.e30.%s", text, signature);
    const char *problem = jws_read(token, &jws);
    if (problem == NULL) {
        jws_wipe(&jws);
    }
    return problem;
}

static void headers_that_ask_for_less_are_refused(void **state)
{
    static const char *const bad[] = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"HS256\"}",
        "{\"alg\":\"RS384\"}",
        "{\"alg\":\"es256\"}",
        "{\"alg\":\"\"}",
        "{}",
        "{\"alg\":7}",
        "{\"alg\":null}",
        "{\"alg\":[\"ES256\"]}",
        "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}",
        "{\"alg\":\"ES256\",\"alg\":\"none\"}",
        "{\"alg\":\"ES256\",\"kid\":7}",
        "{\"alg\":\"ES256\\u0000\"}",
        "[]",
        "",
        "{\"alg\":\"ES256\"",
    };
    (void)state;
    assert_null(problem_of_header("{\"alg\":\"ES256\",\"kid\":\"1\",\"typ\":\"JWT\",\"x\":{}}", "AA"));
    assert_non_null(problem_of_header("{\"alg\":\"ES256\"}", ""));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (problem_of_header(bad[i], "AA") == NULL) {
            fail_msg("%s: it was taken", bad[i]);
        }
    }
}

static void what_is_no_token_is_refused(void **state)
{
    static const char *const bad[] = {"",
                                      ".",
                                      "..",
                                      "a.b",
                                      "a.b.c.d",
                                      "eyJhbGciOiJFUzI1NiJ9.e30",
                                      "....",
                                      "eyJhbGciOiJFUzI1NiJ9.!.AA",
                                      "eyJhbGciOiJFUzI1NiJ9.e30.A"};
    struct jws jws;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_non_null(jws_read(bad[i], &jws));
    }
    char *long_one = malloc(JWS_LENGTH_MAX + 2);
    assert_non_null(long_one);
    memset(long_one, 'A', JWS_LENGTH_MAX + 1);
    long_one[JWS_LENGTH_MAX + 1] = '\0';
    assert_non_null(jws_read(long_one, &jws));
    free(long_one);
}

static void each_algorithm_is_read_as_it_is_made(void **state)
{
    static const char *const algorithms[] = {"ES256", "RS256", "PS256"};
    (void)state;
    for (size_t i = 0; i < sizeof algorithms / sizeof algorithms[0]; i++) {
        struct test_keys keys;
        struct jws jws;
        char token[SIGNED_TOKEN_SIZE];
        test_keys_make(&keys, i > 0);
        assert_int_equal(signed_token_make(keys.key, algorithms[i], "k1", "{\"a\":1}", token), 0);
        assert_null(jws_read(token, &jws));
        assert_string_equal(jws.key_id, "k1");
        assert_int_equal(jwk_set_verify(&keys.set, &jws), JWS_GOOD);
        /* The same signature under the other algorithm of the key. */
        jws.algorithm = jws.algorithm == JWS_RS256   ? JWS_PS256
                        : jws.algorithm == JWS_PS256 ? JWS_RS256
                                                     : JWS_ES256;
        assert_int_equal(jwk_set_verify(&keys.set, &jws), i > 0 ? JWS_FORGED : JWS_GOOD);
        /* Of another key, by its name. */
        memcpy(jws.key_id, "k2", 3);
        assert_int_equal(jwk_set_verify(&keys.set, &jws), JWS_UNKNOWN_KEY);
        jws_wipe(&jws);
        test_keys_free(&keys);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_of_the_standard_are_believed),
        cmocka_unit_test(keys_that_are_not_fit_do_not_count),
        cmocka_unit_test(what_is_no_key_set_is_refused),
        cmocka_unit_test(every_changed_part_is_noticed),
        cmocka_unit_test(headers_that_ask_for_less_are_refused),
        cmocka_unit_test(what_is_no_token_is_refused),
        cmocka_unit_test(each_algorithm_is_read_as_it_is_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
