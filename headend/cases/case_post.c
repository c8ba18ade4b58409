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

/* Asked of the case system, in a thread of its own. */
static const struct refusal *submit(struct request *request, int is_rating)
{
    struct cases *cases = request->route->context;
    struct posted_job *post = cases != NULL ? calloc(1, sizeof *post) : NULL;
    if (post == NULL) {
        return &refusal_unavailable;
    }
    const struct refusal *refusal =
        case_question_read(request->body, request->body_length, is_rating, &post->job.question);
    if (refusal != NULL) {
        explicit_bzero(post, sizeof *post);
        free(post);
        return refusal;
    }
    memcpy(post->job.box, request->sender.box, sizeof post->job.box);
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
    return submit(request, 0);
}

const struct refusal *rating_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return submit(request, 1);
}
