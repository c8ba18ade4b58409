#include "headend/identity/oidc_provider.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"

#define SECONDS INT64_C(1000000)

static const int64_t addresses_fresh_us = 3600 * SECONDS, addresses_good_us = 24 * 3600 * SECONDS,
                     keys_fresh_us = 600 * SECONDS, keys_good_us = 3600 * SECONDS,
                     keys_again_us =
                         60 * SECONDS; /* for keys that are not known: one question in this time … */
enum { KEYS_AT_ONCE = 3 };             /* … and as many at once, after a quiet while */

struct oidc_provider {
    const struct identity_config *config;
    const char *issuer;
    pthread_mutex_t lock; /* guards everything below */
    struct oidc_endpoints endpoints;
    struct jwk_set keys;
    int has_endpoints, has_keys;
    int64_t endpoints_at, keys_at; /* steady clock: when they came */
    int64_t lack_paid_us;          /* up to when questions for keys that are not known are used up */
};

struct oidc_provider *oidc_provider_new(const struct identity_config *config)
{
    struct oidc_provider *provider = calloc(1, sizeof *provider);
    if (provider == NULL || pthread_mutex_init(&provider->lock, NULL) != 0) {
        free(provider);
        return NULL;
    }
    provider->config = config;
    provider->issuer = config->issuer[0] != '\0' ? config->issuer : config->upstream.url;
    return provider;
}

void oidc_provider_free(struct oidc_provider *provider)
{
    if (provider != NULL) {
        jwk_set_free(&provider->keys);
        (void)pthread_mutex_destroy(&provider->lock);
        free(provider);
    }
}

const char *oidc_provider_issuer(const struct oidc_provider *provider)
{
    return provider->issuer;
}

static void lock(struct oidc_provider *provider)
{
    (void)pthread_mutex_lock(&provider->lock);
}

static void unlock(struct oidc_provider *provider)
{
    (void)pthread_mutex_unlock(&provider->lock);
}

/* --- Asking --- */

/* An answer is good until the call is ended; read_it says what is wrong with it, or NULL. */
static enum provider_said fetch(struct oidc_provider *provider, struct job_worker *worker,
                                const struct job *job, const struct upstream_request *request,
                                const char *(*read_it)(struct oidc_provider *,
                                                       const struct upstream_response *))
{
    char problem[UPSTREAM_PROBLEM_SIZE] = "";
    struct upstream_response response;
    struct upstream_client *client = job_call_begin(worker, job);
    if (client == NULL) {
        return PROVIDER_DOWN;
    }
    int failed = upstream_client_ask(client, request, &response, problem);
    if (failed != 0) {
        job_call_end(worker, failed == UPSTREAM_LACKS_MEMORY ? CALL_NO_MEMORY : CALL_DOWN, problem);
        return PROVIDER_DOWN;
    }
    const char *why = read_it(provider, &response);
    job_call_end(worker, why == NULL ? CALL_ANSWERED : CALL_NONSENSE, why);
    return why == NULL ? PROVIDER_SAID_IT : PROVIDER_NONSENSE;
}

static const char *take_endpoints(struct oidc_provider *provider, const struct upstream_response *response)
{
    struct oidc_endpoints endpoints;
    const char *problem = discovery_read(response->body, response->length, provider->issuer,
                                         provider->config->proof, &endpoints);
    if (problem == NULL) {
        lock(provider);
        provider->endpoints = endpoints;
        provider->has_endpoints = 1;
        provider->endpoints_at = steady_us();
        unlock(provider);
    }
    return problem;
}

static const char *take_keys(struct oidc_provider *provider, const struct upstream_response *response)
{
    struct jwk_set keys;
    if (jwk_set_read(response->body, response->length, &keys) != 0) {
        return "its key set is not of the agreed form";
    }
    lock(provider);
    struct jwk_set old = provider->keys;
    provider->keys = keys;
    provider->has_keys = 1;
    provider->keys_at = steady_us();
    unlock(provider);
    jwk_set_free(&old);
    return NULL;
}

