#include "sandbox/identity_token.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_writer.h"
#include "headend/crypto/base64url.h"

enum { DIGEST_BYTES = 32, HALF_DIGEST = DIGEST_BYTES / 2, LIFE_S = 300, FAR_S = 5400, NEAR_S = 30 };

static int64_t clock_of(const struct identity_token *token)
{
    int64_t off = token->fault == LOGIN_FAULT_CLOCK_AHEAD    ? FAR_S
                  : token->fault == LOGIN_FAULT_CLOCK_BEHIND ? -FAR_S
                  : token->fault == LOGIN_FAULT_CLOCK_NEAR   ? NEAR_S
                                                             : 0;
    return token->now_s + off;
}

static int write_hash(const char *access_token, char text[BASE64URL_SIZE(HALF_DIGEST)])
{
    unsigned char digest[DIGEST_BYTES];
    unsigned size = 0;
    if (EVP_Digest(access_token, strlen(access_token), digest, &size, EVP_sha256(), NULL) != 1) {
        return -1;
    }
    base64url_write(digest, HALF_DIGEST, text, BASE64URL_SIZE(HALF_DIGEST));
    return 0;
}

/* Malloc'ed. */
static char *write_claims(const struct identity_token *token)
{
    struct json_writer json;
    char hash[BASE64URL_SIZE(HALF_DIGEST)];
    size_t length = 0;
    int64_t now_s = clock_of(token);
    if (write_hash(token->access_token, hash) != 0) {
        return NULL;
    }
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "iss",
                  token->fault == LOGIN_FAULT_WRONG_ISSUER ? "https://other.example" : token->issuer);
        json_text(&json, "sub", token->login->person->subject);
        json_text(&json, "aud",
                  token->fault == LOGIN_FAULT_WRONG_AUDIENCE ? "another-client" : token->client_id);
        json_text(&json, "nonce",
                  token->fault == LOGIN_FAULT_WRONG_NONCE ? "another-nonce" : token->login->nonce);
        json_text(&json, "at_hash", hash);
        json_text(&json, "acr", "password");
        json_number(&json, "iat", now_s);
        json_number(&json, "auth_time", now_s);
        json_number(&json, "exp", now_s + LIFE_S);
        json_close_map(&json);
    }
    return json_take(&json, &length);
}

/* What no client may take: not signed at all, or with the secret that both know. */
static int make_weak(const struct identity_token *token, const char *claims, char out[SIGNED_TOKEN_SIZE])
{
    static const char none[] = "{\"alg\":\"none\"}", shared[] = "{\"alg\":\"HS256\"}";
    unsigned char signature[DIGEST_BYTES];
    unsigned size = 0;
    int is_none = token->fault == LOGIN_FAULT_ALG_NONE;
    const char *header = is_none ? none : shared;
    if (BASE64URL_SIZE(strlen(header)) + BASE64URL_SIZE(strlen(claims)) + BASE64URL_SIZE(DIGEST_BYTES) + 2 >
        SIGNED_TOKEN_SIZE) {
        return -1;
    }
    base64url_write(header, strlen(header), out, SIGNED_TOKEN_SIZE);
    out[strlen(out) + 1] = '\0';
    out[strlen(out)] = '.';
    base64url_write(claims, strlen(claims), out + strlen(out), SIGNED_TOKEN_SIZE - strlen(out));
    if (!is_none && HMAC(EVP_sha256(), token->client_secret, (int)strlen(token->client_secret),
                         (const unsigned char *)out, strlen(out), signature, &size) == NULL) {
        return -1;
    }
    out[strlen(out) + 1] = '\0';
    out[strlen(out)] = '.';
    base64url_write(signature, size, out + strlen(out), SIGNED_TOKEN_SIZE - strlen(out));
    return 0;
}

int identity_token_make(struct identity_keys *keys, const struct identity_token *token,
                        char out[SIGNED_TOKEN_SIZE])
{
    char *claims = write_claims(token);
    int result = -1;
    if (claims != NULL && (token->fault == LOGIN_FAULT_ALG_NONE || token->fault == LOGIN_FAULT_HS256)) {
        result = make_weak(token, claims, out);
    } else if (claims != NULL) {
        result = identity_keys_sign(keys, token->fault == LOGIN_FAULT_UNKNOWN_KEY, claims, out);
    }
    if (result == 0 && token->fault == LOGIN_FAULT_BAD_SIGNATURE) {
        char *first = strrchr(out, '.') + 1;
        *first = *first == 'A' ? 'B' : 'A';
    }
    free(claims);
    return result;
}
