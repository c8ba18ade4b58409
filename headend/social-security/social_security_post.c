#include "headend/social-security/social_security_post.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/social_security_records.h"
#include "headend/social-security/social_security.h"

enum { QUESTION_MEMORY = 4096 };

static const struct refusal bad_request = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                           "The body is not as the contract says."};
/* A session by PIN is the household's, and nobody's in person. */
static const struct refusal no_person = {MHD_HTTP_FORBIDDEN, "no_consent",
                                         "This is shown to whom has scanned in person."};

struct posted_job {
    struct social_security_job job; /* first: its address is ours */
    struct request *request;
};

static void on_response(struct social_security_job *job)
{
    struct posted_job *post = (struct posted_job *)job;
    const struct reply reply = {.status = job->status, .body = job->body, .length = job->length};
    request_reply_later(post->request, &reply);
    explicit_bzero(post, sizeof *post);
    free(post);
}

/* What both ask alike is an object; unknown fields do not matter. */
static const struct refusal *read_question(const struct request *request,
                                           struct retirement_question *question)
{
    char error[JSON_ERROR_SIZE];
    struct arena *arena = arena_new(0, QUESTION_MEMORY);
    int result = arena != NULL ? record_decode(&retirement_question_table, request->body,
                                               request->body_length, question, arena, error)
                               : -1;
    const struct refusal *refusal = arena == NULL ? &refusal_unavailable : result != 0 ? &bad_request : NULL;
    arena_wipe_and_free(arena);
    return refusal;
}

static const struct refusal *submit(struct request *request, enum social_security_question asks)
{
    struct social_security_service *service = request->route->context;
    struct retirement_question question;
    const struct refusal *refusal = read_question(request, &question);
    if (refusal == NULL && request->sender.session.id_number[0] == '\0') {
        refusal = &no_person;
    }
    if (refusal != NULL) {
        return refusal;
    }
    struct posted_job *post = service != NULL ? calloc(1, sizeof *post) : NULL;
    if (post == NULL) {
        return &refusal_unavailable;
    }
    post->job.question = asks;
    post->job.post = question.post;
    memcpy(post->job.id_number, request->sender.session.id_number, sizeof post->job.id_number);
    post->job.arrived_us = request->arrived_us;
    post->job.answered = on_response;
    post->request = request;
    request_defer(request);
    if (social_security_submit(service, &post->job) != 0) {
        on_response(&post->job); /* without a body: the headend cannot answer now */
    }
    return NULL;
}

const struct refusal *social_security_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return submit(request, ASKS_SOCIAL_SECURITY);
}

const struct refusal *retirement_post(struct request *request, struct reply *reply)
{
    (void)reply;
    return submit(request, ASKS_RETIREMENT);
}
