#include "headend/identity/identity.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/crypto/token.h"
#include "headend/identity/adapter.h"
#include "headend/identity/id_token.h"

/* The interface over the two adapters: jobs, counts, and one line in the log now and then of what is not
 * believed. */

enum { COUNTS = IDENTITY_RESULT_COUNT };

#define LOG_AGAIN_US INT64_C(5000000) /* whoever is not believed cannot fill the log */

struct identity {
    const struct identity_adapter *adapter;
    void *state;
    struct job_queue *queue;
    struct job refresh_job;
    atomic_int is_refreshing; /* the refresh job is the queue's */
    atomic_uint_least64_t number;
    atomic_uint_least64_t counts[COUNTS];
    atomic_int_least64_t logged_us;
};

static const char *const result_names[COUNTS] = {[IDENTITY_FOUND] = "found",
                                                 [IDENTITY_REFUSED] = "refused",
                                                 [IDENTITY_SPENT] = "spent",
                                                 [IDENTITY_INCOMPLETE] = "incomplete",
                                                 [IDENTITY_NOT_BELIEVED] = "not_believed",
                                                 [IDENTITY_DOWN] = "down",
                                                 [IDENTITY_BUSY] = "busy"};

static void count(struct identity *identity, enum identity_result result)
{
    (void)atomic_fetch_add_explicit(&identity->counts[result], 1, memory_order_relaxed);
}

static void log_not_believed(struct identity *identity, const char *why)
{
    int64_t now_us = steady_us();
    int64_t last_us = atomic_load(&identity->logged_us);
    if ((last_us == 0 || now_us - last_us >= LOG_AGAIN_US) &&
        atomic_compare_exchange_strong(&identity->logged_us, &last_us, now_us)) {
        log_line(LOG_LEVEL_ERROR, "identity", "a log-in was not believed: %s", why);
    }
}

/* --- What is to be known of the provider --- */

static void ask_for_refresh(struct identity *identity)
{
    int is_refreshing = 0;
    if (identity->adapter->refresh == NULL || !identity->adapter->wants_refresh(identity->state) ||
        !atomic_compare_exchange_strong(&identity->is_refreshing, &is_refreshing, 1)) {
        return;
    }
    identity->refresh_job.key = "refresh";
    identity->refresh_job.arrived_us = steady_us();
    if (job_queue_submit(identity->queue, &identity->refresh_job) != 0) {
        atomic_store(&identity->is_refreshing, 0);
    }
}

/* --- The job queue's callbacks --- */

static int is_refresh(const struct identity *identity, const struct job *job)
{
    return job == &identity->refresh_job;
}

static void find(void *context, struct job_worker *worker, const struct job *job, void *finding)
{
    struct identity *identity = context;
    struct identity_finding *found = finding;
    if (is_refresh(identity, job)) {
        identity->adapter->refresh(identity->state, worker, job);
        return;
    }
    identity->adapter->exchange(identity->state, worker, (const struct identity_job *)job, found);
    if (found->result == IDENTITY_NOT_BELIEVED) {
        log_not_believed(identity, found->why);
    }
}

static void reply(void *context, struct job_worker *worker, struct job *job, const void *finding)
{
    struct identity *identity = context;
    const struct identity_finding *found = finding;
    (void)worker;
    if (!is_refresh(identity, job)) {
        struct identity_job *exchanged = (struct identity_job *)job;
        exchanged->result = found->result;
        if (found->result == IDENTITY_FOUND) {
            exchanged->person = found->person;
        }
    }
    job_finish(identity->queue, job);
}

static void wipe(void *finding)
{
    explicit_bzero(finding, sizeof(struct identity_finding));
}

static void refuse(void *context, struct job *job)
{
    struct identity *identity = context;
    if (!is_refresh(identity, job)) {
        ((struct identity_job *)job)->result = IDENTITY_DOWN;
    }
    job_finish(identity->queue, job);
}

static void finished(void *context, struct job *job)
{
    struct identity *identity = context;
    if (is_refresh(identity, job)) {
        atomic_store(&identity->is_refreshing, 0);
        return;
    }
    struct identity_job *answered = (struct identity_job *)job;
    count(identity, answered->result);
    answered->answered(answered);
}

static void tidy(void *context)
{
    ask_for_refresh(context);
}

static const struct job_service identity_service = {
    .name = "identity",
    .system = "the identity provider",
    .finding_size = sizeof(struct identity_finding),
    .find = find,
    .reply = reply,
    .wipe = wipe,
    .refuse = refuse,
    .finished = finished,
    .tidy = tidy,
};

