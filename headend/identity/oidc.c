#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "headend/crypto/base64url.h"
#include "headend/identity/adapter.h"
#include "headend/identity/claims.h"
#include "headend/identity/client_proof.h"
#include "headend/identity/id_token.h"
#include "headend/identity/oidc_provider.h"
#include "headend/identity/person_read.h"
#include "headend/upstream/form_body.h"

/* OpenID Connect: authorization code with PKCE, a state and a nonce (OpenID Connect Core 3.1, RFC 7636, RFC
 * 9700). */

enum {
    FORM_SIZE = 16 * 1024,
    ACCESS_TOKEN_MAX = 8 * 1024,
    BEARER_SIZE = ACCESS_TOKEN_MAX + 40,
    CHALLENGE_BYTES = 32,
};

struct oidc {
    const struct identity_config *config;
    struct oidc_provider *provider;
    struct client_proof proof;
};

static void close_oidc(void *state)
{
    struct oidc *oidc = state;
    if (oidc != NULL) {
        client_proof_close(&oidc->proof);
        oidc_provider_free(oidc->provider);
        free(oidc);
    }
}

static void *open_oidc(const struct identity_config *config, char problem[OWN_SECRET_PROBLEM_SIZE])
{
    struct oidc *oidc = calloc(1, sizeof *oidc);
    (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "out of memory");
    if (oidc != NULL) {
        oidc->config = config;
        oidc->provider = oidc_provider_new(config);
        if (oidc->provider != NULL && client_proof_open(&oidc->proof, config, problem) == 0) {
            return oidc;
        }
    }
    close_oidc(oidc);
    return NULL;
}

/* --- The phone's way there and back --- */

static int write_challenge(const char *verifier, char challenge[BASE64URL_SIZE(CHALLENGE_BYTES)])
{
    unsigned char digest[CHALLENGE_BYTES];
    unsigned size = 0;
    if (EVP_Digest(verifier, strlen(verifier), digest, &size, EVP_sha256(), NULL) != 1) {
        return -1;
    }
    base64url_write(digest, sizeof digest, challenge, BASE64URL_SIZE(CHALLENGE_BYTES));
    return 0;
}

static enum identity_result begin(void *state, const char *return_url, const struct identity_attempt *attempt,
                                  char address[IDENTITY_ADDRESS_SIZE])
{
    struct oidc *oidc = state;
    struct oidc_endpoints endpoints;
    struct form_body query;
    char challenge[BASE64URL_SIZE(CHALLENGE_BYTES)];
    if (oidc_provider_endpoints(oidc->provider, &endpoints) != 0 ||
        write_challenge(attempt->verifier, challenge) != 0) {
        return IDENTITY_DOWN;
    }
    form_body_begin(&query, address, IDENTITY_ADDRESS_SIZE);
    form_body_text(&query, endpoints.authorization);
    if (strchr(endpoints.authorization, '?') == NULL) {
        form_body_text(&query, "?");
    }
    form_body_add(&query, "response_type", "code");
    form_body_add(&query, "client_id", oidc->config->client_id);
    form_body_add(&query, "redirect_uri", return_url);
    form_body_add(&query, "scope", oidc->config->scope);
    form_body_add(&query, "state", attempt->state);
    form_body_add(&query, "nonce", attempt->nonce);
    form_body_add(&query, "code_challenge", challenge);
    form_body_add(&query, "code_challenge_method", "S256");
    return query.too_long ? IDENTITY_DOWN : IDENTITY_FOUND;
}

/* Who answers must be whom we asked: else another provider's code would be sent to ours, or ours to another
 * (RFC 9207). */
