#include "headend/housing-fund/housing_fund.h"

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "both-sides/records/record_json.h"
#include "headend/housing-fund/fund_facts.h"
#include "headend/housing-fund/upstream_housing_fund.h"
#include "headend/http/refusal.h"
#include "headend/upstream/contradictions.h"

enum { TIDY_EVERY_MS = 3600 * 1000 };

enum outcome { OUTCOME_ANSWERED, OUTCOME_UNAVAILABLE, OUTCOME_BUSY, OUTCOME_COUNT };
static const char *const outcome_names[OUTCOME_COUNT] = {"answered", "unavailable", "busy"};

enum contradiction {
    CONTRADICTS_BALANCE,
    CONTRADICTS_LEDGER,
    CONTRADICTS_ROWS,
    CONTRADICTS_INSTALMENT,
    CONTRADICTS_COUNT
};
static const struct contradiction_kind contradiction_kinds[CONTRADICTS_COUNT] = {
    [CONTRADICTS_BALANCE] = {"balance", "a balance that is not what was carried over and this year's"},
    [CONTRADICTS_LEDGER] = {"ledger", "a balance that is not what the ledger adds up to"},
    [CONTRADICTS_ROWS] = {"rows", "rows of a ledger that are not of the agreed form"},
    [CONTRADICTS_INSTALMENT] = {"instalment", "an instalment that is not principal, interest and penalty"},
};

struct housing_fund_service {
    const struct server_config *settings;
    struct keyed_hash hash; /* its key lives as long as the service */
    struct job_queue *queue;
    atomic_uint_least64_t outcomes[OUTCOME_COUNT];
    struct contradictions contradictions;
};

/* What was found out about a person. */
struct fund_view {
    int is_there;
    struct fund_facts facts;
};

static const struct refusal unavailable = {MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable",
                                           "The housing fund system does not answer now. Try again later."};

static void count_outcome(struct housing_fund_service *service, enum outcome outcome)
{
    (void)atomic_fetch_add_explicit(&service->outcomes[outcome], 1, memory_order_relaxed);
}

static struct housing_fund_job *job_of(struct job *job)
{
    return (struct housing_fund_job *)job;
}

/* --- What goes beside what was found --- */

static void tell_contradictions(struct housing_fund_service *service, const struct housing_fund *fund)
{
    int seen[CONTRADICTS_COUNT] = {0};
    for (size_t i = 0; i < fund->account_count; i++) {
        const struct fund_account *account = &fund->accounts[i];
        seen[CONTRADICTS_BALANCE] |= account->sum_differs;
        seen[CONTRADICTS_LEDGER] |= account->entries_differ;
        seen[CONTRADICTS_ROWS] |= account->entries_unread > 0;
    }
    for (size_t i = 0; i < fund->loan_count; i++) {
        seen[CONTRADICTS_INSTALMENT] |= fund->loans[i].parts_differ;
    }
    for (size_t kind = 0; kind < CONTRADICTS_COUNT; kind++) {
        if (seen[kind]) {
            contradictions_tell(&service->contradictions, kind);
        }
    }
}

/* The last that has come into force. */
static void find_rates(const struct server_config *settings, int today, struct housing_fund *fund)
{
    for (size_t i = 0; i < settings->fund_rate_count && settings->fund_rates[i].from <= today; i++) {
        const struct config_fund_rate *rate = &settings->fund_rates[i];
        fund->rates = (struct fund_rates){rate->from, rate->deposit, rate->loan_short, rate->loan_long};
        fund->has_rates = 1;
    }
}

/* --- The job queue's callbacks --- */

static void find(void *context, struct job_worker *worker, const struct job *queued, void *finding)
{
    struct housing_fund_service *service = context;
    struct fund_view *view = finding;
    const struct housing_fund_job *job = (const struct housing_fund_job *)queued;
    int today = calendar_date_at(wall_ms());
    fund_facts_start(&view->facts);
    view->is_there = upstream_housing_fund_find(worker, queued, job->id_number, today, &view->facts) == 0;
    if (view->is_there) {
        view->facts.fund.as_of = wall_ms();
        find_rates(service->settings, today, &view->facts.fund);
        tell_contradictions(service, &view->facts.fund);
    }
}

