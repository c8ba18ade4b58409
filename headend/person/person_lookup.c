#include "headend/person/person_lookup.h"

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "both-sides/log.h"
#include "headend/crypto/hex.h"
#include "headend/crypto/keyed_hash.h"

enum { TIDY_EVERY_MS = 3600 * 1000 };

enum outcome { OUTCOME_ANSWERED, OUTCOME_UNAVAILABLE, OUTCOME_BUSY, OUTCOME_COUNT };
static const char *const outcome_names[OUTCOME_COUNT] = {"answered", "unavailable", "busy"};

struct person_lookup {
    const struct person_system *system;
    void *service;
    struct job_service callbacks;
    struct keyed_hash hash; /* its key lives as long as the look-up */
    struct job_queue *queue;
    atomic_uint_least64_t outcomes[OUTCOME_COUNT];
    struct contradictions contradictions;
};

/* What was found out about a person. */
struct finding {
    const struct person_system *system; /* NULL: nothing was begun */
    int is_there;
    max_align_t of_service[]; /* system->finding_size bytes */
};

static void count_outcome(struct person_lookup *lookup, enum outcome outcome)
{
    (void)atomic_fetch_add_explicit(&lookup->outcomes[outcome], 1, memory_order_relaxed);
}

/* --- The job queue's callbacks --- */

static void find(void *context, struct job_worker *worker, const struct job *queued, void *room)
{
    struct person_lookup *lookup = context;
    struct finding *finding = room;
    int seen[CONTRADICTION_KINDS_MAX] = {0};
    finding->system = lookup->system;
    finding->is_there = lookup->system->find(lookup->service, worker, (const struct person_job *)queued,
                                             finding->of_service) == 0;
    if (!finding->is_there) {
        return;
    }
    lookup->system->look(finding->of_service, seen);
    for (size_t kind = 0; kind < lookup->system->contradiction_count; kind++) {
        if (seen[kind]) {
            contradictions_tell(&lookup->contradictions, kind);
        }
    }
}

static void wipe(void *room)
{
    struct finding *finding = room;
    if (finding->system != NULL) {
        finding->system->wipe(finding->of_service);
    }
    finding->is_there = 0;
}

static void refuse(void *context, struct job *queued)
{
    struct person_lookup *lookup = context;
    struct person_job *job = (struct person_job *)queued;
    job->status = lookup->system->unavailable.status;
    job->body = refusal_json(&lookup->system->unavailable, &job->length);
    count_outcome(lookup, OUTCOME_UNAVAILABLE);
    job_finish(lookup->queue, queued);
}

static void reply(void *context, struct job_worker *worker, struct job *queued, const void *room)
{
    struct person_lookup *lookup = context;
    struct person_job *job = (struct person_job *)queued;
    const struct finding *finding = room;
    (void)worker;
    if (!finding->is_there) {
        refuse(context, queued);
        return;
    }
    job->body = lookup->system->answer(lookup->service, job, finding->of_service, &job->length);
    job->status = MHD_HTTP_OK;
    count_outcome(lookup, OUTCOME_ANSWERED);
    job_finish(lookup->queue, queued);
}

static void finished(void *context, struct job *queued)
{
    struct person_job *job = (struct person_job *)queued;
    (void)context;
    job->answered(job);
}

/* Who asks for the same person at the same time is answered by one round of questions. */
static int set_key(const struct person_lookup *lookup, struct person_job *job)
{
    struct hash hash;
    if (keyed_hash_of(&lookup->hash, "person", job->id_number, "", &hash) != 0) {
        return -1;
    }
    hex_write(hash.bytes, HASH_BYTES, job->key);
    return 0;
}

int person_lookup_submit(struct person_lookup *lookup, struct person_job *job)
{
    job->job.key = job->key;
    job->job.arrived_us = job->arrived_us;
    if (set_key(lookup, job) != 0 || job_queue_submit(lookup->queue, &job->job) != 0) {
        count_outcome(lookup, OUTCOME_BUSY);
        return -1;
    }
    return 0;
}

/* --- Start and end --- */

static void prepare(struct person_lookup *lookup, const struct person_system *system, void *service)
{
    lookup->system = system;
    lookup->service = service;
    lookup->callbacks = (struct job_service){.name = system->name,
                                             .system = system->system,
                                             .finding_size = sizeof(struct finding) + system->finding_size,
                                             .find = find,
                                             .reply = reply,
                                             .wipe = wipe,
                                             .refuse = refuse,
                                             .finished = finished};
    lookup->contradictions.service = system->log_name;
    lookup->contradictions.system = system->system;
    lookup->contradictions.metric = system->contradictions_metric;
    lookup->contradictions.kinds = system->contradictions;
    lookup->contradictions.count = system->contradiction_count;
}

struct person_lookup *person_lookup_start(const struct person_system *system, void *service,
                                          const struct upstream_config *upstream)
{
    struct person_lookup *lookup = calloc(1, sizeof *lookup);
    if (lookup == NULL ||
        getrandom(lookup->hash.key, sizeof lookup->hash.key, 0) != (ssize_t)sizeof lookup->hash.key) {
        log_line(LOG_LEVEL_ERROR, system->log_name, "out of memory or of random numbers");
        free(lookup);
        return NULL;
    }
    prepare(lookup, system, service);
    lookup->queue = job_queue_start(&(struct job_queue_options){.service = &lookup->callbacks,
                                                                .context = lookup,
                                                                .upstream = upstream,
                                                                .tidy_every_ms = TIDY_EVERY_MS});
    if (lookup->queue == NULL) {
        person_lookup_free(lookup);
        return NULL;
    }
    return lookup;
}

void person_lookup_stop(struct person_lookup *lookup)
{
    if (lookup != NULL) {
        job_queue_stop(lookup->queue);
    }
}

void person_lookup_free(struct person_lookup *lookup)
{
    if (lookup != NULL) {
        job_queue_free(lookup->queue);
        keyed_hash_wipe(&lookup->hash);
        free(lookup);
    }
}

void person_lookup_write_metrics(struct person_lookup *lookup, FILE *page)
{
    const char *name = lookup->system->name;
    (void)fprintf(page, "# HELP tv_hall_%s_total %s\n# TYPE tv_hall_%s_total counter\n", name,
                  lookup->system->about, name);
    for (size_t i = 0; i < OUTCOME_COUNT; i++) {
        unsigned long long number = atomic_load_explicit(&lookup->outcomes[i], memory_order_relaxed);
        (void)fprintf(page, "tv_hall_%s_total{outcome=\"%s\"} %llu\n", name, outcome_names[i], number);
    }
    contradictions_write_metrics(&lookup->contradictions, page);
    job_queue_write_metrics(lookup->queue, page);
}