/* --- Start and end --- */

struct identity *identity_start(const struct identity_options *options)
{
    static const struct identity_adapter *const adapters[IDENTITY_KIND_COUNT] = {
        [IDENTITY_KIND_OIDC] = &oidc_adapter, [IDENTITY_KIND_TICKET] = &ticket_adapter};
    char problem[OWN_SECRET_PROBLEM_SIZE] = "out of memory";
    struct identity *identity = calloc(1, sizeof *identity);
    if (identity != NULL) {
        identity->adapter = adapters[options->config->kind];
        identity->state = identity->adapter->open(options->config, problem);
    }
    if (identity == NULL || identity->state == NULL) {
        log_line(LOG_LEVEL_ERROR, "identity", "%s", problem);
        free(identity);
        return NULL;
    }
    identity->queue = job_queue_start(&(struct job_queue_options){.service = &identity_service,
                                                                  .context = identity,
                                                                  .upstream = &options->config->upstream,
                                                                  .tidy_every_ms = options->tidy_every_ms});
    if (identity->queue == NULL) {
        identity_free(identity);
        return NULL;
    }
    ask_for_refresh(identity);
    return identity;
}

void identity_stop(struct identity *identity)
{
    if (identity != NULL) {
        job_queue_stop(identity->queue);
    }
}

void identity_free(struct identity *identity)
{
    if (identity != NULL) {
        job_queue_free(identity->queue);
        identity->adapter->close(identity->state);
        free(identity);
    }
}

/* --- A log-in --- */

enum identity_result identity_begin(struct identity *identity, const char *return_url,
                                    struct identity_attempt *attempt, char address[IDENTITY_ADDRESS_SIZE])
{
    address[0] = '\0';
    ask_for_refresh(identity);
    enum identity_result result = IDENTITY_DOWN;
    if (token_make(attempt->state) == 0 && token_make(attempt->nonce) == 0 &&
        token_make(attempt->verifier) == 0) {
        result = identity->adapter->begin(identity->state, return_url, attempt, address);
    }
    if (result != IDENTITY_FOUND) {
        address[0] = '\0';
        explicit_bzero(attempt, sizeof *attempt);
        count(identity, result);
    }
    return result;
}

static const char *given(const char *text)
{
    return text != NULL ? text : "";
}

enum identity_result identity_read_return(struct identity *identity, const struct identity_attempt *attempt,
                                          const struct identity_return *returned,
                                          char answer[IDENTITY_ANSWER_SIZE])
{
    const struct identity_return whole = {.state = given(returned->state),
                                          .code = given(returned->code),
                                          .ticket_id = given(returned->ticket_id),
                                          .error = given(returned->error),
                                          .issuer = given(returned->issuer)};
    answer[0] = '\0';
    enum identity_result result = IDENTITY_SPENT;
    if (attempt->state[0] != '\0' && secrets_equal(whole.state, attempt->state)) {
        result = identity->adapter->read_return(identity->state, &whole, answer);
    }
    if (result == IDENTITY_NOT_BELIEVED) {
        log_not_believed(identity, "the phone came back with an answer of another issuer, or with none");
    }
    if (result != IDENTITY_FOUND) {
        count(identity, result);
    }
    return result;
}

/* No two jobs are one question: an answer is exchanged once. */
void identity_submit(struct identity *identity, struct identity_job *job)
{
    unsigned long long number = atomic_fetch_add(&identity->number, 1);
    (void)snprintf(job->key, sizeof job->key, "%llu", number);
    memset(&job->person, 0, sizeof job->person);
    job->job.key = job->key;
    job->job.arrived_us = job->arrived_us;
    job->result = IDENTITY_DOWN;
    if (job_queue_submit(identity->queue, &job->job) != 0) {
        job->result = IDENTITY_BUSY;
        count(identity, IDENTITY_BUSY);
        job->answered(job);
    }
}

void identity_write_metrics(struct identity *identity, FILE *page)
{
    (void)fputs("# HELP tv_hall_identity_total Log-ins at the identity provider, by how they ended.\n"
                "# TYPE tv_hall_identity_total counter\n",
                page);
    for (size_t i = 0; i < COUNTS; i++) {
        unsigned long long number = atomic_load_explicit(&identity->counts[i], memory_order_relaxed);
        (void)fprintf(page, "tv_hall_identity_total{outcome=\"%s\"} %llu\n", result_names[i], number);
    }
    job_queue_write_metrics(identity->queue, page);
}
