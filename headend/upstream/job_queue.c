#include "headend/upstream/job_queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/upstream/circuit_breaker.h"
#include "headend/upstream/rate_cap.h"
#include "headend/upstream/refusal_moment.h"

enum {
    WORKERS = 8,
    JOBS_MAX = 256,
    ANSWER_MS = 6300, /* the refusals' moment of 6.4 s is met; a box ends what has said nothing for 10 s */
    CALL_LEAST_MS = 500
};

enum spared { SPARED_BY_BREAKER, SPARED_BY_RATE, SPARED_COUNT };

struct job_worker {
    struct job_queue *queue;
    pthread_t thread;
    int runs;
    struct upstream_client *client;
    void *finding;
    int is_overdue; /* the job in hand has waited too long to be asked about */
    /* Guarded by the queue's lock: what it is finding out (NULL: nothing), and who waits for it too. */
    const char *key;
    struct job *joined;
};

struct job_queue {
    pthread_mutex_t lock;     /* guards everything up to `stopping` */
    pthread_cond_t work;      /* there is a job, or an end */
    pthread_cond_t due;       /* for the clock: a delayed job, or an end */
    pthread_cond_t stop;      /* an end */
    struct job *first, *last; /* not begun */
    struct job *delayed;      /* answered, not finished; the first due first */
    int open_jobs;
    struct circuit_breaker breaker;
    struct rate_cap cap;
    uint64_t failed[CALL_DOWN + 1], spared[SPARED_COUNT];
    int stopping;
    const struct job_service *service;
    void *context;
    int timeout_ms;
    int64_t tidy_every_us;
    struct job_worker workers[WORKERS];
    pthread_t clock;
    int clock_runs;
};

static void lock(struct job_queue *queue)
{
    (void)pthread_mutex_lock(&queue->lock);
}

static void unlock(struct job_queue *queue)
{
    (void)pthread_mutex_unlock(&queue->lock);
}

static void wait_until(struct job_queue *queue, pthread_cond_t *condition, int64_t moment_us)
{
    struct timespec until = steady_timespec(moment_us);
    (void)pthread_cond_timedwait(condition, &queue->lock, &until);
}

/* --- Jobs that are answered --- */

void job_finish(struct job_queue *queue, struct job *job)
{
    lock(queue);
    queue->open_jobs--;
    unlock(queue);
    queue->service->finished(queue->context, job);
}

void job_finish_later(struct job_queue *queue, struct job *job)
{
    job->due_us = refusal_moment(job->arrived_us, steady_us());
    lock(queue);
    struct job **at = &queue->delayed;
    while (*at != NULL && (*at)->due_us <= job->due_us) {
        at = &(*at)->next;
    }
    job->next = *at;
    *at = job;
    (void)pthread_cond_signal(&queue->due);
    unlock(queue);
}

static int all_workers_ended(const struct job_queue *queue)
{
    for (size_t i = 0; i < WORKERS; i++) {
        if (queue->workers[i].runs) {
            return 0;
        }
    }
    return 1;
}

/* Finishes delayed jobs at their moment (when all ends, at once), and tidies now and then. */
static void *run_clock(void *context)
{
    struct job_queue *queue = context;
    int64_t tidy_us = steady_us() + queue->tidy_every_us;
    lock(queue);
    while (!queue->stopping || queue->delayed != NULL || !all_workers_ended(queue)) {
        struct job *job = queue->delayed;
        int64_t now_us = steady_us();
        if (job != NULL && (queue->stopping || job->due_us <= now_us)) {
            queue->delayed = job->next;
            unlock(queue);
            job_finish(queue, job);
            lock(queue);
        } else if (tidy_us <= now_us) {
            unlock(queue);
            if (queue->service->tidy != NULL) {
                queue->service->tidy(queue->context);
            }
            lock(queue);
            tidy_us = now_us + queue->tidy_every_us;
        } else {
            wait_until(queue, &queue->due, job != NULL && job->due_us < tidy_us ? job->due_us : tidy_us);
        }
    }
    unlock(queue);
    return NULL;
}

/* --- Calls --- */

