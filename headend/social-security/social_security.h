#ifndef HEADEND_SOCIAL_SECURITY_SOCIAL_SECURITY_H
#define HEADEND_SOCIAL_SECURITY_SOCIAL_SECURITY_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "headend/config/config_in_use.h"
#include "headend/crypto/keyed_hash.h"
#include "headend/http/sender.h"
#include "headend/upstream/job_queue.h"

/* What a person who scanned is told of the own social security: asked of its system through a job queue,
 * answered, and forgotten. Nothing of a person is kept, in no file and no cache. docs/decisions/0113. */

struct social_security_service;

enum social_security_question { ASKS_SOCIAL_SECURITY, ASKS_RETIREMENT };

enum { PERSON_KEY_SIZE = 2 * HASH_BYTES + 1 };

struct social_security_job {
    struct job job; /* for the service and the queue; first: its address is this job's */
    enum social_security_question question;
    int post;                              /* enum retirement_post, with ASKS_RETIREMENT */
    char id_number[PERSON_ID_NUMBER_SIZE]; /* whoever frees the job wipes it */
    int64_t arrived_us;                    /* steady clock: when the question was there as a whole */
    /* Called once, from another thread, when the answer stands here. The job may be freed from then on. */
    void (*answered)(struct social_security_job *job);
    unsigned status; /* HTTP; 0: not yet */
    char *body;      /* malloc'ed JSON, the caller's; NULL: memory was short */
    size_t length;
    /* The service's. */
    char key[PERSON_KEY_SIZE];
};

/* `config` outlives it: rules of retirement are taken from there as they are at the time. NULL: logged. */
struct social_security_service *social_security_start(const struct upstream_config *upstream,
                                                      struct config_in_use *config);
/* Answers every job and ends the threads; from then on no job is taken. NULL is allowed for both. */
void social_security_stop(struct social_security_service *service);
/* After social_security_stop. */
void social_security_free(struct social_security_service *service);

/* -1: more are waiting than it is sensible to let wait; the job is not taken. */
int social_security_submit(struct social_security_service *service, struct social_security_job *job);

void social_security_write_metrics(struct social_security_service *service, FILE *page);

#endif
