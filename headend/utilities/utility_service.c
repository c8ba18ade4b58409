#include "headend/utilities/utility_service.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "headend/utilities/statement_making.h"
#include "headend/utilities/told_bills.h"

/* A statement's way: admission, the utility, the answer. */

enum { TIDY_EVERY_MS = 3600 * 1000, NAME_SIZE = CONTENT_ID_SIZE + 16, MARK_SIZE = 128 };

/* What boxes were told, for /metrics. */
enum outcome {
    OUTCOME_TOLD,
    OUTCOME_REFUSED, /* by the utility, in its words */
    OUTCOME_NO_ACCOUNT,
    OUTCOME_UNAVAILABLE,
    OUTCOME_TOO_MANY,
    OUTCOME_BUSY,
    OUTCOME_COUNT
};
static const char *const outcome_names[OUTCOME_COUNT] = {
    [OUTCOME_TOLD] = "told",
    [OUTCOME_REFUSED] = "refused",
    [OUTCOME_NO_ACCOUNT] = "no_account",
    [OUTCOME_UNAVAILABLE] = "unavailable",
    [OUTCOME_TOO_MANY] = "too_many",
    [OUTCOME_BUSY] = "busy",
};

/* What was wrong with bills, each version once. */
enum wrong { WRONG_SUMS, WRONG_TARIFF, WRONG_COUNT };
static const char *const wrong_names[WRONG_COUNT] = {[WRONG_SUMS] = "sums", [WRONG_TARIFF] = "tariff"};

/* One utility's queue. */
struct statements {
    struct job_service job_service;
    struct utility_service *service;
    struct utility *utility;
    struct job_queue *queue;
    char name[NAME_SIZE];   /* of metrics and log lines: "utility_sample_gas" */
    char system[NAME_SIZE]; /* "utility sample-gas" */
};

struct utility_service {
    struct utility_service_options options;
    struct told_bills *told;
    atomic_uint_least64_t outcomes[OUTCOME_COUNT], wrongs[WRONG_COUNT];
    struct statements statements[CONFIG_UTILITY_MAX];
    size_t count;
};

static void count_outcome(struct utility_service *service, enum outcome outcome)
{
    (void)atomic_fetch_add_explicit(&service->outcomes[outcome], 1, memory_order_relaxed);
}

/* `job` is its first member. */
static struct statement_job *statement_job_of(struct job *job)
{
    return (struct statement_job *)job;
}

const struct utility_service_options *utility_service_options_of(const struct utility_service *service)
{
    return &service->options;
}

/* --- What the operator is told --- */

/* 1: for the first time. */
static int is_told_first(struct utility_service *service, const struct statements *statements,
                         const struct utility_bill *bill)
{
    char mark[MARK_SIZE];
    struct hash hash;
    uint64_t shortened = 0;
    (void)snprintf(mark, sizeof mark, "%s %d", bill->id, bill->version);
    if (keyed_hash_of(utility_accounts_secret(service->options.accounts), "told-bill",
                      statements->utility->config->operator_id, mark, &hash) != 0) {
        return 0;
    }
    memcpy(&shortened, hash.bytes, sizeof shortened);
    return told_bills_add(service->told, shortened);
}

static const char *what_differs(const struct tariff_difference *difference)
{
    switch (difference->verdict) {
    case TARIFF_BILL_UNREADABLE:
        return "it has numbers below 0";
    case TARIFF_LINE_UNKNOWN:
        return "it has a price that the tariff does not have";
    case TARIFF_LINE_MISSING:
        return "it lacks a price that the tariff asks for";
    case TARIFF_QUANTITY_DIFFERS:
        return "the quantity at a price differs";
    case TARIFF_FEN_DIFFERS:
        return "the amount at a price differs";
    case TARIFF_TOTAL_DIFFERS:
        return "the total differs";
    case TARIFF_PAYABLE_DIFFERS:
        return "what is to be paid is not the sum of its parts";
    case TARIFF_EQUAL:
    case TARIFF_VERDICT_COUNT:
        break;
    }
    return "it differs";
}