static enum provider_said fetch_endpoints(struct oidc_provider *provider, struct job_worker *worker,
                                          const struct job *job)
{
    static const char *const headers[] = {"Accept: application/json", NULL};
    const struct upstream_request request = {.path = DISCOVERY_PATH, .headers = headers};
    return fetch(provider, worker, job, &request, take_endpoints);
}

static enum provider_said fetch_keys(struct oidc_provider *provider, struct job_worker *worker,
                                     const struct job *job)
{
    static const char *const headers[] = {"Accept: application/json, application/jwk-set+json", NULL};
    struct oidc_endpoints endpoints;
    if (oidc_provider_endpoints(provider, &endpoints) != 0) {
        return PROVIDER_DOWN;
    }
    const struct upstream_request request = {.url = endpoints.keys, .path = "", .headers = headers};
    return fetch(provider, worker, job, &request, take_keys);
}

int oidc_provider_is_stale(struct oidc_provider *provider)
{
    int64_t now_us = steady_us();
    lock(provider);
    int stale = !provider->has_endpoints || now_us - provider->endpoints_at >= addresses_fresh_us ||
                !provider->has_keys;
    unlock(provider);
    return stale;
}

void oidc_provider_refresh(struct oidc_provider *provider, struct job_worker *worker, const struct job *job)
{
    if (fetch_endpoints(provider, worker, job) == PROVIDER_SAID_IT) {
        (void)fetch_keys(provider, worker, job);
    }
}

int oidc_provider_endpoints(struct oidc_provider *provider, struct oidc_endpoints *endpoints)
{
    int64_t now_us = steady_us();
    lock(provider);
    int known = provider->has_endpoints && now_us - provider->endpoints_at < addresses_good_us;
    if (known) {
        *endpoints = provider->endpoints;
    }
    unlock(provider);
    return known ? 0 : -1;
}

/* --- Keys --- */

enum key_need { KEYS_SUFFICE, KEYS_ARE_OLD, KEYS_LACK_IT };

/* What the keys that are there say of a token. */
static enum key_need look(struct oidc_provider *provider, const struct jws *jws, int64_t good_us,
                          enum jws_verdict *verdict)
{
    int64_t now_us = steady_us();
    enum key_need need = KEYS_ARE_OLD;
    lock(provider);
    if (provider->has_keys && now_us - provider->keys_at < good_us) {
        *verdict = jwk_set_verify(&provider->keys, jws);
        need = *verdict == JWS_UNKNOWN_KEY ? KEYS_LACK_IT : KEYS_SUFFICE;
    }
    unlock(provider);
    return need;
}

/* 1: the provider may be asked for a key that is not known, which counts. */
static int may_ask_for_lack(struct oidc_provider *provider)
{
    int64_t now_us = steady_us();
    lock(provider);
    if (provider->lack_paid_us < now_us - KEYS_AT_ONCE * keys_again_us) {
        provider->lack_paid_us = now_us - KEYS_AT_ONCE * keys_again_us;
    }
    int may = provider->lack_paid_us + keys_again_us <= now_us;
    provider->lack_paid_us += may ? keys_again_us : 0;
    unlock(provider);
    return may;
}

enum provider_said oidc_provider_verify(struct oidc_provider *provider, struct job_worker *worker,
                                        const struct job *job, const struct jws *jws,
                                        enum jws_verdict *verdict)
{
    *verdict = JWS_UNKNOWN_KEY;
    enum key_need need = look(provider, jws, keys_fresh_us, verdict);
    if (need == KEYS_SUFFICE || (need == KEYS_LACK_IT && !may_ask_for_lack(provider))) {
        return PROVIDER_SAID_IT;
    }
    enum provider_said said = fetch_keys(provider, worker, job);
    /* Where they cannot be had, those of the last hour hold. */
    need = look(provider, jws, said == PROVIDER_SAID_IT ? keys_fresh_us : keys_good_us, verdict);
    return need == KEYS_SUFFICE || (need == KEYS_LACK_IT && said == PROVIDER_SAID_IT) ? PROVIDER_SAID_IT
                                                                                      : said;
}
