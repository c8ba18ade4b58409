#include "headend/social-security/social_security.h"

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "both-sides/records/record_json.h"
#include "headend/http/refusal.h"
#include "headend/social-security/person_answer.h"
#include "headend/social-security/person_retirement.h"
#include "headend/social-security/upstream_social_security.h"

enum { TIDY_EVERY_MS = 3600 * 1000, CAUTION_EVERY_US = 60 * 1000000 };

enum outcome { OUTCOME_ANSWERED, OUTCOME_UNAVAILABLE, OUTCOME_BUSY, OUTCOME_COUNT };
static const char *const outcome_names[OUTCOME_COUNT] = {"answered", "unavailable", "busy"};

/* What in an answer does not go together. */
enum caution { CAUTION_MONTHS, CAUTION_ROWS, CAUTION_RANGE, CAUTION_STATES, CAUTION_COUNT };
static const char *const caution_names[CAUTION_COUNT] = {"months", "rows", "range", "states"};
static const char *const caution_texts[CAUTION_COUNT] = {
    "months paid and the months of the rows differ", "two amounts for one month and kind",
    "rows of months that cannot be", "insurances and states that contradict each other"};

struct social_security_service {
    struct config_in_use *config;
    struct keyed_hash hash; /* its key lives as long as the service */
    struct job_queue *queue;
    atomic_uint_least64_t outcomes[OUTCOME_COUNT], cautions[CAUTION_COUNT];
    atomic_int_least64_t told_us[CAUTION_COUNT]; /* steady clock: when it was logged last */
};

/* What was found out about a person. */
struct person_view {
    int is_there;
    int64_t as_of;
    struct person_facts facts;
};

static const struct refusal unavailable = {
    MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable",
    "The social security system does not answer now. Try again later."};

static void count_outcome(struct social_security_service *service, enum outcome outcome)
{
    (void)atomic_fetch_add_explicit(&service->outcomes[outcome], 1, memory_order_relaxed);
}

static struct social_security_job *job_of(struct job *job)
{
    return (struct social_security_job *)job;
}

/* --- What the operator is told: never of whom, and not with every look-up --- */

static void tell_caution(struct social_security_service *service, enum caution caution)
{
    int64_t now_us = steady_us();
    int64_t told_us = atomic_load(&service->told_us[caution]);
    (void)atomic_fetch_add_explicit(&service->cautions[caution], 1, memory_order_relaxed);
    if ((told_us == 0 || now_us - told_us >= CAUTION_EVERY_US) &&
        atomic_compare_exchange_strong(&service->told_us[caution], &told_us, now_us)) {
        log_line(LOG_LEVEL_WARNING, "social-security",
                 "an answer of the social security system contradicts itself: %s", caution_texts[caution]);
    }
}

static void tell_cautions(struct social_security_service *service, const struct person_facts *facts)
{
    int seen[CAUTION_COUNT] = {0};
    for (size_t i = 0; i < facts->insurance_count; i++) {
        const struct insurance *insurance = &facts->insurances[i].insurance;
        seen[CAUTION_MONTHS] |= insurance->months_differ;
        seen[CAUTION_ROWS] |= insurance->rows_contradict;
        seen[CAUTION_RANGE] |= insurance->rows_out_of_range;
        seen[CAUTION_STATES] |= insurance->states_contradict;
    }
    for (int caution = 0; caution < CAUTION_COUNT; caution++) {
        if (seen[caution]) {
            tell_caution(service, (enum caution)caution);
        }
    }
}

/* --- The job queue's callbacks --- */

static int month_now(void)
{
    return month_of_yyyymm(calendar_date_at(wall_ms()) / 100);
}

static void find(void *context, struct job_worker *worker, const struct job *queued, void *finding)
{
    struct person_view *view = finding;
    const struct social_security_job *job = (const struct social_security_job *)queued;
    view->is_there =
        upstream_social_security_find(worker, queued, job->id_number, month_now(), &view->facts) == 0;
    view->as_of = wall_ms();
    if (view->is_there) {
        tell_cautions(context, &view->facts);
    }
}

static void wipe(void *finding)
{
    struct person_view *view = finding;
    person_facts_wipe(&view->facts);
    view->is_there = 0;
}

static void refuse(void *context, struct job *queued)
{
    struct social_security_service *service = context;
    struct social_security_job *job = job_of(queued);
    job->status = unavailable.status;
    job->body = refusal_json(&unavailable, &job->length);
    count_outcome(service, OUTCOME_UNAVAILABLE);
    job_finish(service->queue, queued);
}

