#ifndef HEADEND_UPSTREAM_JSON_CALL_H
#define HEADEND_UPSTREAM_JSON_CALL_H

#include "both-sides/json/json_tree.h"
#include "headend/upstream/job_queue.h"

/* A question of a job to a system that is asked and answers in JSON: posted, read, and wiped. */
struct json_call {
    const char *path, *question;
    /* Reads the answer: 0, or -1 where it is not as agreed; with errno ENOMEM where our own memory is short,
     * which is not the system's fault. */
    int (*take)(void *context, const struct json_value *answer);
    void *context;
};

/* 0: taken. -1: there is no time, no answer, or none as agreed (logged by the queue). */
int json_call_ask(struct job_worker *worker, const struct job *job, const struct json_call *call);

#endif
