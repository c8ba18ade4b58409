#ifndef HEADEND_UTILITIES_UTILITY_SERVICE_H
#define HEADEND_UTILITIES_UTILITY_SERVICE_H

#include <stdio.h>

#include "headend/database/store.h"
#include "headend/http/request.h"
#include "headend/tariffs/tariff_wanted.h"
#include "headend/upstream/job_queue.h"
#include "headend/utilities/utility_accounts.h"

/* What households ask of gas, water and electricity: statements of accounts, through a job queue a utility,
 * and the accounts that they keep (docs/decisions/0142 to 0145). */

struct utility_service;

struct utility_service_options {
    struct utility_accounts *accounts; /* outlives it */
    /* 1: one can pay by this wallet. Any thread asks, from the first request on. */
    int (*offers)(void *payments, enum wallet wallet);
    void *payments;
    /* Looks for a tariff. Any thread asks. */
    void (*find_tariff)(void *tariffs, const struct tariff_wanted *wanted);
    void *tariffs;
    /* Runs a change of STORE.household where nobody waits for the disk; -1: it will not be run. */
    int (*write)(void *writer, void (*run)(struct store *store, void *what), void *what);
    void *writer;
};

/* NULL: logged. */
struct utility_service *utility_service_start(const struct utility_service_options *options);
/* Answers every statement (at once, but for questions under way) and ends the threads; from then on none is
 * taken. NULL is allowed for both. */
void utility_service_stop(struct utility_service *service);
/* After utility_service_stop. */
void utility_service_free(struct utility_service *service);

void utility_service_write_metrics(struct utility_service *service, FILE *page);

const struct utility_service_options *utility_service_options_of(const struct utility_service *service);

/* One question for a statement. */
struct statement_job {
    struct job job; /* for the service and the queue; first: its address is this job's */
    struct chosen_account chosen;
    char box[BOX_NUMBER_SIZE];
    int64_t arrived_us; /* steady clock: when the question was there as a whole */
    /* Called once, from another thread, when the answer stands here. The job may be freed from then on; who
     * frees it wipes it. */
    void (*answered)(struct statement_job *job);
    unsigned status; /* HTTP; 0: not yet */
    char *body;      /* malloc'ed JSON, the caller's; NULL: memory was short */
    size_t length;
    /* The service's. */
    struct account_look look;
};

/* -1: more are waiting than it is sensible to let wait; the job is not taken. */
int utility_service_submit(struct utility_service *service, struct statement_job *job);

#endif
