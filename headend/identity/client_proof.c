#include "headend/identity/client_proof.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_writer.h"
#include "headend/crypto/signed_token.h"
#include "headend/crypto/token.h"

enum { ASSERTION_SECONDS = 60, RSA_LEAST = 2048, PAIR_SIZE = 1400 };

static int failed(char problem[OWN_SECRET_PROBLEM_SIZE], const char *path, const char *why)
{
    (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "%.220s: %.90s", path, why);
    return -1;
}

static const char *algorithm_of(EVP_PKEY *key)
{
    char curve[40] = "";
    size_t length = 0;
    if (EVP_PKEY_is_a(key, "RSA")) {
        return EVP_PKEY_get_bits(key) >= RSA_LEAST ? "RS256" : NULL;
    }
    return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_group_name(key, curve, sizeof curve, &length) == 1 &&
                   strcmp(curve, "prime256v1") == 0
               ? "ES256"
               : NULL;
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

static int read_key(struct client_proof *proof, const char *path, const char *text,
                    char problem[OWN_SECRET_PROBLEM_SIZE])
{
    BIO *bytes = BIO_new_mem_buf(text, -1);
    proof->key = bytes != NULL ? PEM_read_bio_PrivateKey(bytes, NULL, no_password, NULL) : NULL;
    (void)BIO_free(bytes);
    return proof->key != NULL && algorithm_of(proof->key) != NULL
               ? 0
               : failed(problem, path,
                        "it is no private key in PEM of RSA with 2048 bits or more, or of P-256");
}

int client_proof_open(struct client_proof *proof, const struct identity_config *config,
                      char problem[OWN_SECRET_PROBLEM_SIZE])
{
    char text[OWN_SECRET_SIZE];
    memset(proof, 0, sizeof *proof);
    proof->kind = config->proof;
    (void)snprintf(proof->client_id, sizeof proof->client_id, "%s", config->client_id);
    int result = own_secret_read(config->secret_file, text, problem);
    if (result == 0 && proof->kind == IDENTITY_PROOF_KEY) {
        result = read_key(proof, config->secret_file, text, problem);
    } else if (result == 0 && strlen(text) >= sizeof proof->secret) {
        result = failed(problem, config->secret_file, "it is longer than a secret may be");
    } else if (result == 0) {
        memcpy(proof->secret, text, strlen(text) + 1);
    }
    explicit_bzero(text, sizeof text);
    if (result != 0) {
        client_proof_close(proof);
    }
    return result;
}

void client_proof_close(struct client_proof *proof)
{
    EVP_PKEY_free(proof->key);
    explicit_bzero(proof, sizeof *proof);
}

/* Both halves are encoded as in a form before they are joined (RFC 6749 2.3.1). */
static int write_basic(const struct client_proof *proof, char header[PROOF_HEADER_SIZE])
{
    static const char begin[] = "Authorization: Basic ";
    char pair[PAIR_SIZE];
    struct form_body text;
    form_body_begin(&text, pair, sizeof pair);
    form_body_value(&text, proof->client_id);
    form_body_text(&text, ":");
    form_body_value(&text, proof->secret);
    int good = !text.too_long && sizeof begin + (text.length + 2) / 3 * 4 <= PROOF_HEADER_SIZE;
    if (good) {
        memcpy(header, begin, sizeof begin);
        (void)EVP_EncodeBlock((unsigned char *)header + sizeof begin - 1, (const unsigned char *)pair,
                              (int)text.length);
    }
    explicit_bzero(pair, sizeof pair);
    return good ? 0 : -1;
}

/* What we say of ourselves and sign (RFC 7523): once, for a minute. */
static int add_assertion(const struct client_proof *proof, const char *token_endpoint, int64_t now_ms,
                         struct form_body *form)
{
    struct json_writer json;
    char once[TOKEN_SIZE];
    char token[SIGNED_TOKEN_SIZE];
    size_t length = 0;
    if (token_make(once) != 0 || json_begin(&json) != 0) {
        return -1;
    }
    json_open_map(&json, NULL);
    json_text(&json, "iss", proof->client_id);
    json_text(&json, "sub", proof->client_id);
    json_text(&json, "aud", token_endpoint);
    json_text(&json, "jti", once);
    json_number(&json, "iat", now_ms / 1000);
    json_number(&json, "exp", now_ms / 1000 + ASSERTION_SECONDS);
    json_close_map(&json);
    char *claims = json_take(&json, &length);
    int good =
        claims != NULL && signed_token_make(proof->key, algorithm_of(proof->key), "", claims, token) == 0;
    if (good) {
        form_body_add(form, "client_assertion_type",
                      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form_body_add(form, "client_assertion", token);
        explicit_bzero(token, sizeof token);
    }
    free(claims);
    return good ? 0 : -1;
}

int client_proof_add(const struct client_proof *proof, const char *token_endpoint, int64_t now_ms,
                     struct form_body *form, char header[PROOF_HEADER_SIZE])
{
    header[0] = '\0';
    if (proof->kind == IDENTITY_PROOF_BASIC) {
        return write_basic(proof, header);
    }
    form_body_add(form, "client_id", proof->client_id);
    if (proof->kind == IDENTITY_PROOF_POST) {
        form_body_add(form, "client_secret", proof->secret);
        return 0;
    }
    return add_assertion(proof, token_endpoint, now_ms, form);
}
