#include "sandbox/identity_provider.h"

#include <openssl/evp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/crypto/base64url.h"
#include "headend/crypto/token.h"
#include "headend/http/form.h"
#include "headend/upstream/form_body.h"
#include "sandbox/identity_keys.h"
#include "sandbox/identity_token.h"
#include "sandbox/login_store.h"

enum { ISSUER_SIZE = 256, AUTHORIZATION_SIZE = 1024, FORM_BYTES_MAX = 16 * 1024, DIGEST_BYTES = 32 };

static const char client_id[] = "tv-hall-sandbox";

enum count { COUNT_DISCOVERY, COUNT_KEYS, COUNT_TOKEN, COUNT_USERINFO, COUNTS };

struct identity_provider {
    char *frame;
    char secret[LOGIN_KEY_SIZE]; /* the client's */
    struct identity_keys keys;
    struct login_store codes, tokens;
    atomic_int fault;
    atomic_int counts[COUNTS];
};

static enum login_fault fault_of(struct identity_provider *provider)
{
    return (enum login_fault)atomic_load(&provider->fault);
}

static void write_issuer(const struct upstream_request *request, char issuer[ISSUER_SIZE])
{
    const char *host = upstream_header(request, "Host");
    (void)snprintf(issuer, ISSUER_SIZE, "http://%s/oidc", host != NULL ? host : "127.0.0.1");
}

/* --- What it says of itself --- */

static void json_list(struct json_writer *json, const char *name, const char *const *words)
{
    json_open_array(json, name);
    for (; *words != NULL; words++) {
        json_string(json, *words);
    }
    json_close_array(json);
}

static int answer_json(struct upstream_reply *reply, struct json_writer *json)
{
    reply->status = 200;
    reply->body = json_take(json, &reply->length);
    return reply->body != NULL ? 0 : -1;
}

static int discovery(struct identity_provider *provider, const struct upstream_request *request,
                     struct upstream_reply *reply)
{
    static const struct {
        const char *name, *path;
    } addresses[] = {{"authorization_endpoint", "/authorize"},
                     {"token_endpoint", "/token"},
                     {"userinfo_endpoint", "/userinfo"},
                     {"jwks_uri", "/keys"}};
    char issuer[ISSUER_SIZE], address[ISSUER_SIZE + 20];
    struct json_writer json;
    (void)atomic_fetch_add(&provider->counts[COUNT_DISCOVERY], 1);
    write_issuer(request, issuer);
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "issuer", issuer);
        for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
            (void)snprintf(address, sizeof address, "%s%s", issuer, addresses[i].path);
            json_text(&json, addresses[i].name, address);
        }
        json_list(&json, "response_types_supported", (const char *const[]){"code", NULL});
        json_list(&json, "subject_types_supported", (const char *const[]){"public", NULL});
        json_list(&json, "code_challenge_methods_supported", (const char *const[]){"S256", NULL});
        json_list(&json, "id_token_signing_alg_values_supported",
                  (const char *const[]){"ES256", "RS256", "PS256", NULL});
        json_list(&json, "token_endpoint_auth_methods_supported",
                  (const char *const[]){"client_secret_basic", "client_secret_post", NULL});
        json_flag(&json, "authorization_response_iss_parameter_supported", 1);
        json_close_map(&json);
    }
    return answer_json(reply, &json);
}

static int keys(struct identity_provider *provider, struct upstream_reply *reply)
{
    struct json_writer json;
    (void)atomic_fetch_add(&provider->counts[COUNT_KEYS], 1);
    if (json_begin(&json) == 0) {
        identity_keys_write(&provider->keys, &json);
    }
    return answer_json(reply, &json);
}

/* --- The phone --- */

static const char *const asked[] = {"client_id", "redirect_uri", "state", "nonce", "code_challenge", NULL};

static int is_asked_well(const struct upstream_request *request)
{
    static const struct {
        const char *name, *value; /* NULL: any */
    } needed[] = {{"client_id", client_id},
                  {"redirect_uri", NULL},
                  {"state", NULL},
                  {"nonce", NULL},
                  {"response_type", "code"},
                  {"code_challenge", NULL},
                  {"code_challenge_method", "S256"}};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        const char *value = upstream_parameter(request, needed[i].name);
        if (value == NULL || (needed[i].value != NULL && strcmp(value, needed[i].value) != 0)) {
            return 0;
        }
    }
    return 1;
}

static int authorize(struct identity_provider *provider, const struct upstream_request *request,
                     struct upstream_reply *reply)
{
    return is_asked_well(request) ? login_page_write(provider->frame, "/oidc/pick", asked, request, reply)
                                  : login_answer_text(reply, 400, "{\"error\":\"invalid_request\"}");
}

static void remember(char *out, size_t size, const char *text)
{
    (void)snprintf(out, size, "%s", text != NULL ? text : "");
}