/* What a job has left for a call, in ms; 0: too little for one. */
static int time_left(const struct job *job)
{
    int64_t waited_ms = (steady_us() - job->arrived_us) / 1000;
    return waited_ms > ANSWER_MS - CALL_LEAST_MS ? 0 : ANSWER_MS - (int)waited_ms;
}

/* Holds the lock but while it waits. 0: there is no token in time, or all ends. */
static int take_token(struct job_queue *queue, int left_ms)
{
    int64_t now_us = steady_us();
    int64_t wait_us = rate_cap_take(&queue->cap, now_us, (int64_t)(left_ms - CALL_LEAST_MS) * 1000);
    if (wait_us == RATE_CAP_NONE) {
        return 0;
    }
    while (wait_us > 0 && !queue->stopping && steady_us() < now_us + wait_us) {
        wait_until(queue, &queue->stop, now_us + wait_us);
    }
    return wait_us == 0 || !queue->stopping;
}

/* How long the call may take, in ms; 0: none is to be made. */
static int may_call(struct job_queue *queue, const struct job *job)
{
    int left_ms = time_left(job);
    if (left_ms == 0) {
        return 0;
    }
    if (!circuit_breaker_passes(&queue->breaker, steady_us())) {
        queue->spared[SPARED_BY_BREAKER]++;
        return 0;
    }
    if (!take_token(queue, left_ms) || (left_ms = time_left(job)) == 0) {
        queue->spared[SPARED_BY_RATE]++;
        return 0;
    }
    if (!circuit_breaker_asks(&queue->breaker, steady_us())) {
        rate_cap_give_back(&queue->cap);
        queue->spared[SPARED_BY_BREAKER]++;
        return 0;
    }
    return left_ms < queue->timeout_ms ? left_ms : queue->timeout_ms;
}

struct upstream_client *job_call_begin(struct job_worker *worker, const struct job *job)
{
    if (worker->is_overdue) {
        return NULL;
    }
    lock(worker->queue);
    int time_ms = may_call(worker->queue, job);
    unlock(worker->queue);
    if (time_ms == 0) {
        return NULL;
    }
    upstream_client_allow(worker->client, time_ms);
    return worker->client;
}

void job_call_end(struct job_worker *worker, enum call_outcome outcome, const char *problem)
{
    struct job_queue *queue = worker->queue;
    const struct job_service *service = queue->service;
    lock(queue);
    int was_open = circuit_breaker_is_open(&queue->breaker);
    int first_failure = outcome != CALL_ANSWERED && queue->breaker.failures == 0;
    if (outcome == CALL_ANSWERED) {
        circuit_breaker_succeeded(&queue->breaker);
    } else if (outcome == CALL_NO_MEMORY) {
        circuit_breaker_not_asked(&queue->breaker);
    } else {
        circuit_breaker_failed(&queue->breaker, steady_us());
        queue->failed[outcome]++;
    }
    int is_open = circuit_breaker_is_open(&queue->breaker);
    unlock(queue);
    if (first_failure) {
        log_line(LOG_LEVEL_WARNING, service->name, "%s: %s", service->system, problem);
    }
    if (is_open && !was_open) {
        log_line(LOG_LEVEL_ERROR, service->name,
                 "%s failed several times in a row, last: %s; it is spared for a while", service->system,
                 problem);
    } else if (was_open && !is_open) {
        log_line(LOG_LEVEL_NOTICE, service->name, "%s answers again", service->system);
    }
}

