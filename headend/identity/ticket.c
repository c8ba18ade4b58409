#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "both-sides/json/json_writer.h"
#include "headend/crypto/ticket_signature.h"
#include "headend/crypto/token.h"
#include "headend/identity/adapter.h"
#include "headend/identity/id_token.h"
#include "headend/identity/ticket_answer.h"
#include "headend/upstream/form_body.h"

/* The exchange of a ticket (票据): the portal sends the phone back with a ticketId, for which it tells us
 * once who that is. What ties it to the phone is the state that we put into the address it comes back to. */

enum { SECRET_LEAST = 16, HEADER_SIZE = 200, TIMESTAMP_SIZE = 24 };

struct ticket {
    const struct identity_config *config;
    char secret[OWN_SECRET_SIZE];
};

static void close_ticket(void *state)
{
    struct ticket *ticket = state;
    explicit_bzero(ticket->secret, sizeof ticket->secret);
    free(ticket);
}

static void *open_ticket(const struct identity_config *config, char problem[OWN_SECRET_PROBLEM_SIZE])
{
    struct ticket *ticket = calloc(1, sizeof *ticket);
    if (ticket == NULL) {
        (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "out of memory");
        return NULL;
    }
    ticket->config = config;
    if (own_secret_read(config->secret_file, ticket->secret, problem) != 0) {
        close_ticket(ticket);
        return NULL;
    }
    if (strlen(ticket->secret) < SECRET_LEAST) {
        (void)snprintf(problem, OWN_SECRET_PROBLEM_SIZE, "%.220s: it is shorter than %d characters",
                       config->secret_file, SECRET_LEAST);
        close_ticket(ticket);
        return NULL;
    }
    return ticket;
}

static enum identity_result begin(void *state, const char *return_url, const struct identity_attempt *attempt,
                                  char address[IDENTITY_ADDRESS_SIZE])
{
    const struct ticket *ticket = state;
    const char *login_url = ticket->config->login_url;
    char back[IDENTITY_ADDRESS_SIZE];
    struct form_body query;
    form_body_begin(&query, back, sizeof back);
    form_body_text(&query, return_url);
    form_body_text(&query, "?");
    form_body_add(&query, "state", attempt->state);
    int too_long = query.too_long;
    form_body_begin(&query, address, IDENTITY_ADDRESS_SIZE);
    form_body_text(&query, login_url);
    if (strchr(login_url, '?') == NULL) {
        form_body_text(&query, "?");
    }
    form_body_add(&query, "appId", ticket->config->client_id);
    form_body_add(&query, "redirectUri", back);
    return too_long || query.too_long ? IDENTITY_DOWN : IDENTITY_FOUND;
}

/* Without a ticket: whoever goes back from the portal's page. */
static enum identity_result read_return(void *state, const struct identity_return *returned,
                                        char answer[IDENTITY_ANSWER_SIZE])
{
    (void)state;
    size_t length = strnlen(returned->ticket_id, IDENTITY_ANSWER_SIZE);
    if (length == 0) {
        return IDENTITY_REFUSED;
    }
    if (length == IDENTITY_ANSWER_SIZE) {
        return IDENTITY_NOT_BELIEVED;
    }
    memcpy(answer, returned->ticket_id, length + 1);
    return IDENTITY_FOUND;
}

/* --- The ticket for the person --- */

static char *write_question(const char *ticket_id, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "ticketId", ticket_id);
        json_close_map(&json);
    }
    return json_take(&json, length);
}