static char *answer_retirement(const struct social_security_job *job, const struct person_view *view,
                               const struct retirement_rules *rules, size_t *length)
{
    struct retirement_answer answer;
    person_retirement(&view->facts, job->id_number, job->post, rules, month_now(), &answer);
    char *text = record_encode_text(&retirement_answer_table, &answer, length);
    explicit_bzero(&answer, sizeof answer);
    return text;
}

static void reply(void *context, struct job_worker *worker, struct job *queued, const void *finding)
{
    struct social_security_service *service = context;
    struct social_security_job *job = job_of(queued);
    const struct person_view *view = finding;
    struct retirement_rules rules;
    (void)worker;
    if (!view->is_there) {
        refuse(context, queued);
        return;
    }
    rules.count = config_in_use_retirement(service->config, rules.rules);
    job->body = job->question == ASKS_RETIREMENT
                    ? answer_retirement(job, view, &rules, &job->length)
                    : person_answer(&view->facts, person_needed_months(&view->facts, job->id_number, &rules),
                                    view->as_of, &job->length);
    job->status = MHD_HTTP_OK;
    count_outcome(service, OUTCOME_ANSWERED);
    job_finish(service->queue, queued);
}

static void finished(void *context, struct job *queued)
{
    struct social_security_job *job = job_of(queued);
    (void)context;
    job->answered(job);
}

static const struct job_service job_service = {
    .name = "social_security",
    .system = "the social security system",
    .finding_size = sizeof(struct person_view),
    .find = find,
    .reply = reply,
    .wipe = wipe,
    .refuse = refuse,
    .finished = finished,
};

/* Who asks for the same person at the same time is answered by one round of questions. */
static int set_key(struct social_security_service *service, struct social_security_job *job)
{
    static const char digits[] = "0123456789abcdef";
    struct hash hash;
    if (keyed_hash_of(&service->hash, "person", job->id_number, "", &hash) != 0) {
        return -1;
    }
    for (size_t i = 0; i < HASH_BYTES; i++) {
        job->key[2 * i] = digits[hash.bytes[i] >> 4];
        job->key[2 * i + 1] = digits[hash.bytes[i] & 0xFU];
    }
    job->key[PERSON_KEY_SIZE - 1] = '\0';
    return 0;
}

int social_security_submit(struct social_security_service *service, struct social_security_job *job)
{
    job->job.key = job->key;
    job->job.arrived_us = job->arrived_us;
    if (set_key(service, job) != 0 || job_queue_submit(service->queue, &job->job) != 0) {
        count_outcome(service, OUTCOME_BUSY);
        return -1;
    }
    return 0;
}

/* --- Start and end --- */

struct social_security_service *social_security_start(const struct upstream_config *upstream,
                                                      struct config_in_use *config)
{
    struct social_security_service *service = calloc(1, sizeof *service);
    if (service == NULL ||
        getrandom(service->hash.key, sizeof service->hash.key, 0) != (ssize_t)sizeof service->hash.key) {
        log_line(LOG_LEVEL_ERROR, "social-security", "out of memory or of random numbers");
        free(service);
        return NULL;
    }
    service->config = config;
    service->queue = job_queue_start(&(struct job_queue_options){
        .service = &job_service, .context = service, .upstream = upstream, .tidy_every_ms = TIDY_EVERY_MS});
    if (service->queue == NULL) {
        social_security_free(service);
        return NULL;
    }
    return service;
}

void social_security_stop(struct social_security_service *service)
{
    if (service != NULL) {
        job_queue_stop(service->queue);
    }
}

void social_security_free(struct social_security_service *service)
{
    if (service != NULL) {
        job_queue_free(service->queue);
        keyed_hash_wipe(&service->hash);
        free(service);
    }
}

static void write_counts(FILE *page, const char *name, const char *about, const char *label,
                         const char *const *names, atomic_uint_least64_t *counts, size_t count)
{
    (void)fprintf(page, "# HELP %s %s\n# TYPE %s counter\n", name, about, name);
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(page, "%s{%s=\"%s\"} %llu\n", name, label, names[i],
                      (unsigned long long)atomic_load_explicit(&counts[i], memory_order_relaxed));
    }
}

void social_security_write_metrics(struct social_security_service *service, FILE *page)
{
    write_counts(page, "tv_hall_social_security_total", "Personal look-ups, by what the box was told.",
                 "outcome", outcome_names, service->outcomes, OUTCOME_COUNT);
    write_counts(page, "tv_hall_social_security_cautions_total",
                 "Answers of the social security system that contradict themselves.", "what", caution_names,
                 service->cautions, CAUTION_COUNT);
    job_queue_write_metrics(service->queue, page);
}