void job_queue_write_metrics(struct job_queue *queue, FILE *page)
{
    const char *name = queue->service->name;
    const char *system = queue->service->system;
    lock(queue);
    unsigned long long nonsense = queue->failed[CALL_NONSENSE], down = queue->failed[CALL_DOWN];
    unsigned long long breaker = queue->spared[SPARED_BY_BREAKER], rate = queue->spared[SPARED_BY_RATE];
    int is_open = circuit_breaker_is_open(&queue->breaker);
    unlock(queue);
    (void)fprintf(page,
                  "# HELP tv_hall_%s_failed_total Questions to %s that it did not answer, or not as agreed.\n"
                  "# TYPE tv_hall_%s_failed_total counter\n"
                  "tv_hall_%s_failed_total{why=\"nonsense\"} %llu\n"
                  "tv_hall_%s_failed_total{why=\"down\"} %llu\n",
                  name, system, name, name, nonsense, name, down);
    (void)fprintf(page,
                  "# HELP tv_hall_%s_spared_total Questions that %s was spared.\n"
                  "# TYPE tv_hall_%s_spared_total counter\n"
                  "tv_hall_%s_spared_total{why=\"breaker\"} %llu\n"
                  "tv_hall_%s_spared_total{why=\"rate\"} %llu\n",
                  name, system, name, name, breaker, name, rate);
    (void)fprintf(page,
                  "# HELP tv_hall_%s_breaker_open 1 while %s is not asked, as it failed.\n"
                  "# TYPE tv_hall_%s_breaker_open gauge\n"
                  "tv_hall_%s_breaker_open %d\n",
                  name, system, name, name, is_open);
}

/* --- Workers --- */

/* Waits for a job; NULL: it is time to end. *refuses: it is not to be begun. */
static struct job *take_job(struct job_queue *queue, int *refuses)
{
    lock(queue);
    while (queue->first == NULL && !queue->stopping) {
        (void)pthread_cond_wait(&queue->work, &queue->lock);
    }
    struct job *job = queue->first;
    if (job != NULL) {
        queue->first = job->next;
        queue->last = queue->first != NULL ? queue->last : NULL;
        job->next = NULL;
    }
    *refuses = queue->stopping;
    unlock(queue);
    return job;
}

/* 1: another worker is finding out the same, and will answer this job too. Else this one is. */
static int joins(struct job_worker *worker, struct job *job)
{
    struct job_queue *queue = worker->queue;
    int joined = 0;
    lock(queue);
    for (size_t i = 0; i < WORKERS && !joined; i++) {
        struct job_worker *other = &queue->workers[i];
        if (other->key != NULL && strcmp(other->key, job->key) == 0) {
            job->next = other->joined;
            other->joined = job;
            joined = 1;
        }
    }
    if (!joined) {
        worker->key = job->key;
    }
    unlock(queue);
    return joined;
}

/* From here on nobody joins. */
static struct job *take_joined(struct job_worker *worker)
{
    lock(worker->queue);
    struct job *joined = worker->joined;
    worker->joined = NULL;
    worker->key = NULL;
    unlock(worker->queue);
    return joined;
}

static void work_on(struct job_worker *worker, struct job *job)
{
    struct job_queue *queue = worker->queue;
    const struct job_service *service = queue->service;
    if ((service->admit != NULL && !service->admit(queue->context, job)) || joins(worker, job)) {
        return;
    }
    memset(worker->finding, 0, service->finding_size);
    worker->is_overdue = steady_us() - job->arrived_us > (int64_t)queue->timeout_ms * 1000;
    service->find(queue->context, worker, job, worker->finding);
    worker->is_overdue = 0;
    job->next = take_joined(worker);
    while (job != NULL) {
        struct job *next = job->next;
        service->reply(queue->context, worker, job, worker->finding);
        job = next;
    }
    service->wipe(worker->finding);
}

static void *run_worker(void *context)
{
    struct job_worker *worker = context;
    struct job_queue *queue = worker->queue;
    struct job *job = NULL;
    int refuses = 0;
    while ((job = take_job(queue, &refuses)) != NULL) {
        if (refuses) {
            queue->service->refuse(queue->context, job);
        } else {
            work_on(worker, job);
        }
    }
    return NULL;
}

int job_queue_submit(struct job_queue *queue, struct job *job)
{
    lock(queue);
    int taken = !queue->stopping && queue->open_jobs < JOBS_MAX;
    if (taken) {
        job->next = NULL;
        if (queue->last != NULL) {
            queue->last->next = job;
        } else {
            queue->first = job;
        }
        queue->last = job;
        queue->open_jobs++;
        (void)pthread_cond_signal(&queue->work);
    }
    unlock(queue);
    return taken ? 0 : -1;
}

/* --- Start and end --- */

