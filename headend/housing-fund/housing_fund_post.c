#include "headend/housing-fund/housing_fund_post.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_tree.h"
#include "headend/housing-fund/housing_fund.h"

static const struct refusal bad_request = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                           "The body is not as the contract says."};
/* A session by PIN is the household's, and nobody's in person. */
static const struct refusal no_person = {MHD_HTTP_FORBIDDEN, "no_consent",
                                         "This is shown to whom has scanned in person."};

struct posted_job {
    struct housing_fund_job job; /* first: its address is ours */
    struct request *request;
};

static void on_response(struct housing_fund_job *job)
{
    struct posted_job *post = (struct posted_job *)job;
    const struct reply reply = {.status = job->status, .body = job->body, .length = job->length};
    request_reply_later(post->request, &reply);
    explicit_bzero(post, sizeof *post);
    free(post);
}

/* An object; what stands in it does not matter. */
static const struct refusal *check_body(const struct request *request)
{
    struct json_tree *tree = json_tree_read(request->body, request->body_length);
    int is_object = tree != NULL;
    json_tree_wipe(tree);
    return is_object ? NULL : &bad_request;
}

const struct refusal *housing_fund_post(struct request *request, struct reply *reply)
{
    struct housing_fund_service *service = request->route->context;
    const struct refusal *refusal = check_body(request);
    (void)reply;
    if (refusal != NULL) {
        return refusal;
    }
    if (request->sender.session.id_number[0] == '\0') {
        return &no_person;
    }
    struct posted_job *post = service != NULL ? calloc(1, sizeof *post) : NULL;
    if (post == NULL) {
        return &refusal_unavailable;
    }
    memcpy(post->job.id_number, request->sender.session.id_number, sizeof post->job.id_number);
    post->job.arrived_us = request->arrived_us;
    post->job.answered = on_response;
    post->request = request;
    request_defer(request);
    if (housing_fund_submit(service, &post->job) != 0) {
        on_response(&post->job); /* without a body: the headend cannot answer now */
    }
    return NULL;
}