/* Nothing of whom, and not the bill's number, by which the utility knows whose it is. */
static void bill_differs(void *context, const struct utility_bill *bill, const char *tariff,
                         const struct tariff_difference *difference)
{
    struct statements *statements = context;
    struct utility_service *service = statements->service;
    if (!is_told_first(service, statements, bill)) {
        return;
    }
    enum wrong wrong = tariff == NULL ? WRONG_SUMS : WRONG_TARIFF;
    (void)atomic_fetch_add_explicit(&service->wrongs[wrong], 1, memory_order_relaxed);
    if (tariff != NULL) {
        log_line(
            LOG_LEVEL_WARNING, "utilities",
            "%s: a bill of %06d is not what the tariff \"%s\" makes of it: %s (at %d/10000 yuan: %" PRId64
            " in the bill, %" PRId64 " by the tariff)",
            statements->utility->config->operator_id, bill->to / 100, tariff, what_differs(difference),
            difference->price, difference->billed, difference->ours);
    }
}

/* --- The queue's callbacks --- */

static int admit(void *context, struct job *queued)
{
    struct statements *statements = context;
    struct utility_service *service = statements->service;
    struct statement_job *job = statement_job_of(queued);
    enum case_limit limit =
        utility_accounts_begin(service->options.accounts, job->box, &job->chosen, &job->look);
    if (limit == CASE_LIMIT_NONE) {
        return 1;
    }
    if (limit == ACCOUNT_LIMIT_UNKNOWN) {
        job->status = refusal_unavailable.status;
        job->body = refusal_json(&refusal_unavailable, &job->length);
    } else {
        job->status = MHD_HTTP_TOO_MANY_REQUESTS;
        job->body = utility_too_many_json(limit, &job->length);
    }
    count_outcome(service, limit == ACCOUNT_LIMIT_UNKNOWN ? OUTCOME_UNAVAILABLE : OUTCOME_TOO_MANY);
    job_finish(statements->queue, queued);
    return 0;
}

static void find(void *context, struct job_worker *worker, const struct job *queued, void *finding)
{
    struct statements *statements = context;
    struct utility_service *service = statements->service;
    const struct statement_job *job = (const struct statement_job *)queued;
    const struct statement_making making = {.utilities =
                                                utility_accounts_utilities(service->options.accounts),
                                            .utility = statements->utility,
                                            .account_no = job->chosen.account_no,
                                            .worker = worker,
                                            .job = queued,
                                            .find_tariff = service->options.find_tariff,
                                            .tariffs = service->options.tariffs,
                                            .differs = bill_differs,
                                            .context = statements};
    statement_make(&making, finding);
}

static void refuse_unavailable(struct statements *statements, struct statement_job *job)
{
    job->status = refusal_unavailable.status;
    job->body = refusal_json(&refusal_unavailable, &job->length);
    count_outcome(statements->service, OUTCOME_UNAVAILABLE);
    job_finish(statements->queue, &job->job);
}

static enum outcome outcome_of(const struct statement_made *made)
{
    if (made->is_unavailable) {
        return OUTCOME_UNAVAILABLE;
    }
    return made->found == ACCOUNT_NOT_FOUND ? OUTCOME_NO_ACCOUNT
           : made->is_refused               ? OUTCOME_REFUSED
                                            : OUTCOME_TOLD;
}

/* Whoever tries numbers learns nothing from the time that a refusal takes, and waits for each. */
static void reply(void *context, struct job_worker *worker, struct job *queued, const void *finding)
{
    struct statements *statements = context;
    const struct statement_made *made = finding;
    struct statement_job *job = statement_job_of(queued);
    (void)worker;
    utility_accounts_end(statements->service->options.accounts, &job->look, made->found);
    job->body = made->body != NULL ? strndup(made->body, made->length) : NULL;
    if (job->body == NULL) {
        refuse_unavailable(statements, job);
        return;
    }
    job->status = MHD_HTTP_OK;
    job->length = made->length;
    count_outcome(statements->service, outcome_of(made));
    if (made->found == ACCOUNT_NOT_FOUND) {
        job_finish_later(statements->queue, queued);
    } else {
        job_finish(statements->queue, queued);
    }
}

static void wipe(void *finding)
{
    struct statement_made *made = finding;
    if (made->body != NULL) {
        explicit_bzero(made->body, made->length);
        free(made->body);
    }
}

static void refuse_at_end(void *context, struct job *queued)
{
    refuse_unavailable(context, statement_job_of(queued));
}