/* What is left half made does not matter: without it there is no queue to destroy it with. */
static int prepare_locks(struct job_queue *queue)
{
    pthread_condattr_t steady;
    if (pthread_mutex_init(&queue->lock, NULL) != 0 || pthread_cond_init(&queue->work, NULL) != 0 ||
        pthread_condattr_init(&steady) != 0) {
        return -1;
    }
    int result = pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) == 0 &&
                         pthread_cond_init(&queue->due, &steady) == 0 &&
                         pthread_cond_init(&queue->stop, &steady) == 0
                     ? 0
                     : -1;
    (void)pthread_condattr_destroy(&steady);
    return result;
}

static int start_worker(struct job_worker *worker, const struct upstream_config *upstream)
{
    struct job_queue *queue = worker->queue;
    char problem[UPSTREAM_PROBLEM_SIZE] = "out of memory";
    worker->finding = calloc(1, queue->service->finding_size);
    worker->client = worker->finding != NULL ? upstream_client_create(upstream, problem) : NULL;
    if (worker->client == NULL) {
        log_line(LOG_LEVEL_ERROR, queue->service->name, "%s: %s", queue->service->system, problem);
        return -1;
    }
    worker->runs = pthread_create(&worker->thread, NULL, run_worker, worker) == 0;
    if (!worker->runs) {
        log_line(LOG_LEVEL_ERROR, queue->service->name, "the threads cannot be started");
    }
    return worker->runs ? 0 : -1;
}

static int start_threads(struct job_queue *queue, const struct upstream_config *upstream)
{
    for (size_t i = 0; i < WORKERS; i++) {
        queue->workers[i].queue = queue;
        if (start_worker(&queue->workers[i], upstream) != 0) {
            return -1;
        }
    }
    queue->clock_runs = pthread_create(&queue->clock, NULL, run_clock, queue) == 0;
    if (!queue->clock_runs) {
        log_line(LOG_LEVEL_ERROR, queue->service->name, "the threads cannot be started");
    }
    return queue->clock_runs ? 0 : -1;
}

struct job_queue *job_queue_start(const struct job_queue_options *options)
{
    struct job_queue *queue = calloc(1, sizeof *queue);
    if (queue == NULL || prepare_locks(queue) != 0) {
        log_line(LOG_LEVEL_ERROR, options->service->name, "out of memory");
        free(queue);
        return NULL;
    }
    queue->service = options->service;
    queue->context = options->context;
    queue->timeout_ms = options->upstream->timeout_ms;
    queue->tidy_every_us = (int64_t)options->tidy_every_ms * 1000;
    rate_cap_set(&queue->cap, options->upstream->calls_per_second);
    if (start_threads(queue, options->upstream) != 0) {
        job_queue_stop(queue);
        job_queue_free(queue);
        return NULL;
    }
    return queue;
}

/* The clock ends last: workers delay refusals to their end. */
void job_queue_stop(struct job_queue *queue)
{
    if (queue == NULL) {
        return;
    }
    lock(queue);
    queue->stopping = 1;
    (void)pthread_cond_broadcast(&queue->work);
    (void)pthread_cond_broadcast(&queue->stop);
    unlock(queue);
    for (size_t i = 0; i < WORKERS; i++) {
        if (queue->workers[i].runs) {
            (void)pthread_join(queue->workers[i].thread, NULL);
        }
    }
    lock(queue);
    for (size_t i = 0; i < WORKERS; i++) {
        queue->workers[i].runs = 0;
    }
    (void)pthread_cond_signal(&queue->due);
    unlock(queue);
    if (queue->clock_runs) {
        (void)pthread_join(queue->clock, NULL);
        queue->clock_runs = 0;
    }
}

void job_queue_free(struct job_queue *queue)
{
    if (queue == NULL) {
        return;
    }
    for (size_t i = 0; i < WORKERS; i++) {
        upstream_client_free(queue->workers[i].client);
        free(queue->workers[i].finding);
    }
    (void)pthread_cond_destroy(&queue->stop);
    (void)pthread_cond_destroy(&queue->due);
    (void)pthread_cond_destroy(&queue->work);
    (void)pthread_mutex_destroy(&queue->lock);
    free(queue);
}
