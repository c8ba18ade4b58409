#include <stdlib.h>
#include <string.h>

#include "headend/person/person_lookup.h"

struct posted_job {
    struct person_job job; /* first: its address is ours */
    struct request *request;
};

static void on_response(struct person_job *job)
{
    struct posted_job *post = (struct posted_job *)job;
    const struct reply reply = {.status = job->status, .body = job->body, .length = job->length};
    request_reply_later(post->request, &reply);
    explicit_bzero(post, sizeof *post);
    free(post);
}

const struct refusal *person_lookup_post(struct request *request, int asks, int choice)
{
    struct person_lookup *lookup = request->route->context;
    struct posted_job *post = lookup != NULL ? calloc(1, sizeof *post) : NULL;
    if (post == NULL) {
        return &refusal_unavailable;
    }
    post->job.asks = asks;
    post->job.choice = choice;
    memcpy(post->job.id_number, request->sender.session.id_number, sizeof post->job.id_number);
    post->job.arrived_us = request->arrived_us;
    post->job.answered = on_response;
    post->request = request;
    request_defer(request);
    if (person_lookup_submit(lookup, &post->job) != 0) {
        on_response(&post->job); /* without a body: the headend cannot answer now */
    }
    return NULL;
}
