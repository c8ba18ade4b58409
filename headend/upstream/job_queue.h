#ifndef HEADEND_UPSTREAM_JOB_QUEUE_H
#define HEADEND_UPSTREAM_JOB_QUEUE_H

#include <stdint.h>
#include <stdio.h>

#include "both-sides/config/upstream_config.h"
#include "headend/upstream/upstream_client.h"

/* Jobs for which a system that is not ours may have to be asked, done in threads of their own:
 * docs/decisions/0051 and 0063. Equal questions are asked once; a circuit breaker and a cap on the rate of
 * calls spare the system; no job takes longer than an answer may take; refusals can be delayed so that their
 * time says nothing. What is asked and answered is the service's: it gives a table of callbacks. */

struct job_queue;
struct job_worker; /* a thread of the queue, with a client of its own */

/* Part of what a service hands in; of the service until job_queue_submit, and again once it is finished. */
struct job {
    const char *key;    /* lives as long as the job: jobs of equal key are one question */
    int64_t arrived_us; /* steady clock: from here the time for an answer runs */
    /* The queue's. */
    struct job *next;
    int64_t due_us;
};

/* Callbacks come from the queue's threads, without a lock; `context` is the service. */
struct job_service {
    const char *name;    /* in log lines and names of metrics: "cases" */
    const char *system;  /* in log lines and texts of metrics: "the case system" */
    size_t finding_size; /* of what `find` fills */
    /* Before all else. 0: refused, and the job is finished. NULL: all go on. */
    int (*admit)(void *context, struct job *job);
    /* Finds out what a job and those that join it want to know; `finding` is zeroed. May call. */
    void (*find)(void *context, struct job_worker *worker, const struct job *job, void *finding);
    /* Answers a job and finishes it. May call. */
    void (*reply)(void *context, struct job_worker *worker, struct job *job, const void *finding);
    /* Frees what is in a finding, once all are answered. */
    void (*wipe)(void *finding);
    /* Answers a job that is not begun any more, and finishes it. */
    void (*refuse)(void *context, struct job *job);
    /* The end of a job's way through the queue, which forgets it here. */
    void (*finished)(void *context, struct job *job);
    /* Now and then. NULL: nothing. */
    void (*tidy)(void *context);
};

struct job_queue_options {
    const struct job_service *service; /* outlives the queue, as does `context` */
    void *context;
    const struct upstream_config *upstream;
    int tidy_every_ms; /* more than 0 */
};

/* NULL: logged. */
struct job_queue *job_queue_start(const struct job_queue_options *options);
/* Refuses every job that is not begun, lets calls under way end, finishes delayed jobs at once and ends the
 * threads; from then on no job is taken. */
void job_queue_stop(struct job_queue *queue);
/* After job_queue_stop. NULL is allowed for both. */
void job_queue_free(struct job_queue *queue);

/* -1: more are waiting than it is sensible to let wait, or the queue has stopped; the job is not taken. */
int job_queue_submit(struct job_queue *queue, struct job *job);

/* Finishes a job now, or at the next moment at which refusals leave (answer_moment.h). */
void job_finish(struct job_queue *queue, struct job *job);
void job_finish_later(struct job_queue *queue, struct job *job);

/* In a Prometheus page: what failed, what was spared, whether the breaker is open. */
void job_queue_write_metrics(struct job_queue *queue, FILE *page);

/* --- A call, in `find` and `reply` --- */

enum call_outcome {
    CALL_ANSWERED,
    CALL_NONSENSE, /* not as agreed */
    CALL_DOWN,     /* no answer */
    CALL_NO_MEMORY /* for it here, which says nothing of the system */
};

/* The client for one exchange, which may take as long as the job still has; may wait for the rate cap. NULL:
 * there is no time, or the system is spared. Else job_call_end must follow. */
struct upstream_client *job_call_begin(struct job_worker *worker, const struct job *job);
/* `problem` says why, unless it was answered; logged when the system begins to fail. */
void job_call_end(struct job_worker *worker, enum call_outcome outcome, const char *problem);

#endif
