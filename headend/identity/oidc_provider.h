#ifndef HEADEND_IDENTITY_OIDC_PROVIDER_H
#define HEADEND_IDENTITY_OIDC_PROVIDER_H

#include "both-sides/config/identity_config.h"
#include "headend/identity/discovery.h"
#include "headend/identity/jwk_set.h"
#include "headend/upstream/job_queue.h"

/* What is known of an OpenID Connect provider: its addresses and its keys, fetched, kept and fetched anew.
 * From several threads at once.
 *
 * Addresses are asked for anew each hour, and used for a day; keys each ten minutes, used for an hour: so
 * long a key that the provider has withdrawn may still be believed. A token
 * with a key that is not known has the keys fetched at once, but three times in a row at most and then once a
 * minute: whoever makes up tokens cannot have the provider asked for each. */

struct oidc_provider;

enum provider_said {
    PROVIDER_SAID_IT,
    PROVIDER_DOWN,     /* nothing could be asked, or nothing was answered */
    PROVIDER_NONSENSE, /* and nothing is known of before */
};

/* NULL: out of memory. The configuration outlives it. */
struct oidc_provider *oidc_provider_new(const struct identity_config *config);
void oidc_provider_free(struct oidc_provider *provider);

/* The issuer as the configuration says it. */
const char *oidc_provider_issuer(const struct oidc_provider *provider);

/* 1: it is time for oidc_provider_refresh. */
int oidc_provider_is_stale(struct oidc_provider *provider);
/* Addresses and keys; asks. */
void oidc_provider_refresh(struct oidc_provider *provider, struct job_worker *worker, const struct job *job);

/* 0: what was known last, a day old at most; -1: nothing. Never asks. */
int oidc_provider_endpoints(struct oidc_provider *provider, struct oidc_endpoints *endpoints);

/* May ask for keys. *verdict with PROVIDER_SAID_IT. */
enum provider_said oidc_provider_verify(struct oidc_provider *provider, struct job_worker *worker,
                                        const struct job *job, const struct jws *jws,
                                        enum jws_verdict *verdict);

#endif
