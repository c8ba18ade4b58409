/* What a provider says of itself. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "headend/identity/discovery.h"

#define ISSUER    "\"issuer\":\"https://id.example\""
#define AUTHORIZE "\"authorization_endpoint\":\"https://id.example/a?x=1\""
#define TOKEN     "\"token_endpoint\":\"https://token.example/t\""
#define KEYS      "\"jwks_uri\":\"https://id.example/k\""
#define WHOLE     ISSUER "," AUTHORIZE "," TOKEN "," KEYS

static void table(void **state)
{
    static const struct {
        const char *text;
        enum identity_proof proof;
        const char *problem; /* NULL: it is taken */
    } cases[] = {
        {"{" WHOLE "}", IDENTITY_PROOF_BASIC, NULL},
        {"{" WHOLE "}", IDENTITY_PROOF_POST, "client-proof"},
        {"{" WHOLE ",\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\"]}", IDENTITY_PROOF_KEY,
         NULL},
        {"{" WHOLE ",\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\"]}", IDENTITY_PROOF_BASIC,
         "client-proof"},
        {"{" WHOLE ",\"userinfo_endpoint\":\"https://id.example/u\"}", IDENTITY_PROOF_BASIC, NULL},
        {"{" WHOLE ",\"userinfo_endpoint\":\"http://id.example/u\"}", IDENTITY_PROOF_BASIC, "address"},
        {"{" WHOLE ",\"userinfo_endpoint\":7}", IDENTITY_PROOF_BASIC, "address"},
        {"{" WHOLE ",\"issuer\":\"https://id.example\"}", IDENTITY_PROOF_BASIC, "agreed form"},
        {"{\"issuer\":\"https://id.example/\"," AUTHORIZE "," TOKEN "," KEYS "}", IDENTITY_PROOF_BASIC,
         "another issuer"},
        {"{\"issuer\":\"https://evil.example\"," AUTHORIZE "," TOKEN "," KEYS "}", IDENTITY_PROOF_BASIC,
         "another issuer"},
        {"{" AUTHORIZE "," TOKEN "," KEYS "}", IDENTITY_PROOF_BASIC, "another issuer"},
        {"{" ISSUER "," TOKEN "," KEYS "}", IDENTITY_PROOF_BASIC, "address"},
        {"{" ISSUER "," AUTHORIZE "," KEYS "}", IDENTITY_PROOF_BASIC, "address"},
        {"{" ISSUER "," AUTHORIZE "," TOKEN "}", IDENTITY_PROOF_BASIC, "address"},
        {"{" ISSUER ",\"authorization_endpoint\":\"http://id.example/a\"," TOKEN "," KEYS "}",
         IDENTITY_PROOF_BASIC, "address"},
        {"{" ISSUER ",\"authorization_endpoint\":\"javascript:alert(1)\"," TOKEN "," KEYS "}",
         IDENTITY_PROOF_BASIC, "address"},
        {"{" ISSUER ",\"authorization_endpoint\":\"https://id.example/a#b\"," TOKEN "," KEYS "}",
         IDENTITY_PROOF_BASIC, "address"},
        {"{" ISSUER ",\"authorization_endpoint\":\"https://id.example/a\\r\\nX: y\"," TOKEN "," KEYS "}",
         IDENTITY_PROOF_BASIC, "address"},
        {"{" ISSUER "," AUTHORIZE "," TOKEN ",\"jwks_uri\":\"file:///etc/passwd\"}", IDENTITY_PROOF_BASIC,
         "address"},
        {"{" WHOLE ",\"response_types_supported\":[\"id_token\"]}", IDENTITY_PROOF_BASIC,
         "authorization code"},
        {"{" WHOLE ",\"code_challenge_methods_supported\":[\"plain\"]}", IDENTITY_PROOF_BASIC, "PKCE"},
        {"{" WHOLE ",\"id_token_signing_alg_values_supported\":[\"HS256\",\"none\"]}", IDENTITY_PROOF_BASIC,
         "signature"},
        {"{" WHOLE ",\"id_token_signing_alg_values_supported\":[\"HS256\",\"PS256\"]}", IDENTITY_PROOF_BASIC,
         NULL},
        {"[]", IDENTITY_PROOF_BASIC, "agreed form"},
        {"", IDENTITY_PROOF_BASIC, "agreed form"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct oidc_endpoints endpoints;
        const char *problem = discovery_read(cases[i].text, strlen(cases[i].text), "https://id.example",
                                             cases[i].proof, &endpoints);
        int as_wanted = cases[i].problem == NULL
                            ? problem == NULL
                            : problem != NULL && strstr(problem, cases[i].problem) != NULL;
        if (!as_wanted) {
            fail_msg("%s: wanted \"%s\", got \"%s\"", cases[i].text,
                     cases[i].problem != NULL ? cases[i].problem : "it is taken",
                     problem != NULL ? problem : "it is taken");
        }
    }
}

static void addresses_are_bounded(void **state)
{
    char text[2000];
    struct oidc_endpoints endpoints;
    (void)state;
    for (int length = ENDPOINT_SIZE - 1; length <= ENDPOINT_SIZE; length++) {
        int filling = length - (int)strlen("https://id.example/");
        (void)snprintf(text, sizeof text,
                       "{" ISSUER "," AUTHORIZE "," TOKEN ",\"jwks_uri\":\"https://id.example/%0*d\","
                       "\"authorization_response_iss_parameter_supported\":true}",
                       filling, 0);
        const char *problem =
            discovery_read(text, strlen(text), "https://id.example", IDENTITY_PROOF_BASIC, &endpoints);
        assert_int_equal(problem == NULL, length < ENDPOINT_SIZE);
        assert_int_equal(endpoints.says_issuer, problem == NULL);
    }
    assert_string_equal(endpoints.authorization, "https://id.example/a?x=1");
    assert_string_equal(endpoints.userinfo, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table),
        cmocka_unit_test(addresses_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
