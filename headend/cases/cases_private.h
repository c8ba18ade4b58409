#ifndef HEADEND_CASES_CASES_PRIVATE_H
#define HEADEND_CASES_CASES_PRIVATE_H

#include <pthread.h>

#include "headend/cases/case_counts.h"
#include "headend/cases/cases.h"
#include "headend/upstream/circuit_breaker.h"
#include "headend/upstream/upstream_client.h"

/* For cases.c (threads and queues), case_look.c (what is known) and case_reply.c (what is answered). */

enum { CASE_WORKERS = 8, CASE_JOBS_MAX = 256 };

/* A case that a worker is asking about; whoever asks for the same meanwhile waits for its answer. */
struct case_flight {
    char case_number[CASE_NUMBER_SIZE]; /* "": none */
    struct case_job *waiting;
};

struct case_worker {
    struct cases *cases;
    pthread_t thread;
    int runs;
    struct upstream_client *client;
    struct case_flight flight;
};

struct cases {
    pthread_mutex_t lock; /* guards everything up to `stopping` */
    pthread_cond_t work, due;
    struct case_job *first, *last; /* not begun */
    struct case_job *delayed;      /* answered, not yet told; the first due first */
    int open_jobs;
    struct circuit_breaker breaker;
    struct calendar_day *days;
    size_t day_count;
    int stopping;
    int timeout_ms;
    uint64_t forget_every_us;
    struct case_guides *guides;
    struct keyed_hash hash;
    struct case_store *store;
    struct case_counts counts;
    struct case_worker workers[CASE_WORKERS];
    pthread_t clock;
    int clock_runs;
};

/* What is known of a case once it was looked at. */
enum case_knowledge { CASE_IS_FRESH, CASE_IS_MISSING, CASE_IS_STALE, CASE_IS_UNKNOWN };

struct case_view {
    enum case_knowledge knowledge;
    struct case_kept kept; /* with CASE_IS_FRESH and CASE_IS_STALE */
};

/* Fresh from the store, else from the case system, else what was known last. `overdue`: has waited too long
 * to ask. */
void case_look(struct case_worker *worker, const struct case_job *job, int overdue, struct case_view *view);
/* Whether the case system may be asked for a job now; then the call may take as long as the box will wait. */
int case_may_ask(struct case_worker *worker, const struct case_job *job);
/* How it went. */
void case_has_asked(struct cases *cases, enum upstream_said said, const char *problem);

/* Hashes who asks and what; 0: a limit of the day was reached or nothing can be counted, and the job is
 * answered. */
int case_admit(struct cases *cases, struct case_job *job);
/* Answers a job from what is known. */
void case_reply(struct case_worker *worker, struct case_job *job, const struct case_view *view);
/* Answers that nothing can be said now. */
void case_reply_unavailable(struct cases *cases, struct case_job *job);

/* The answer stands in the job: tells it at once, or at the moment that refusals have. */
void case_job_tell(struct cases *cases, struct case_job *job);
void case_job_tell_later(struct cases *cases, struct case_job *job);

#endif
