#ifndef HEADEND_IDENTITY_ADAPTER_H
#define HEADEND_IDENTITY_ADAPTER_H

#include "both-sides/config/identity_config.h"
#include "headend/crypto/own_secret.h"
#include "headend/identity/identity.h"
#include "headend/upstream/job_queue.h"

/* For identity.c: what a kind of provider has of its own. `state` is the adapter's; all but open and close
 * are called from several threads at once. */

struct identity_finding {
    enum identity_result result;
    struct identity_person person; /* with IDENTITY_FOUND */
    const char
        *why; /* with IDENTITY_NOT_BELIEVED: a constant text for the log, which says nothing of a person */
};

struct identity_adapter {
    /* NULL: `problem`. The configuration outlives it. */
    void *(*open)(const struct identity_config *config, char problem[OWN_SECRET_PROBLEM_SIZE]);
    void (*close)(void *state);
    /* The attempt is complete. IDENTITY_FOUND: `address`. */
    enum identity_result (*begin)(void *state, const char *return_url, const struct identity_attempt *attempt,
                                  char address[IDENTITY_ADDRESS_SIZE]);
    /* Of a return whose state is the attempt's; NULL in `returned` is "". */
    enum identity_result (*read_return)(void *state, const struct identity_return *returned,
                                        char answer[IDENTITY_ANSWER_SIZE]);
    void (*exchange)(void *state, struct job_worker *worker, const struct identity_job *job,
                     struct identity_finding *finding);
    /* What is to be known of the provider before. NULL for both: nothing. */
    int (*wants_refresh)(void *state);
    void (*refresh)(void *state, struct job_worker *worker, const struct job *job);
};

extern const struct identity_adapter oidc_adapter;
extern const struct identity_adapter ticket_adapter;

#endif