/* A person was picked, or nobody ("": refused). */
static int pick(struct identity_provider *provider, const struct upstream_request *request,
                struct upstream_reply *reply)
{
    char address[LOGIN_ADDRESS_SIZE * 3], issuer[ISSUER_SIZE];
    struct form_body form;
    struct login login = {.key = ""};
    const char *subject = upstream_parameter(request, "person");
    const char *state = upstream_parameter(request, "state");
    remember(login.address, sizeof login.address, upstream_parameter(request, "redirect_uri"));
    remember(login.nonce, sizeof login.nonce, upstream_parameter(request, "nonce"));
    remember(login.challenge, sizeof login.challenge, upstream_parameter(request, "code_challenge"));
    login.person = sample_person_of_subject(subject != NULL ? subject : "");
    write_issuer(request, issuer);
    form_body_begin(&form, address, sizeof address);
    form_body_text(&form, login.address);
    form_body_text(&form, strchr(login.address, '?') == NULL ? "?" : "");
    if (login.person == NULL) {
        form_body_add(&form, "error", "access_denied");
    } else if (login_store_put(&provider->codes, &login) == 0) {
        form_body_add(&form, "code", login.key);
    }
    form_body_add(&form, "state", state != NULL ? state : "");
    form_body_add(&form, "iss", issuer);
    return login_send_to(reply, address);
}

/* --- Tokens --- */

static int refuse(struct upstream_reply *reply, unsigned status, const char *error)
{
    char text[80];
    (void)snprintf(text, sizeof text, "{\"error\":\"%s\"}", error);
    return login_answer_text(reply, status, text);
}

/* By client_secret_basic or client_secret_post. */
static int is_client(const struct identity_provider *provider, const struct upstream_request *request,
                     const struct form *form)
{
    char pair[AUTHORIZATION_SIZE], wanted[AUTHORIZATION_SIZE] = "Basic ";
    const char *header = upstream_header(request, "Authorization");
    const char *id = form_value(form, "client_id");
    const char *secret = form_value(form, "client_secret");
    if (header != NULL) {
        int length = snprintf(pair, sizeof pair, "%s:%s", client_id, provider->secret);
        (void)EVP_EncodeBlock((unsigned char *)wanted + strlen(wanted), (const unsigned char *)pair, length);
        return strcmp(header, wanted) == 0;
    }
    return id != NULL && secret != NULL && strcmp(id, client_id) == 0 &&
           strcmp(secret, provider->secret) == 0;
}

/* Whoever has the verifier is whoever asked (RFC 7636). */
static int knows_verifier(const struct login *login, const char *verifier)
{
    unsigned char digest[DIGEST_BYTES];
    char challenge[BASE64URL_SIZE(DIGEST_BYTES)];
    unsigned size = 0;
    if (EVP_Digest(verifier, strlen(verifier), digest, &size, EVP_sha256(), NULL) != 1) {
        return 0;
    }
    base64url_write(digest, sizeof digest, challenge, sizeof challenge);
    return strcmp(challenge, login->challenge) == 0;
}

static const char *field(const struct form *form, const char *name)
{
    const char *value = form_value(form, name);
    return value != NULL ? value : "";
}

static int send_tokens(struct identity_provider *provider, const struct upstream_request *request,
                       struct login *login, struct upstream_reply *reply)
{
    char issuer[ISSUER_SIZE], id_token[SIGNED_TOKEN_SIZE];
    struct json_writer json;
    write_issuer(request, issuer);
    if (login_store_put(&provider->tokens, login) != 0) {
        return -1;
    }
    const struct identity_token token = {.issuer = issuer,
                                         .client_id = client_id,
                                         .client_secret = provider->secret,
                                         .access_token = login->key,
                                         .login = login,
                                         .fault = fault_of(provider),
                                         .now_s = wall_ms() / 1000};
    if (identity_token_make(&provider->keys, &token, id_token) != 0) {
        return -1;
    }
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "access_token", login->key);
        json_text(&json, "token_type", "Bearer");
        json_number(&json, "expires_in", 300);
        json_text(&json, "id_token", id_token);
        json_close_map(&json);
    }
    return answer_json(reply, &json);
}

static int token(struct identity_provider *provider, const struct upstream_request *request,
                 struct upstream_reply *reply)
{
    char body[FORM_BYTES_MAX + 1];
    struct form form;
    struct login login;
    (void)atomic_fetch_add(&provider->counts[COUNT_TOKEN], 1);
    if (request->length > FORM_BYTES_MAX) {
        return refuse(reply, 413, "invalid_request");
    }
    memcpy(body, request->body, request->length + 1);
    if (form_read(body, request->length, &form) != 0 ||
        strcmp(field(&form, "grant_type"), "authorization_code") != 0) {
        return refuse(reply, 400, "invalid_request");
    }
    if (!is_client(provider, request, &form)) {
        return refuse(reply, 401, "invalid_client");
    }
    if (login_store_get(&provider->codes, field(&form, "code"), 1, &login) != 0 ||
        strcmp(login.address, field(&form, "redirect_uri")) != 0 ||
        !knows_verifier(&login, field(&form, "code_verifier"))) {
        return refuse(reply, 400, "invalid_grant");
    }
    return send_tokens(provider, request, &login, reply);
}

