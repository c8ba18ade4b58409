#include "headend/upstream/json_call.h"

#include <errno.h>
#include <string.h>

static const char nonsense[] = "the answer is not of the agreed form";

/* What a response of these bytes is; errno tells memory that is missing from what is not as agreed. */
static enum call_outcome take(const struct json_call *call, const struct upstream_response *response)
{
    errno = 0;
    struct json_tree *tree = json_tree_read_joining(response->body, response->length);
    int is_good = tree != NULL && call->take(call->context, json_tree_root(tree)) == 0;
    enum call_outcome otherwise = errno == ENOMEM ? CALL_NO_MEMORY : CALL_NONSENSE;
    json_tree_wipe(tree);
    return is_good ? CALL_ANSWERED : otherwise;
}

int json_call_ask(struct job_worker *worker, const struct job *job, const struct json_call *call)
{
    static const char *const headers[] = {"Content-Type: application/json", NULL};
    const struct upstream_request request = {
        .path = call->path, .headers = headers, .body = call->question, .length = strlen(call->question)};
    char problem[UPSTREAM_PROBLEM_SIZE] = "";
    struct upstream_response response;
    enum call_outcome outcome = CALL_DOWN;
    struct upstream_client *client = job_call_begin(worker, job);
    if (client == NULL) {
        return -1;
    }
    if (upstream_client_ask(client, &request, &response, problem) == 0) {
        outcome = take(call, &response);
        upstream_client_wipe(client);
    }
    if (outcome == CALL_NONSENSE) {
        memcpy(problem, nonsense, sizeof nonsense);
    }
    job_call_end(worker, outcome, problem);
    return outcome == CALL_ANSWERED ? 0 : -1;
}
