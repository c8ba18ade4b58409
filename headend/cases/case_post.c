#include "headend/cases/case_post.h"

#include <stdlib.h>
#include <string.h>

#include "headend/cases/cases.h"

struct posted_job {
    struct case_job job; /* first: its address is ours */
    struct request *request;
};

static void on_response(struct case_job *job)
{
    struct posted_job *post = (struct posted_job *)job;
    const struct reply reply = {.status = job->status, .body = job->body, .length = job->length};
    request_reply_later(post->request, &reply);
    explicit_bzero(post, sizeof *post);
    free(post);
}

enum posted { POSTED_QUESTION, POSTED_RATING, POSTED_OWN_CASE, POSTED_OWN_RATING, POSTED_OWN_CASES };

static const struct refusal *read_question(const struct request *request, enum posted posted,
                                           struct case_job *job)
{
    const char *body = request->body;
    size_t length = request->body_length;
    if (posted == POSTED_QUESTION || posted == POSTED_RATING) {
        memcpy(job->box, request->sender.box, sizeof job->box);
        return case_question_read(body, length, posted == POSTED_RATING, &job->question);
    }
    memcpy(job->person, request->sender.session.id_number, sizeof job->person);
    job->is_list = posted == POSTED_OWN_CASES;
    return job->is_list                  ? own_cases_question_read(body, length)
           : posted == POSTED_OWN_RATING ? own_case_rating_read(body, length, &job->question)
                                         : own_case_question_read(body, length, &job->question);
}

/* Asked of the case system, in a thread of its own. */
static const struct refusal *submit(struct request *request, enum posted posted)
{
    struct cases *cases = request->route->context;
    struct posted_job *post = cases != NULL ? calloc(1, sizeof *post) : NULL;
    if (post == NULL) {
        return &refusal_unavailable;
    }
    const struct refusal *refusal = read_question(request, posted, &post->job);
    if (refusal != NULL) {
        explicit_bzero(post, sizeof *post);
        free(post);
        return refusal;
    }
    memcpy(post->job.address, request->sender.address, sizeof post->job.address);
    post->job.arrived_us = request->arrived_us;
    post->job.answered = on_response;
    post->request = request;
    request_defer(request);
    if (cases_submit(cases, &post->job) != 0) {
        on_response(&post->job); /* without a body: the headend cannot answer now */
    }
    return NULL;
}

const struct refusal *case_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return submit(request, POSTED_QUESTION);
}

const struct refusal *rating_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return submit(request, POSTED_RATING);
}

const struct refusal *own_cases_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return submit(request, POSTED_OWN_CASES);
}

const struct refusal *own_case_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return submit(request, POSTED_OWN_CASE);
}

const struct refusal *own_rating_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return submit(request, POSTED_OWN_RATING);
}
