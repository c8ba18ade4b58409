#include "headend/cases/cases.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "both-sides/calendar_date.h"
#include "both-sides/log.h"
#include "both-sides/wall_clock.h"
#include "headend/cases/answer_moment.h"
#include "headend/cases/cases_private.h"

/* --- Jobs that are answered --- */

void case_job_tell(struct cases *cases, struct case_job *job)
{
    (void)pthread_mutex_lock(&cases->lock);
    cases->open_jobs--;
    (void)pthread_mutex_unlock(&cases->lock);
    job->answered(job);
}

void case_job_tell_later(struct cases *cases, struct case_job *job)
{
    job->due_us = answer_moment(job->arrived_us, steady_clock_us());
    (void)pthread_mutex_lock(&cases->lock);
    struct case_job **at = &cases->delayed;
    while (*at != NULL && (*at)->due_us <= job->due_us) {
        at = &(*at)->next;
    }
    job->next = *at;
    *at = job;
    (void)pthread_cond_signal(&cases->due);
    (void)pthread_mutex_unlock(&cases->lock);
}

static int all_workers_ended(const struct cases *cases)
{
    for (size_t i = 0; i < CASE_WORKERS; i++) {
        if (cases->workers[i].runs) {
            return 0;
        }
    }
    return 1;
}

static void forget(struct cases *cases)
{
    int64_t now_ms = wall_clock_ms();
    (void)case_store_forget(cases->store, now_ms, calendar_date_at(now_ms));
}

static void sleep_until(struct cases *cases, uint64_t moment_us)
{
    struct timespec until = {.tv_sec = (time_t)(moment_us / 1000000U),
                             .tv_nsec = (long)(moment_us % 1000000U) * 1000};
    (void)pthread_cond_timedwait(&cases->due, &cases->lock, &until);
}

/* Tells refusals at their moment (when all ends, at once), and forgets now and then. */
static void *run_clock(void *context)
{
    struct cases *cases = context;
    uint64_t forget_us = steady_clock_us() + cases->forget_every_us;
    (void)pthread_mutex_lock(&cases->lock);
    while (!cases->stopping || cases->delayed != NULL || !all_workers_ended(cases)) {
        struct case_job *job = cases->delayed;
        uint64_t now_us = steady_clock_us();
        if (job != NULL && (cases->stopping || job->due_us <= now_us)) {
            cases->delayed = job->next;
            (void)pthread_mutex_unlock(&cases->lock);
            case_job_tell(cases, job);
            (void)pthread_mutex_lock(&cases->lock);
        } else if (forget_us <= now_us) {
            (void)pthread_mutex_unlock(&cases->lock);
            forget(cases);
            (void)pthread_mutex_lock(&cases->lock);
            forget_us = now_us + cases->forget_every_us;
        } else {
            sleep_until(cases, job != NULL && job->due_us < forget_us ? job->due_us : forget_us);
        }
    }
    (void)pthread_mutex_unlock(&cases->lock);
    return NULL;
}

/* --- Workers --- */

/* Waits for a job; NULL: it is time to end. */
static struct case_job *take_job(struct cases *cases)
{
    (void)pthread_mutex_lock(&cases->lock);
    while (cases->first == NULL && !cases->stopping) {
        (void)pthread_cond_wait(&cases->work, &cases->lock);
    }
    struct case_job *job = cases->first;
    if (job != NULL) {
        cases->first = job->next;
        cases->last = cases->first != NULL ? cases->last : NULL;
        job->next = NULL;
    }
    (void)pthread_mutex_unlock(&cases->lock);
    return job;
}

/* 1: another worker is asking about this case, and will answer this job too. Else this one is. */
static int joins_flight(struct case_worker *worker, struct case_job *job)
{
    struct cases *cases = worker->cases;
    int joined = 0;
    (void)pthread_mutex_lock(&cases->lock);
    for (size_t i = 0; i < CASE_WORKERS && !joined; i++) {
        struct case_flight *flight = &cases->workers[i].flight;
        if (strcmp(flight->case_number, job->question.case_number) == 0) {
            job->next = flight->waiting;
            flight->waiting = job;
            joined = 1;
        }
    }
    if (!joined) {
        memcpy(worker->flight.case_number, job->question.case_number, CASE_NUMBER_SIZE);
    }
    (void)pthread_mutex_unlock(&cases->lock);
    return joined;
}

static struct case_job *land(struct case_worker *worker)
{
    (void)pthread_mutex_lock(&worker->cases->lock);
    struct case_job *waiting = worker->flight.waiting;
    worker->flight.waiting = NULL;
    explicit_bzero(worker->flight.case_number, CASE_NUMBER_SIZE);
    (void)pthread_mutex_unlock(&worker->cases->lock);
    return waiting;
}

static void work_on(struct case_worker *worker, struct case_job *job)
{
    struct cases *cases = worker->cases;
    struct case_view view;
    if (!case_admit(cases, job)) {
        return;
    }
    if (joins_flight(worker, job)) {
        return;
    }
    uint64_t patience_us = (uint64_t)cases->timeout_ms * 1000U;
    int overdue = steady_clock_us() - job->arrived_us > patience_us;
    case_look(worker, job, overdue, &view);
    job->next = land(worker);
    while (job != NULL) {
        struct case_job *next = job->next;
        case_reply(worker, job, &view);
        job = next;
    }
    case_known_wipe(&view.kept.known);
}

static int is_stopping(struct cases *cases)
{
    (void)pthread_mutex_lock(&cases->lock);
    int stopping = cases->stopping;
    (void)pthread_mutex_unlock(&cases->lock);
    return stopping;
}