static void finished(void *context, struct job *queued)
{
    struct statement_job *job = statement_job_of(queued);
    (void)context;
    job->answered(job);
}

int utility_service_submit(struct utility_service *service, struct statement_job *job)
{
    job->job.key = job->chosen.account_no;
    job->job.arrived_us = job->arrived_us;
    for (size_t i = 0; i < service->count; i++) {
        if (service->statements[i].utility == job->chosen.utility &&
            job_queue_submit(service->statements[i].queue, &job->job) == 0) {
            return 0;
        }
    }
    count_outcome(service, OUTCOME_BUSY);
    return -1;
}

/* --- Start and end --- */

static int start_queue(struct utility_service *service, struct utility *utility)
{
    struct statements *statements = &service->statements[service->count];
    statements->service = service;
    statements->utility = utility;
    (void)snprintf(statements->name, sizeof statements->name, "utility_%s", utility->config->operator_id);
    (void)snprintf(statements->system, sizeof statements->system, "utility %s", utility->config->operator_id);
    for (char *at = statements->name; *at != '\0'; at++) {
        *at = *at == '-' ? '_' : *at;
    }
    statements->job_service = (struct job_service){.name = statements->name,
                                                   .system = statements->system,
                                                   .finding_size = sizeof(struct statement_made),
                                                   .admit = admit,
                                                   .find = find,
                                                   .reply = reply,
                                                   .wipe = wipe,
                                                   .refuse = refuse_at_end,
                                                   .finished = finished};
    statements->queue = job_queue_start(&(struct job_queue_options){.service = &statements->job_service,
                                                                    .context = statements,
                                                                    .upstream = &utility->config->upstream,
                                                                    .tidy_every_ms = TIDY_EVERY_MS});
    service->count += statements->queue != NULL;
    return statements->queue != NULL ? 0 : -1;
}

struct utility_service *utility_service_start(const struct utility_service_options *options)
{
    const struct utilities *utilities = utility_accounts_utilities(options->accounts);
    struct utility_service *service = calloc(1, sizeof *service);
    int good = service != NULL && (service->told = told_bills_create()) != NULL;
    if (!good) {
        log_line(LOG_LEVEL_ERROR, "utilities", "out of memory");
    }
    for (size_t i = 0; good && i < utilities_count(utilities); i++) {
        service->options = *options;
        good = start_queue(service, utilities_at(utilities, i)) == 0;
    }
    if (!good) {
        utility_service_stop(service);
        utility_service_free(service);
        return NULL;
    }
    service->options = *options;
    return service;
}

void utility_service_stop(struct utility_service *service)
{
    for (size_t i = 0; service != NULL && i < service->count; i++) {
        job_queue_stop(service->statements[i].queue);
    }
}

void utility_service_free(struct utility_service *service)
{
    for (size_t i = 0; service != NULL && i < service->count; i++) {
        job_queue_free(service->statements[i].queue);
    }
    if (service != NULL) {
        told_bills_free(service->told);
        free(service);
    }
}

void utility_service_write_metrics(struct utility_service *service, FILE *page)
{
    (void)fputs("# HELP tv_hall_statements_total Statements of accounts, by what the box was told.\n"
                "# TYPE tv_hall_statements_total counter\n",
                page);
    for (size_t i = 0; i < OUTCOME_COUNT; i++) {
        (void)fprintf(page, "tv_hall_statements_total{outcome=\"%s\"} %" PRIuLEAST64 "\n", outcome_names[i],
                      atomic_load_explicit(&service->outcomes[i], memory_order_relaxed));
    }
    (void)fputs(
        "# HELP tv_hall_wrong_bills_total Bills that do not go together, or differ from their tariff.\n"
        "# TYPE tv_hall_wrong_bills_total counter\n",
        page);
    for (size_t i = 0; i < WRONG_COUNT; i++) {
        (void)fprintf(page, "tv_hall_wrong_bills_total{what=\"%s\"} %" PRIuLEAST64 "\n", wrong_names[i],
                      atomic_load_explicit(&service->wrongs[i], memory_order_relaxed));
    }
    for (size_t i = 0; i < service->count; i++) {
        job_queue_write_metrics(service->statements[i].queue, page);
    }
}
