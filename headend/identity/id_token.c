#include "headend/identity/id_token.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#include "headend/crypto/base64url.h"
#include "headend/identity/claims.h"

enum { DIGEST_BYTES = 32, HALF_DIGEST = DIGEST_BYTES / 2 };

int secrets_equal(const char *one, const char *other)
{
    size_t length = strlen(one);
    return length == strlen(other) && CRYPTO_memcmp(one, other, length) == 0;
}

int subject_is_good(const char *subject)
{
    size_t length = strnlen(subject, SUBJECT_MAX + 1);
    for (size_t i = 0; i < length; i++) {
        if (subject[i] < ' ' || subject[i] > '~') {
            return 0;
        }
    }
    return length > 0 && length <= SUBJECT_MAX;
}

static const char *check_times(const struct json_value *claims, int64_t now_ms)
{
    int64_t ends = claims_moment(claims, "exp");
    int64_t made = claims_moment(claims, "iat");
    int64_t begins = claims_moment(claims, "nbf");
    if (ends <= 0 || made <= 0 || begins < 0 || claims_moment(claims, "auth_time") < 0) {
        return "exp, iat, nbf or auth_time is missing or no moment";
    }
    if (now_ms >= ends + CLOCK_LEEWAY_MS) {
        return "exp: it is over, or a clock is wrong";
    }
    return made > now_ms + CLOCK_LEEWAY_MS || begins > now_ms + CLOCK_LEEWAY_MS
               ? "iat or nbf: it is of the future, or a clock is wrong"
               : NULL;
}

/* For others besides us only if it says that it was made for us. */
static const char *check_audience(const struct json_value *claims, const char *client_id)
{
    const struct json_value *audience = json_value_part(claims, "aud");
    int has_party = json_value_part(claims, "azp") != NULL;
    if (!claims_have(claims, "aud", client_id)) {
        return "aud: it is for another client";
    }
    if (audience->kind == JSON_LIST && audience->count > 1 && !has_party) {
        return "aud: it is for several clients, and azp is missing";
    }
    return has_party && !claims_have(claims, "azp", client_id) ? "azp: it was made for another client" : NULL;
}

/* The left half of the digest of the access token that came with it. */
static const char *check_access_hash(const struct json_value *claims, const char *access_token)
{
    unsigned char digest[DIGEST_BYTES];
    char wanted[BASE64URL_SIZE(HALF_DIGEST)];
    unsigned size = 0;
    if (json_value_part(claims, "at_hash") == NULL) {
        return NULL;
    }
    if (EVP_Digest(access_token, strlen(access_token), digest, &size, EVP_sha256(), NULL) != 1) {
        return "at_hash: OpenSSL cannot";
    }
    base64url_write(digest, HALF_DIGEST, wanted, sizeof wanted);
    return claims_have(claims, "at_hash", wanted) ? NULL : "at_hash: it came with another access token";
}

const char *id_token_check(const struct json_value *claims, const struct id_token_expected *expected)
{
    int wrong = 0;
    if (!claims_are_distinct(claims)) {
        return "its claims are not of the agreed form";
    }
    const char *issuer = json_value_text(claims, "iss", &wrong);
    const char *nonce = json_value_text(claims, "nonce", &wrong);
    const char *subject = json_value_text(claims, "sub", &wrong);
    if (wrong) {
        return "iss, nonce or sub is no text";
    }
    if (strcmp(issuer, expected->issuer) != 0) {
        return "iss: it is of another issuer";
    }
    const char *problem = check_audience(claims, expected->client_id);
    problem = problem != NULL ? problem : check_times(claims, expected->now_ms);
    if (problem == NULL && (expected->nonce[0] == '\0' || !secrets_equal(nonce, expected->nonce))) {
        problem = "nonce: it is of another log-in";
    }
    if (problem == NULL && !subject_is_good(subject)) {
        problem = "sub is missing or none";
    }
    return problem != NULL ? problem : check_access_hash(claims, expected->access_token);
}