static enum identity_result read_return(void *state, const struct identity_return *returned,
                                        char answer[IDENTITY_ANSWER_SIZE])
{
    struct oidc *oidc = state;
    struct oidc_endpoints endpoints;
    int says_issuer = oidc_provider_endpoints(oidc->provider, &endpoints) == 0 && endpoints.says_issuer;
    if ((says_issuer || returned->issuer[0] != '\0') &&
        strcmp(returned->issuer, oidc_provider_issuer(oidc->provider)) != 0) {
        return IDENTITY_NOT_BELIEVED;
    }
    if (returned->error[0] != '\0') {
        int is_refusal = strcmp(returned->error, "access_denied") == 0 ||
                         strcmp(returned->error, "login_required") == 0 ||
                         strcmp(returned->error, "interaction_required") == 0 ||
                         strcmp(returned->error, "consent_required") == 0;
        return is_refusal ? IDENTITY_REFUSED : IDENTITY_DOWN;
    }
    size_t length = strnlen(returned->code, IDENTITY_ANSWER_SIZE);
    if (length == 0 || length == IDENTITY_ANSWER_SIZE) {
        return IDENTITY_NOT_BELIEVED;
    }
    memcpy(answer, returned->code, length + 1);
    return IDENTITY_FOUND;
}

/* --- The code for tokens --- */

/* What the token endpoint gave. */
struct tokens {
    struct json_tree *tree;
    const char *id_token, *access_token;
};

static void not_believed(struct identity_finding *finding, const char *why)
{
    finding->result = IDENTITY_NOT_BELIEVED;
    finding->why = why;
}

/* An answer that is not 200: whose fault it is. */
static enum call_outcome read_refusal(const struct upstream_response *response,
                                      struct identity_finding *finding, char problem[UPSTREAM_PROBLEM_SIZE])
{
    int wrong = 0;
    struct json_tree *tree = json_tree_read(response->body, response->length);
    int is_spent = response->status == 400 &&
                   strcmp(json_value_text(json_tree_root(tree), "error", &wrong), "invalid_grant") == 0;
    int is_client = response->status == 401 ||
                    strcmp(json_value_text(json_tree_root(tree), "error", &wrong), "invalid_client") == 0;
    json_tree_wipe(tree);
    finding->result = is_spent ? IDENTITY_SPENT : IDENTITY_DOWN;
    if (is_spent) {
        return CALL_ANSWERED;
    }
    (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE, "%s (status %d)",
                   is_client ? "its token endpoint does not take our client-id and secret"
                             : "its token endpoint refuses",
                   response->status);
    return response->status >= 500 ? CALL_DOWN : CALL_NONSENSE;
}

/* The tree outlives the client's bytes: texts lie in it. */
static enum call_outcome read_tokens(const struct upstream_response *response, struct tokens *tokens,
                                     struct identity_finding *finding, char problem[UPSTREAM_PROBLEM_SIZE])
{
    int wrong = 0;
    if (response->status != 200) {
        return read_refusal(response, finding, problem);
    }
    tokens->tree = json_tree_read(response->body, response->length);
    const struct json_value *answer = json_tree_root(tokens->tree);
    tokens->id_token = json_value_text(answer, "id_token", &wrong);
    tokens->access_token = json_value_text(answer, "access_token", &wrong);
    if (answer == NULL || wrong || !claims_are_distinct(answer) || tokens->id_token[0] == '\0' ||
        strlen(tokens->access_token) > ACCESS_TOKEN_MAX) {
        finding->result = IDENTITY_DOWN;
        (void)snprintf(problem, UPSTREAM_PROBLEM_SIZE,
                       "its token endpoint's answer is not of the agreed form");
        return CALL_NONSENSE;
    }
    finding->result = IDENTITY_FOUND;
    return CALL_ANSWERED;
}

static int write_token_request(const struct oidc *oidc, const char *endpoint, const struct identity_job *job,
                               struct form_body *form, char header[PROOF_HEADER_SIZE])
{
    form_body_add(form, "grant_type", "authorization_code");
    form_body_add(form, "code", job->answer);
    form_body_add(form, "redirect_uri", job->return_url);
    form_body_add(form, "code_verifier", job->attempt.verifier);
    return client_proof_add(&oidc->proof, endpoint, wall_ms(), form, header) == 0 && !form->too_long ? 0 : -1;
}