static int userinfo(struct identity_provider *provider, const struct upstream_request *request,
                    struct upstream_reply *reply)
{
    static const char bearer[] = "Bearer ";
    char room[SAID_SIZE];
    struct login login;
    struct json_writer json;
    const char *header = upstream_header(request, "Authorization");
    enum login_fault fault = fault_of(provider);
    (void)atomic_fetch_add(&provider->counts[COUNT_USERINFO], 1);
    if (header == NULL || strncmp(header, bearer, sizeof bearer - 1) != 0 ||
        login_store_get(&provider->tokens, header + sizeof bearer - 1, 0, &login) != 0) {
        return refuse(reply, 401, "invalid_token");
    }
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "sub", fault == LOGIN_FAULT_OTHER_SUBJECT ? "sample-0" : login.person->subject);
        json_text(&json, "name", login_name_of(login.person, fault, room));
        if (login_id_number_of(login.person, fault, room)[0] != '\0') {
            json_text(&json, "id_number", room);
        }
        json_close_map(&json);
    }
    return answer_json(reply, &json);
}

/* --- The module --- */

static int answer(void *state, const struct upstream_request *request, struct upstream_reply *reply)
{
    struct identity_provider *provider = state;
    int is_post = strcmp(request->method, "POST") == 0;
    if (is_post && strcmp(request->path, "/token") == 0) {
        return token(provider, request, reply);
    }
    if (!is_post && strcmp(request->path, "/.well-known/openid-configuration") == 0) {
        return discovery(provider, request, reply);
    }
    if (!is_post && strcmp(request->path, "/keys") == 0) {
        return keys(provider, reply);
    }
    if (!is_post && strcmp(request->path, "/authorize") == 0) {
        return authorize(provider, request, reply);
    }
    if (!is_post && strcmp(request->path, "/pick") == 0) {
        return pick(provider, request, reply);
    }
    if (!is_post && strcmp(request->path, "/userinfo") == 0) {
        return userinfo(provider, request, reply);
    }
    return login_answer_text(reply, 404, "{}");
}

static char *samples(void *state, size_t *length)
{
    static const char *const names[COUNTS] = {"discovery", "keys", "token", "userinfo"};
    struct identity_provider *provider = state;
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "client_id", client_id);
        json_text(&json, "secret", provider->secret);
        json_open_map(&json, "calls");
        for (size_t i = 0; i < COUNTS; i++) {
            json_number(&json, names[i], atomic_load(&provider->counts[i]));
        }
        json_close_map(&json);
        json_close_map(&json);
    }
    return json_take(&json, length);
}

static void reset(void *state)
{
    struct identity_provider *provider = state;
    atomic_store(&provider->fault, LOGIN_FAULT_NONE);
    (void)identity_keys_use(&provider->keys, "ES256");
    for (size_t i = 0; i < COUNTS; i++) {
        atomic_store(&provider->counts[i], 0);
    }
}

static int turn(void *state, const char *what)
{
    struct identity_provider *provider = state;
    enum login_fault fault = login_fault_read(what);
    if (fault != LOGIN_FAULT_COUNT) {
        atomic_store(&provider->fault, (int)fault);
        return 0;
    }
    return strcmp(what, "rotate") == 0 ? identity_keys_rotate(&provider->keys)
                                       : identity_keys_use(&provider->keys, what);
}

int identity_provider_open(struct upstream *upstream, const char *path, int today,
                           char problem[LOGIN_PAGE_PROBLEM_SIZE])
{
    struct identity_provider *provider = calloc(1, sizeof *provider);
    (void)today;
    (void)snprintf(problem, LOGIN_PAGE_PROBLEM_SIZE, "out of memory");
    if (provider == NULL) {
        return -1;
    }
    *upstream = (struct upstream){.name = "oidc",
                                  .prefix = "/oidc",
                                  .state = provider,
                                  .answer = answer,
                                  .samples = samples,
                                  .reset = reset,
                                  .turn = turn};
    int good = login_store_open(&provider->codes) == 0 && login_store_open(&provider->tokens) == 0 &&
               identity_keys_open(&provider->keys) == 0 && token_make(provider->secret) == 0;
    provider->frame = good ? login_page_read(path, problem) : NULL;
    if (provider->frame == NULL) {
        identity_provider_free(upstream);
        return -1;
    }
    return 0;
}

void identity_provider_free(struct upstream *upstream)
{
    struct identity_provider *provider = upstream->state;
    if (provider != NULL) {
        identity_keys_close(&provider->keys);
        login_store_close(&provider->codes);
        login_store_close(&provider->tokens);
        free(provider->frame);
        free(provider);
        upstream->state = NULL;
    }
}