static void wipe(void *finding)
{
    struct fund_view *view = finding;
    fund_facts_wipe(&view->facts);
    view->is_there = 0;
}

static void refuse(void *context, struct job *queued)
{
    struct housing_fund_service *service = context;
    struct housing_fund_job *job = job_of(queued);
    job->status = unavailable.status;
    job->body = refusal_json(&unavailable, &job->length);
    count_outcome(service, OUTCOME_UNAVAILABLE);
    job_finish(service->queue, queued);
}

static void reply(void *context, struct job_worker *worker, struct job *queued, const void *finding)
{
    struct housing_fund_service *service = context;
    struct housing_fund_job *job = job_of(queued);
    const struct fund_view *view = finding;
    (void)worker;
    if (!view->is_there) {
        refuse(context, queued);
        return;
    }
    job->body = record_encode_text(&housing_fund_table, &view->facts.fund, &job->length);
    job->status = MHD_HTTP_OK;
    count_outcome(service, OUTCOME_ANSWERED);
    job_finish(service->queue, queued);
}

static void finished(void *context, struct job *queued)
{
    struct housing_fund_job *job = job_of(queued);
    (void)context;
    job->answered(job);
}

static const struct job_service job_service = {
    .name = "housing_fund",
    .system = "the housing fund system",
    .finding_size = sizeof(struct fund_view),
    .find = find,
    .reply = reply,
    .wipe = wipe,
    .refuse = refuse,
    .finished = finished,
};

/* Who asks for the same person at the same time is answered by one round of questions. */
static int set_key(const struct housing_fund_service *service, struct housing_fund_job *job)
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
    job->key[FUND_KEY_SIZE - 1] = '\0';
    return 0;
}

int housing_fund_submit(struct housing_fund_service *service, struct housing_fund_job *job)
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

struct housing_fund_service *housing_fund_start(const struct server_config *settings)
{
    struct housing_fund_service *service = calloc(1, sizeof *service);
    if (service == NULL ||
        getrandom(service->hash.key, sizeof service->hash.key, 0) != (ssize_t)sizeof service->hash.key) {
        log_line(LOG_LEVEL_ERROR, "housing-fund", "out of memory or of random numbers");
        free(service);
        return NULL;
    }
    service->settings = settings;
    service->contradictions.service = "housing-fund";
    service->contradictions.system = job_service.system;
    service->contradictions.kinds = contradiction_kinds;
    service->contradictions.count = CONTRADICTS_COUNT;
    service->queue = job_queue_start(&(struct job_queue_options){.service = &job_service,
                                                                 .context = service,
                                                                 .upstream = &settings->housing_fund,
                                                                 .tidy_every_ms = TIDY_EVERY_MS});
    if (service->queue == NULL) {
        housing_fund_free(service);
        return NULL;
    }
    return service;
}

void housing_fund_stop(struct housing_fund_service *service)
{
    if (service != NULL) {
        job_queue_stop(service->queue);
    }
}

void housing_fund_free(struct housing_fund_service *service)
{
    if (service != NULL) {
        job_queue_free(service->queue);
        keyed_hash_wipe(&service->hash);
        free(service);
    }
}

void housing_fund_write_metrics(struct housing_fund_service *service, FILE *page)
{
    (void)fputs(
        "# HELP tv_hall_housing_fund_total Look-ups of a person's own housing fund, by what the box was "
        "told.\n# TYPE tv_hall_housing_fund_total counter\n",
        page);
    for (size_t i = 0; i < OUTCOME_COUNT; i++) {
        unsigned long long number = atomic_load_explicit(&service->outcomes[i], memory_order_relaxed);
        (void)fprintf(page, "tv_hall_housing_fund_total{outcome=\"%s\"} %llu\n", outcome_names[i], number);
    }
    contradictions_write_metrics(&service->contradictions, page);
    job_queue_write_metrics(service->queue, page);
}
