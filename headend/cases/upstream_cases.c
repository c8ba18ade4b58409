#include "headend/cases/upstream_cases.h"

#include <stdio.h>
#include <string.h>

enum { QUESTION_SIZE = 80 };

static const char nonsense[] = "the answer is not of the agreed form";
static const char no_memory[] = "out of memory for the answer";

static enum upstream_said said_with_reason(enum upstream_said said, char problem[UPSTREAM_PROBLEM_SIZE])
{
    if (said == UPSTREAM_NONSENSE) {
        memcpy(problem, nonsense, sizeof nonsense);
    } else if (said == UPSTREAM_NO_MEMORY) {
        memcpy(problem, no_memory, sizeof no_memory);
    }
    return said;
}

static enum upstream_said no_answer(int result)
{
    return result == UPSTREAM_LACKS_MEMORY ? UPSTREAM_NO_MEMORY : UPSTREAM_DOWN;
}

static int post(struct upstream_client *client, const char *path, const char *question,
                struct upstream_response *response, char problem[UPSTREAM_PROBLEM_SIZE])
{
    static const char *const headers[] = {"Content-Type: application/json", NULL};
    const struct upstream_request request = {
        .path = path, .headers = headers, .body = question, .length = strlen(question)};
    return upstream_client_ask(client, &request, response, problem);
}

enum upstream_said upstream_cases_find(struct upstream_client *client, const char *case_number,
                                       struct case_facts *facts, char problem[UPSTREAM_PROBLEM_SIZE])
{
    char question[QUESTION_SIZE];
    struct upstream_response response;
    (void)snprintf(question, sizeof question, "{\"project_no\":\"%s\"}", case_number);
    int result = post(client, "/case/v1/query", question, &response, problem);
    if (result != 0) {
        return no_answer(result);
    }
    enum upstream_said said = case_facts_read(response.body, response.length, case_number, facts);
    upstream_client_wipe(client);
    return said_with_reason(said, problem);
}

enum upstream_said upstream_cases_page(struct upstream_client *client, const char *id_number, int page,
                                       case_row take, void *context, size_t *rows,
                                       char problem[UPSTREAM_PROBLEM_SIZE])
{
    char question[QUESTION_SIZE];
    struct upstream_response response;
    (void)snprintf(question, sizeof question, "{\"cert_no\":\"%s\",\"page\":\"%d\",\"page_size\":\"%d\"}",
                   id_number, page, OWN_PAGE_ROWS);
    int result = post(client, "/case/v1/list", question, &response, problem);
    explicit_bzero(question, sizeof question);
    if (result != 0) {
        return no_answer(result);
    }
    enum upstream_said said =
        case_page_read(response.body, response.length, id_number, OWN_PAGE_ROWS, take, context, rows);
    upstream_client_wipe(client);
    return said_with_reason(said, problem);
}

enum upstream_said upstream_cases_rate(struct upstream_client *client, const char *case_number, int stars,
                                       int *now, char problem[UPSTREAM_PROBLEM_SIZE])
{
    char question[QUESTION_SIZE];
    struct upstream_response response;
    (void)snprintf(question, sizeof question, "{\"project_no\":\"%s\",\"satisfaction\":\"%d\"}", case_number,
                   stars_to_upstream(stars));
    int result = post(client, "/case/v1/evaluate", question, &response, problem);
    if (result != 0) {
        return no_answer(result);
    }
    enum upstream_said said = rating_answer_read(response.body, response.length, now);
    upstream_client_wipe(client);
    return said_with_reason(said, problem);
}

enum call_outcome upstream_outcome(enum upstream_said said)
{
    switch (said) {
    case UPSTREAM_DOWN:
        return CALL_DOWN;
    case UPSTREAM_NO_MEMORY:
        return CALL_NO_MEMORY;
    case UPSTREAM_NONSENSE:
        return CALL_NONSENSE;
    case UPSTREAM_CASE:
    case UPSTREAM_NO_SUCH:
    case UPSTREAM_TAKEN:
    case UPSTREAM_RATED_BEFORE:
    case UPSTREAM_NOT_FINISHED:
        break;
    }
    return CALL_ANSWERED;
}
