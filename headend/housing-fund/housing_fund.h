#ifndef HEADEND_HOUSING_FUND_HOUSING_FUND_H
#define HEADEND_HOUSING_FUND_HOUSING_FUND_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "both-sides/config/hall_config.h"
#include "headend/crypto/keyed_hash.h"
#include "headend/http/sender.h"
#include "headend/upstream/job_queue.h"

/* What a person who scanned is told of the own housing fund: asked of its system through a job queue,
 * answered, and forgotten. Nothing of a person is kept, in no file and no cache. docs/decisions/0116. */

struct housing_fund_service;

enum { FUND_KEY_SIZE = 2 * HASH_BYTES + 1 };

struct housing_fund_job {
    struct job job; /* for the service and the queue; first: its address is this job's */
    char id_number[PERSON_ID_NUMBER_SIZE]; /* whoever frees the job wipes it */
    int64_t arrived_us;                    /* steady clock: when the question was there as a whole */
    /* Called once, from another thread, when the answer stands here. The job may be freed from then on. */
    void (*answered)(struct housing_fund_job *job);
    unsigned status; /* HTTP; 0: not yet */
    char *body;      /* malloc'ed JSON, the caller's; NULL: memory was short */
    size_t length;
    /* The service's. */
    char key[FUND_KEY_SIZE];
};

/* `settings` outlives it. NULL: logged. */
struct housing_fund_service *housing_fund_start(const struct server_config *settings);
/* Answers every job and ends the threads; from then on no job is taken. NULL is allowed for both. */
void housing_fund_stop(struct housing_fund_service *service);
/* After housing_fund_stop. */
void housing_fund_free(struct housing_fund_service *service);

/* -1: more are waiting than it is sensible to let wait; the job is not taken. */
int housing_fund_submit(struct housing_fund_service *service, struct housing_fund_job *job);

void housing_fund_write_metrics(struct housing_fund_service *service, FILE *page);

#endif