static void ask_for_tokens(struct oidc *oidc, struct job_worker *worker, const struct identity_job *job,
                           struct tokens *tokens, struct identity_finding *finding)
{
    char problem[UPSTREAM_PROBLEM_SIZE] = "our request cannot be made";
    char form_text[FORM_SIZE], header[PROOF_HEADER_SIZE];
    const char *headers[] = {"Accept: application/json", header, NULL};
    struct oidc_endpoints endpoints;
    struct form_body form;
    struct upstream_response response;
    enum call_outcome outcome = CALL_DOWN;
    finding->result = IDENTITY_DOWN;
    form_body_begin(&form, form_text, sizeof form_text);
    if (oidc_provider_endpoints(oidc->provider, &endpoints) != 0 ||
        write_token_request(oidc, endpoints.token, job, &form, header) != 0) {
        goto done;
    }
    headers[1] = header[0] != '\0' ? header : NULL;
    const struct upstream_request request = {.url = endpoints.token,
                                             .path = "",
                                             .headers = headers,
                                             .body = form_text,
                                             .length = form.length,
                                             .any_status = 1};
    struct upstream_client *client = job_call_begin(worker, &job->job);
    if (client != NULL) {
        int failed = upstream_client_ask(client, &request, &response, problem);
        if (failed == 0) {
            outcome = read_tokens(&response, tokens, finding, problem);
            upstream_client_wipe(client);
        }
        outcome = failed == UPSTREAM_LACKS_MEMORY ? CALL_NO_MEMORY : outcome;
        job_call_end(worker, outcome, problem);
    }
done:
    explicit_bzero(form_text, sizeof form_text);
    explicit_bzero(header, sizeof header);
}

/* --- Whom they tell of --- */

/* What the userinfo endpoint says of the same subject. NULL: `finding`. */
static struct json_tree *ask_for_userinfo(struct oidc *oidc, struct job_worker *worker,
                                          const struct identity_job *job, const char *access_token,
                                          const char *subject, struct identity_finding *finding)
{
    char problem[UPSTREAM_PROBLEM_SIZE] = "its userinfo is not of the agreed form";
    char bearer[BEARER_SIZE];
    const char *const headers[] = {"Accept: application/json", bearer, NULL};
    struct oidc_endpoints endpoints;
    struct upstream_response response;
    struct json_tree *tree = NULL;
    int wrong = 0;
    finding->result = IDENTITY_DOWN;
    if (oidc_provider_endpoints(oidc->provider, &endpoints) != 0) {
        return NULL;
    }
    if (endpoints.userinfo[0] == '\0' || access_token[0] == '\0' || strpbrk(access_token, "\r\n") != NULL) {
        finding->result = IDENTITY_INCOMPLETE;
        return NULL;
    }
    (void)snprintf(bearer, sizeof bearer, "Authorization: Bearer %s", access_token);
    const struct upstream_request request = {.url = endpoints.userinfo, .path = "", .headers = headers};
    struct upstream_client *client = job_call_begin(worker, &job->job);
    if (client != NULL) {
        enum call_outcome outcome = CALL_DOWN;
        int failed = upstream_client_ask(client, &request, &response, problem);
        if (failed == 0) {
            tree = json_tree_read_joining(response.body, response.length);
            outcome = claims_are_distinct(json_tree_root(tree)) ? CALL_ANSWERED : CALL_NONSENSE;
            upstream_client_wipe(client);
        }
        outcome = failed == UPSTREAM_LACKS_MEMORY ? CALL_NO_MEMORY : outcome;
        job_call_end(worker, outcome, problem);
    }
    explicit_bzero(bearer, sizeof bearer);
    const struct json_value *claims = json_tree_root(tree);
    if (claims != NULL && (strcmp(json_value_text(claims, "sub", &wrong), subject) != 0 || wrong)) {
        not_believed(finding, "userinfo: it is of another subject");
        json_tree_wipe(tree);
        return NULL;
    }
    return tree;
}

static const char *claim_of(const struct json_value *first, const struct json_value *second, const char *name)
{
    int wrong = 0;
    const char *text = json_value_text(first, name, &wrong);
    return text[0] != '\0' ? text : json_value_text(second, name, &wrong);
}

