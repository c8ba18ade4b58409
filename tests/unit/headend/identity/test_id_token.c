/* Claims of ID tokens: for whom, from whom, when, for which log-in. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "headend/identity/claims.h"
#include "headend/identity/id_token.h"

#define NOW_S 1800000000

static const struct id_token_expected expected = {.issuer = "https://id.example",
                                                  .client_id = "hall",
                                                  .nonce = "n-1",
                                                  .access_token =
                                                      "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y",
                                                  .now_ms = INT64_C(1000) * NOW_S};

#define WHO    "\"iss\":\"https://id.example\",\"sub\":\"s\""
#define FOR    "\"aud\":\"hall\""
#define LOGIN  "\"nonce\":\"n-1\""
#define TIMES  "\"iat\":1799999990,\"exp\":1800000300"
#define CLAIMS WHO "," FOR "," LOGIN "," TIMES

static void table(void **state)
{
    static const struct {
        const char *claims;
        const char *problem; /* NULL: it is taken */
    } cases[] = {
        {"{" CLAIMS "}", NULL},
        /* Whose it is. */
        {"{\"iss\":\"https://id.example/\",\"sub\":\"s\"," FOR "," LOGIN "," TIMES "}", "iss:"},
        {"{\"iss\":\"https://ID.example\",\"sub\":\"s\"," FOR "," LOGIN "," TIMES "}", "iss:"},
        {"{\"sub\":\"s\"," FOR "," LOGIN "," TIMES "}", "iss:"},
        {"{\"iss\":[\"https://id.example\"],\"sub\":\"s\"," FOR "," LOGIN "," TIMES "}", "no text"},
        {"{\"iss\":\"https://id.example\"," FOR "," LOGIN "," TIMES "}", "sub"},
        {"{\"iss\":\"https://id.example\",\"sub\":\"\"," FOR "," LOGIN "," TIMES "}", "sub"},
        {"{\"iss\":\"https://id.example\",\"sub\":\"\\u5f20\"," FOR "," LOGIN "," TIMES "}", "sub"},
        {"{\"iss\":\"https://id.example\",\"sub\":\"a\\u0000b\"," FOR "," LOGIN "," TIMES "}", "no text"},
        {"{\"iss\":\"https://id.example\",\"sub\":7," FOR "," LOGIN "," TIMES "}", "no text"},
        {"{" CLAIMS ",\"sub\":\"t\"}", "not of the agreed form"},
        /* For whom. */
        {"{" WHO ",\"aud\":\"other\"," LOGIN "," TIMES "}", "aud:"},
        {"{" WHO ",\"aud\":\"hall2\"," LOGIN "," TIMES "}", "aud:"},
        {"{" WHO "," LOGIN "," TIMES "}", "aud:"},
        {"{" WHO ",\"aud\":[]," LOGIN "," TIMES "}", "aud:"},
        {"{" WHO ",\"aud\":{\"hall\":\"hall\"}," LOGIN "," TIMES "}", "aud:"},
        {"{" WHO ",\"aud\":[\"hall\"]," LOGIN "," TIMES "}", NULL},
        {"{" WHO ",\"aud\":[\"other\",\"hall\"]," LOGIN "," TIMES "}", "several"},
        {"{" WHO ",\"aud\":[\"other\",\"hall\"],\"azp\":\"hall\"," LOGIN "," TIMES "}", NULL},
        {"{" WHO ",\"aud\":[\"other\",\"hall\"],\"azp\":\"other\"," LOGIN "," TIMES "}", "azp:"},
        {"{" CLAIMS ",\"azp\":\"hall\"}", NULL},
        {"{" CLAIMS ",\"azp\":\"other\"}", "azp:"},
        {"{" CLAIMS ",\"azp\":7}", "azp:"},
        /* When: a minute of leeway at either end. */
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1799999000,\"exp\":1799999941}", NULL},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1799999000,\"exp\":1799999940}", "exp:"},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1800000060,\"exp\":1800000300}", NULL},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1800000061,\"exp\":1800000300}", "future"},
        {"{" CLAIMS ",\"nbf\":1800000060}", NULL},
        {"{" CLAIMS ",\"nbf\":1800000061}", "future"},
        {"{" CLAIMS ",\"auth_time\":1799990000}", NULL},
        {"{" CLAIMS ",\"auth_time\":\"1799990000\"}", "no moment"},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1799999990}", "no moment"},
        {"{" WHO "," FOR "," LOGIN ",\"exp\":1800000300}", "no moment"},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1799999990.25,\"exp\":1800000300.75}", NULL},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1799999990,\"exp\":18e8}", "no moment"},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1799999990,\"exp\":-1}", "no moment"},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1799999990,\"exp\":99999999999999999999}", "no moment"},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":1799999990,\"exp\":\"1800000300\"}", "no moment"},
        {"{" WHO "," FOR "," LOGIN ",\"iat\":0,\"exp\":1800000300}", "no moment"},
        /* Which log-in. */
        {"{" WHO "," FOR ",\"nonce\":\"n-2\"," TIMES "}", "nonce:"},
        {"{" WHO "," FOR ",\"nonce\":\"n-11\"," TIMES "}", "nonce:"},
        {"{" WHO "," FOR ",\"nonce\":\"\"," TIMES "}", "nonce:"},
        {"{" WHO "," FOR "," TIMES "}", "nonce:"},
        {"{" WHO "," FOR ",\"nonce\":{}," TIMES "}", "no text"},
        /* The example of OpenID Connect Core A.3. */
        {"{" CLAIMS ",\"at_hash\":\"77QmUPtjPfzWtF2AnpK9RQ\"}", NULL},
        {"{" CLAIMS ",\"at_hash\":\"77QmUPtjPfzWtF2AnpK9RA\"}", "at_hash:"},
        {"{" CLAIMS ",\"at_hash\":7}", "at_hash:"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json_tree *tree = json_tree_read(cases[i].claims, strlen(cases[i].claims));
        const char *problem = id_token_check(json_tree_root(tree), &expected);
        json_tree_wipe(tree);
        int as_wanted = cases[i].problem == NULL
                            ? problem == NULL
                            : problem != NULL && strstr(problem, cases[i].problem) != NULL;
        if (!as_wanted) {
            fail_msg("%s: wanted \"%s\", got \"%s\"", cases[i].claims,
                     cases[i].problem != NULL ? cases[i].problem : "it is taken",
                     problem != NULL ? problem : "it is taken");
        }
    }
    assert_non_null(id_token_check(NULL, &expected));
}

static void a_log_in_without_a_nonce_is_none(void **state)
{
    static const char text[] = "{" WHO "," FOR ",\"nonce\":\"\"," TIMES "}";
    struct id_token_expected without = expected;
    struct json_tree *tree = json_tree_read(text, strlen(text));
    (void)state;
    without.nonce = "";
    assert_non_null(id_token_check(json_tree_root(tree), &without));
    json_tree_wipe(tree);
}

static void words_of_a_list(void **state)
{
    static const struct {
        const char *words, *word;
        int wanted;
    } cases[] = {{"a b", "a", 1}, {"a b", "b", 1}, {" a  b ", "b", 1}, {"ab", "a", 0},
                 {"a b", "", 0},  {"", "a", 0},    {"ab a", "a", 1},   {"a", "a b", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(words_have(cases[i].words, cases[i].word), cases[i].wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table),
        cmocka_unit_test(a_log_in_without_a_nonce_is_none),
        cmocka_unit_test(words_of_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
