#ifndef HEADEND_CASES_CASES_H
#define HEADEND_CASES_CASES_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "both-sides/flow/service_flow.h"
#include "both-sides/opening_hours.h"
#include "headend/cases/case_question.h"
#include "headend/cases/case_store.h"
#include "headend/http/request.h"
#include "headend/upstream/job_queue.h"

/* Look-ups of cases and ratings, through a job queue: docs/decisions/0051. Whoever asks hands in a job and is
 * called back. */

struct cases;

struct cases_options {
    const struct upstream_config *upstream; /* the case system */
    int forget_every_ms;    /* how often what is too old is taken out of the file; at the start in any case */
    int box_persons_max;    /* different cases that a box may look up a day; 0: BOX_PERSONS_MAX */
    const char *store_path; /* the content's: ours stand beside it, with ".cases" and ".cases-key" */
    /* Which guide tells of a case's matter; "": none does. Any thread asks. NULL: answers name no guide. */
    void (*find_guide)(void *guides, const char *task_code, char guide[FLOW_ID_SIZE]);
    void *guides;
};

struct case_job {
    struct job job; /* for cases.c and the queue; first: its address is the case job's */
    /* What is asked, and by whom. */
    struct case_post question;
    char person[PERSON_ID_NUMBER_SIZE]; /* who asks for cases of his own; "": anybody, by number and last 4 */
    int is_list;                        /* with a person: all of them; else the one of the number */
    char box[BOX_NUMBER_SIZE];          /* "": it has none */
    char address[CLIENT_ADDRESS_SIZE];  /* of the client, as text */
    int64_t arrived_us;                 /* steady clock: when the question was there as a whole */
    /* Called once, from another thread, when the answer stands here. The job may be freed from then on. */
    void (*answered)(struct case_job *job);
    /* The answer. */
    unsigned status; /* HTTP; 0: not yet */
    char *body;      /* malloc'ed JSON, the caller's; NULL: memory was short */
    size_t length;
    /* For cases.c. */
    struct case_admission admission;
    char key[CASE_NUMBER_SIZE + PERSON_ID_NUMBER_SIZE]; /* what is asked, and by what person */
};

/* NULL: logged. */
struct cases *cases_start(const struct cases_options *options);
/* Answers every job (at once, but for questions under way) and ends the threads; from then on no job is
 * taken. */
void cases_stop(struct cases *cases);
/* After cases_stop. */
void cases_free(struct cases *cases);

/* -1: more are waiting than it is sensible to let wait; the job is not taken. */
int cases_submit(struct cases *cases, struct case_job *job);

/* The days that are not what their weekday says, in order of date; malloc'ed, and taken over. */
void cases_set_calendar(struct cases *cases, struct calendar_day *days, size_t count);

void cases_write_metrics(struct cases *cases, FILE *page);

#endif
