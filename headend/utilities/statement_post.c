#include "headend/utilities/statement_post.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/arena.h"
#include "headend/utilities/utility_service.h"

enum { QUESTION_MEMORY_MAX = 8192 };

struct posted_job {
    struct statement_job job; /* first: its address is ours */
    struct request *request;
};

static void on_response(struct statement_job *job)
{
    struct posted_job *post = (struct posted_job *)job;
    const struct reply reply = {.status = job->status, .body = job->body, .length = job->length};
    request_reply_later(post->request, &reply);
    explicit_bzero(post, sizeof *post);
    free(post);
}

/* NULL: it is chosen. */
static const struct refusal *choose(struct utility_service *service, const struct request *request,
                                    struct chosen_account *chosen)
{
    struct account_question question;
    struct arena *arena = arena_new(0, QUESTION_MEMORY_MAX);
    const struct refusal *refusal =
        utility_question_read(request->body, request->body_length, &account_question_table, &question, arena);
    if (refusal == NULL) {
        refusal = utility_accounts_choose(utility_service_options_of(service)->accounts, request, &question,
                                          chosen);
    }
    explicit_bzero(&question, sizeof question);
    arena_wipe_and_free(arena);
    return refusal;
}

const struct refusal *statement_post(struct request *request, struct reply *reply)
{
    struct utility_service *service = request->route->context;
    struct posted_job *post = service != NULL ? calloc(1, sizeof *post) : NULL;
    (void)reply;
    if (post == NULL) {
        return &refusal_unavailable;
    }
    const struct refusal *refusal = choose(service, request, &post->job.chosen);
    if (refusal != NULL) {
        explicit_bzero(post, sizeof *post);
        free(post);
        return refusal;
    }
    memcpy(post->job.box, request->sender.known_box.number, sizeof post->job.box);
    post->job.arrived_us = request->arrived_us;
    post->job.answered = on_response;
    post->request = request;
    request_defer(request);
    if (utility_service_submit(service, &post->job) != 0) {
        on_response(&post->job); /* without a body: the headend cannot answer now */
    }
    return NULL;
}