static void *run_worker(void *context)
{
    struct case_worker *worker = context;
    struct case_job *job = NULL;
    while ((job = take_job(worker->cases)) != NULL) {
        if (is_stopping(worker->cases)) {
            case_reply_unavailable(worker->cases, job);
        } else {
            work_on(worker, job);
        }
    }
    return NULL;
}

int cases_submit(struct cases *cases, struct case_job *job)
{
    (void)pthread_mutex_lock(&cases->lock);
    int taken = !cases->stopping && cases->open_jobs < CASE_JOBS_MAX;
    if (taken) {
        job->next = NULL;
        if (cases->last != NULL) {
            cases->last->next = job;
        } else {
            cases->first = job;
        }
        cases->last = job;
        cases->open_jobs++;
        (void)pthread_cond_signal(&cases->work);
    }
    (void)pthread_mutex_unlock(&cases->lock);
    if (!taken) {
        case_counts_add(&cases->counts, COUNT_BUSY);
    }
    return taken ? 0 : -1;
}

/* --- Start and end --- */

static int open_files(struct cases *cases, const char *store_path)
{
    enum { PATH_SIZE = 400 };
    char path[PATH_SIZE];
    char problem[CASE_STORE_PROBLEM_SIZE];
    (void)snprintf(path, sizeof path, "%s.cases-key", store_path);
    if (keyed_hash_load(&cases->hash, path, problem) != 0) {
        log_line(LOG_LEVEL_ERROR, "cases", "%s", problem);
        return -1;
    }
    (void)snprintf(path, sizeof path, "%s.cases", store_path);
    cases->store = case_store_open(path, problem);
    if (cases->store == NULL) {
        log_line(LOG_LEVEL_ERROR, "cases", "%s", problem);
    }
    return cases->store != NULL ? 0 : -1;
}

static int prepare_locks(struct cases *cases)
{
    pthread_condattr_t attributes;
    if (pthread_mutex_init(&cases->lock, NULL) != 0 || pthread_cond_init(&cases->work, NULL) != 0 ||
        pthread_condattr_init(&attributes) != 0) {
        return -1;
    }
    int result = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
                         pthread_cond_init(&cases->due, &attributes) == 0
                     ? 0
                     : -1;
    (void)pthread_condattr_destroy(&attributes);
    return result;
}

static int start_threads(struct cases *cases, const struct cases_options *options)
{
    for (size_t i = 0; i < CASE_WORKERS; i++) {
        struct case_worker *worker = &cases->workers[i];
        worker->cases = cases;
        worker->client = upstream_client_create(options->url);
        worker->runs =
            worker->client != NULL && pthread_create(&worker->thread, NULL, run_worker, worker) == 0;
        if (!worker->runs) {
            return -1;
        }
    }
    cases->clock_runs = pthread_create(&cases->clock, NULL, run_clock, cases) == 0;
    return cases->clock_runs ? 0 : -1;
}

struct cases *cases_start(const struct cases_options *options)
{
    struct cases *cases = calloc(1, sizeof *cases);
    if (cases == NULL || prepare_locks(cases) != 0) {
        log_line(LOG_LEVEL_ERROR, "cases", "out of memory");
        free(cases);
        return NULL;
    }
    cases->timeout_ms = options->timeout_ms;
    cases->forget_every_us = (uint64_t)options->forget_every_ms * 1000U;
    if (open_files(cases, options->store_path) == 0) {
        forget(cases);
        if (start_threads(cases, options) == 0) {
            return cases;
        }
        log_line(LOG_LEVEL_ERROR, "cases", "the threads cannot be started");
    }
    cases_stop(cases);
    cases_free(cases);
    return NULL;
}

void cases_stop(struct cases *cases)
{
    if (cases == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&cases->lock);
    cases->stopping = 1;
    (void)pthread_cond_broadcast(&cases->work);
    (void)pthread_mutex_unlock(&cases->lock);
    for (size_t i = 0; i < CASE_WORKERS; i++) {
        struct case_worker *worker = &cases->workers[i];
        if (worker->runs) {
            (void)pthread_join(worker->thread, NULL);
        }
    }
    (void)pthread_mutex_lock(&cases->lock);
    for (size_t i = 0; i < CASE_WORKERS; i++) {
        cases->workers[i].runs = 0;
    }
    (void)pthread_cond_broadcast(&cases->due);
    (void)pthread_mutex_unlock(&cases->lock);
    if (cases->clock_runs) {
        (void)pthread_join(cases->clock, NULL);
        cases->clock_runs = 0;
    }
}

void cases_free(struct cases *cases)
{
    if (cases == NULL) {
        return;
    }
    for (size_t i = 0; i < CASE_WORKERS; i++) {
        upstream_client_free(cases->workers[i].client);
    }
    case_store_close(cases->store);
    keyed_hash_wipe(&cases->hash);
    free(cases->days);
    (void)pthread_cond_destroy(&cases->due);
    (void)pthread_cond_destroy(&cases->work);
    (void)pthread_mutex_destroy(&cases->lock);
    free(cases);
}

int cases_set_calendar(struct cases *cases, const struct calendar_day *days, size_t count)
{
    struct calendar_day *copy = calloc(count + 1, sizeof *copy);
    if (copy == NULL) {
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        copy[i] = (struct calendar_day){.date = days[i].date, .works = days[i].works, .name = ""};
    }
    (void)pthread_mutex_lock(&cases->lock);
    struct calendar_day *old = cases->days;
    cases->days = copy;
    cases->day_count = count;
    (void)pthread_mutex_unlock(&cases->lock);
    free(old);
    return 0;
}

void cases_write_metrics(struct cases *cases, FILE *page)
{
    case_counts_write(&cases->counts, page);
}
