#ifndef HEADEND_PERSON_PERSON_LOOKUP_H
#define HEADEND_PERSON_PERSON_LOOKUP_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "headend/crypto/digest.h"
#include "headend/http/request.h"
#include "headend/upstream/contradictions.h"
#include "headend/upstream/job_queue.h"

/* What a person who scanned is told of the own data in a system that is not ours: asked of it through a job
 * queue, answered, and forgotten. Nothing of a person is kept, in no file and no cache. A service gives a
 * table of what is its own (docs/decisions/0113, 0116). */

struct person_lookup;

struct person_job {
    struct job job; /* for the look-up and the queue; first: its address is this job's */
    char id_number[PERSON_ID_NUMBER_SIZE]; /* whoever frees the job wipes it */
    int asks, choice;                      /* the service's own: what is asked, and what was said with it */
    int64_t arrived_us;                    /* steady clock: when the question was there as a whole */
    /* Called once, from another thread, when the answer stands here. The job may be freed from then on. */
    void (*answered)(struct person_job *job);
    unsigned status; /* HTTP; 0: not yet */
    char *body;      /* malloc'ed JSON, the caller's; NULL: memory was short */
    size_t length;
    /* The look-up's. */
    char key[DIGEST_HEX_SIZE];
};

/* Callbacks come from the queue's threads, without a lock. */
struct person_system {
    const char *name;     /* in names of metrics: "housing_fund" */
    const char *log_name; /* in log lines: "housing-fund" */
    const char *system;   /* in log lines and texts of metrics: "the housing fund system" */
    const char *about;    /* text of the metric of what boxes were told */
    struct refusal unavailable;
    const char *contradictions_metric;
    const struct contradiction_kind *contradictions;
    size_t contradiction_count; /* up to CONTRADICTION_KINDS_MAX */
    size_t finding_size;
    /* Finds out about job->id_number; `finding` is zeroed. -1: it cannot be had now. */
    int (*find)(void *service, struct job_worker *worker, const struct person_job *job, void *finding);
    /* Sets seen[kind] for what in it does not go together. */
    void (*look)(const void *finding, int *seen);
    /* The answer as malloc'ed JSON; NULL: out of memory. */
    char *(*answer)(void *service, const struct person_job *job, const void *finding, size_t *length);
    /* Wipes and frees what is in a finding, also in one that was begun. */
    void (*wipe)(void *finding);
};

/* `system`, `service` and `upstream` outlive it. NULL: logged. */
struct person_lookup *person_lookup_start(const struct person_system *system, void *service,
                                          const struct upstream_config *upstream);
/* Answers every job and ends the threads; from then on no job is taken. NULL is allowed for both. */
void person_lookup_stop(struct person_lookup *lookup);
/* After person_lookup_stop. */
void person_lookup_free(struct person_lookup *lookup);

/* -1: more are waiting than it is sensible to let wait; the job is not taken. */
int person_lookup_submit(struct person_lookup *lookup, struct person_job *job);

void person_lookup_write_metrics(struct person_lookup *lookup, FILE *page);

/* The rest of a route.post with ROUTE_NEEDS_SESSION and a scope, whose context is the look-up, or NULL where
 * none is configured: what it returns. */
const struct refusal *person_lookup_post(struct request *request, int asks, int choice);

#endif