/* NULL: the portal's own, and now; else why not. */
static const char *check_answer(const struct ticket *ticket, const struct upstream_client *client,
                                const struct upstream_response *response, const char *nonce)
{
    char wanted[DIGEST_HEX_SIZE];
    int64_t moment = 0;
    const char *timestamp = upstream_client_header(client, "X-Timestamp");
    const char *signature = upstream_client_header(client, "X-Signature");
    if (timestamp == NULL || signature == NULL || digits_read(timestamp, 0, INT64_MAX, &moment) != 0) {
        return "the ticket: the answer is not signed";
    }
    const struct ticket_message message = {.app_id = ticket->config->client_id,
                                           .timestamp = timestamp,
                                           .nonce = nonce,
                                           .body = response->body,
                                           .length = response->length};
    if (ticket_sign_answer(ticket->secret, &message, wanted) != 0 || !secrets_equal(signature, wanted)) {
        return "the ticket: the answer's signature is wrong";
    }
    int64_t now_ms = wall_ms();
    return moment > now_ms + CLOCK_LEEWAY_MS || moment < now_ms - CLOCK_LEEWAY_MS
               ? "the ticket: X-Timestamp is not of now, or a clock is wrong"
               : NULL;
}

static enum call_outcome read_answer(const struct ticket *ticket, const struct upstream_client *client,
                                     const struct upstream_response *response, const char *nonce,
                                     struct identity_finding *finding)
{
    const char *why = check_answer(ticket, client, response, nonce);
    if (why != NULL) {
        finding->result = IDENTITY_NOT_BELIEVED;
        finding->why = why;
        return CALL_NONSENSE;
    }
    return ticket_answer_read(response->body, response->length, ticket->config->upstream.url, wall_ms(),
                              finding) == 0
               ? CALL_ANSWERED
               : CALL_NONSENSE;
}

static void ask(const struct ticket *ticket, struct job_worker *worker, const struct identity_job *job,
                const struct upstream_request *request, const char *nonce, struct identity_finding *finding)
{
    char problem[UPSTREAM_PROBLEM_SIZE] = "the answer is not of the agreed form or signature";
    struct upstream_response response;
    struct upstream_client *client = job_call_begin(worker, &job->job);
    if (client == NULL) {
        return;
    }
    enum call_outcome outcome = CALL_DOWN;
    int failed = upstream_client_ask(client, request, &response, problem);
    if (failed == 0) {
        outcome = read_answer(ticket, client, &response, nonce, finding);
        upstream_client_wipe(client);
    }
    job_call_end(worker, failed == UPSTREAM_LACKS_MEMORY ? CALL_NO_MEMORY : outcome, problem);
}

static void exchange(void *state, struct job_worker *worker, const struct identity_job *job,
                     struct identity_finding *finding)
{
    const struct ticket *ticket = state;
    char app[HEADER_SIZE], moment[HEADER_SIZE], once[HEADER_SIZE], signed_by[HEADER_SIZE];
    char timestamp[TIMESTAMP_SIZE], nonce[TOKEN_SIZE], signature[DIGEST_HEX_SIZE];
    const char *const headers[] = {"Content-Type: application/json", app, moment, once, signed_by, NULL};
    size_t length = 0;
    char *question = write_question(job->answer, &length);
    finding->result = IDENTITY_DOWN;
    (void)snprintf(timestamp, sizeof timestamp, "%" PRId64, wall_ms());
    if (question == NULL || token_make(nonce) != 0) {
        free(question);
        return;
    }
    const struct ticket_message message = {.app_id = ticket->config->client_id,
                                           .timestamp = timestamp,
                                           .nonce = nonce,
                                           .body = question,
                                           .length = length};
    if (ticket_sign_question(ticket->secret, &message, signature) == 0) {
        (void)snprintf(app, sizeof app, "X-App-Id: %s", ticket->config->client_id);
        (void)snprintf(moment, sizeof moment, "X-Timestamp: %s", timestamp);
        (void)snprintf(once, sizeof once, "X-Nonce: %s", nonce);
        (void)snprintf(signed_by, sizeof signed_by, "X-Signature: %s", signature);
        const struct upstream_request request = {
            .path = TICKET_PATH, .headers = headers, .body = question, .length = length};
        ask(ticket, worker, job, &request, nonce, finding);
    }
    explicit_bzero(question, length);
    free(question);
}

const struct identity_adapter ticket_adapter = {.open = open_ticket,
                                                .close = close_ticket,
                                                .begin = begin,
                                                .read_return = read_return,
                                                .exchange = exchange};