static void read_person(struct oidc *oidc, struct job_worker *worker, const struct identity_job *job,
                        const struct json_value *claims, const struct tokens *tokens,
                        struct identity_finding *finding)
{
    int wrong = 0;
    const struct identity_config *config = oidc->config;
    const char *subject = json_value_text(claims, "sub", &wrong);
    const char *acr = json_value_text(claims, "acr", &wrong);
    int64_t at = claims_moment(claims, "auth_time");
    struct json_tree *userinfo = NULL;
    if (claim_of(claims, NULL, config->name_claim)[0] == '\0' ||
        claim_of(claims, NULL, config->id_number_claim)[0] == '\0') {
        userinfo = ask_for_userinfo(oidc, worker, job, tokens->access_token, subject, finding);
        if (userinfo == NULL) {
            return;
        }
    }
    const struct json_value *more = json_tree_root(userinfo);
    const struct person_said said = {.issuer = oidc_provider_issuer(oidc->provider),
                                     .subject = subject,
                                     .name = claim_of(claims, more, config->name_claim),
                                     .id_number = claim_of(claims, more, config->id_number_claim),
                                     .is_strong = words_have(config->strong_acr, acr),
                                     .at = at > 0 ? at : claims_moment(claims, "iat")};
    finding->result = person_read(&said, calendar_date_at(wall_ms()), &finding->person);
    json_tree_wipe(userinfo);
}

/* --- The ID token --- */

/* NULL: it is signed by the provider; else why it is not taken, or "" where the provider cannot be asked. */
static const char *check_signature(struct oidc *oidc, struct job_worker *worker,
                                   const struct identity_job *job, const struct jws *jws)
{
    enum jws_verdict verdict = JWS_FORGED;
    if (oidc_provider_verify(oidc->provider, worker, &job->job, jws, &verdict) != PROVIDER_SAID_IT) {
        return "";
    }
    switch (verdict) {
    case JWS_GOOD:
        return NULL;
    case JWS_UNKNOWN_KEY:
        return "the ID token: it is signed with a key that the provider does not publish";
    case JWS_FORGED:
        break;
    }
    return "the ID token: its signature is wrong";
}

static void read_id_token(struct oidc *oidc, struct job_worker *worker, const struct identity_job *job,
                          const struct jws *jws, const struct tokens *tokens,
                          struct identity_finding *finding)
{
    const char *problem = check_signature(oidc, worker, job, jws);
    if (problem != NULL) {
        finding->result = problem[0] != '\0' ? IDENTITY_NOT_BELIEVED : IDENTITY_DOWN;
        finding->why = problem;
        return;
    }
    struct json_tree *tree = json_tree_read_joining(jws->payload, jws->payload_length);
    const struct id_token_expected expected = {.issuer = oidc_provider_issuer(oidc->provider),
                                               .client_id = oidc->config->client_id,
                                               .nonce = job->attempt.nonce,
                                               .access_token = tokens->access_token,
                                               .now_ms = wall_ms()};
    problem = id_token_check(json_tree_root(tree), &expected);
    if (problem != NULL) {
        not_believed(finding, problem);
    } else {
        read_person(oidc, worker, job, json_tree_root(tree), tokens, finding);
    }
    json_tree_wipe(tree);
}

static void exchange(void *state, struct job_worker *worker, const struct identity_job *job,
                     struct identity_finding *finding)
{
    struct oidc *oidc = state;
    struct tokens tokens = {.id_token = "", .access_token = ""};
    struct jws jws;
    ask_for_tokens(oidc, worker, job, &tokens, finding);
    if (finding->result == IDENTITY_FOUND) {
        const char *problem = jws_read(tokens.id_token, &jws);
        if (problem != NULL) {
            not_believed(finding, problem);
        } else {
            read_id_token(oidc, worker, job, &jws, &tokens, finding);
            jws_wipe(&jws);
        }
    }
    json_tree_wipe(tokens.tree);
}

static int wants_refresh(void *state)
{
    const struct oidc *oidc = state;
    return oidc_provider_is_stale(oidc->provider);
}

static void refresh(void *state, struct job_worker *worker, const struct job *job)
{
    const struct oidc *oidc = state;
    oidc_provider_refresh(oidc->provider, worker, job);
}

const struct identity_adapter oidc_adapter = {.open = open_oidc,
                                              .close = close_oidc,
                                              .begin = begin,
                                              .read_return = read_return,
                                              .exchange = exchange,
                                              .wants_refresh = wants_refresh,
                                              .refresh = refresh};
