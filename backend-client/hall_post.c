#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"
#include "backend-client/records/case_decode.h"
#include "both-sides/case_number.h"
#include "both-sides/id_number.h"
#include "both-sides/log.h"
#include "both-sides/monotonic.h"

/* What is posted: cases and their ratings. Personal: sent once, kept nowhere, wiped with the request, and of
 * answers the log gets what went wrong but no content. */

/* A rating sent twice is one rating; of a case each look-up counts. */
enum { RATING_TRIES_MAX = 2 };

static void tell(struct request *request, struct answer *answer, struct hall_record *record)
{
    if (answer->state == ANSWER_FAILED && record->found.refusal == CASE_REFUSAL_TRANSPORT) {
        log_line(LOG_LEVEL_WARNING, "headend", "%s: %s", request->url, answer->detail);
    }
    hall_request_tell_last(request, answer, record);
}

static void on_taken(struct request *request, const struct transfer_result *result)
{
    struct hall_record record = {0};
    struct answer answer = {.state = ANSWER_FRESH,
                            .http_status = result->http_status,
                            .fetched_ms = hall_client_now_ms(request->client)};
    if (request->kind == REQUEST_RATING) {
        record.stars = rating_decode(result->body, result->length, answer.detail);
    } else {
        record.found.record = case_record_decode(result->body, result->length, answer.detail);
    }
    int is_another =
        record.found.record != NULL && strcmp(record.found.record->case_number, request->asked_id) != 0;
    if (is_another) {
        (void)snprintf(answer.detail, sizeof answer.detail, "case: not the one that was asked for");
        case_record_free(record.found.record);
        record.found.record = NULL;
    }
    if (record.found.record == NULL && record.stars == 0) {
        answer.state = ANSWER_FAILED;
        answer.failure = answer.detail[0] == '\0' ? FAILURE_NO_MEMORY : FAILURE_BAD_ANSWER;
        answer.fetched_ms = 0;
        record.found.refusal = CASE_REFUSAL_TRANSPORT;
        if (answer.detail[0] == '\0') {
            (void)snprintf(answer.detail, sizeof answer.detail, "no memory");
        }
    }
    tell(request, &answer, &record);
}

static void on_refused(struct request *request, const struct transfer_result *result)
{
    struct hall_record record = {0};
    struct answer answer = {
        .state = ANSWER_FAILED, .failure = result->failure, .http_status = result->http_status};
    (void)snprintf(answer.detail, sizeof answer.detail, "%s", result->detail);
    record.found.refusal =
        case_refusal_decode(result->http_status, result->body, result->length, &record.found.retry_at);
    if (result->http_status == 409 && request->kind != REQUEST_RATING) {
        record.found.refusal = CASE_REFUSAL_TRANSPORT;
    }
    tell(request, &answer, &record);
}

static int was_lost(const struct transfer_result *result)
{
    return result->failure == FAILURE_UNREACHABLE || result->failure == FAILURE_TIMEOUT;
}

void hall_post_done(void *context, const struct transfer_result *result)
{
    struct request *request = context;
    struct hall_client *client = request->client;
    request->transfer = NULL;
    request->tries++;
    hall_clock_set(&client->clock, result->date_ms);
    if (result->failure == FAILURE_NONE) {
        on_taken(request, result);
    } else if (request->kind == REQUEST_RATING && was_lost(result) && request->tries < RATING_TRIES_MAX) {
        request->retry_at_us = monotonic_us() + client->retry_first_ms * 1000;
    } else {
        on_refused(request, result);
    }
}

/* --- Asking --- */

static request_id refuse(enum request_kind kind, union request_callback callback, void *context)
{
    struct request request = {.kind = kind, .callback = callback, .context = context};
    struct hall_record record = {.found.refusal = CASE_REFUSAL_BAD_NUMBER};
    struct answer answer = {.state = ANSWER_FAILED, .failure = FAILURE_REFUSED, .final = 1};
    (void)snprintf(answer.detail, sizeof answer.detail, "not asked: a number is not of its form");
    hall_request_tell(&request, &answer, &record);
    return 0;
}

enum { POST_SIZE = 96 };

/* `body`: POST_SIZE bytes, of malloc; taken over, as it is wiped with the request. */
static request_id post(struct hall_client *client, enum request_kind kind, const char *path,
                       const char *case_number, char *body, union request_callback callback, void *context)
{
    struct request *request = hall_request_new(client, kind, hall_url(client, path), callback, context);
    if (request == NULL) {
        explicit_bzero(body, POST_SIZE);
        free(body);
        return hall_request_no_memory(kind, callback, context);
    }
    request->post = body;
    request->post_length = strlen(body);
    memcpy(request->asked_id, case_number, CASE_NUMBER_SIZE);
    return hall_request_start(request);
}

static int are_numbers(const char *case_number, const char *id_tail)
{
    return case_number_check(case_number, NULL) == NUMBER_GOOD && id_tail_check(id_tail) == NUMBER_GOOD;
}

/* A small x counts as X, and is sent as one. */
static char last_of(const char *id_tail)
{
    char last = id_tail[ID_TAIL_LENGTH - 1];
    return last == 'x' ? 'X' : last;
}

request_id hall_client_find_case(struct hall_client *client, const char *case_number, const char *id_tail,
                                 case_callback callback, void *context)
{
    union request_callback called = {.found = callback};
    if (!are_numbers(case_number, id_tail)) {
        return refuse(REQUEST_CASE, called, context);
    }
    char *body = malloc(POST_SIZE);
    if (body == NULL) {
        return hall_request_no_memory(REQUEST_CASE, called, context);
    }
    (void)snprintf(body, POST_SIZE, "{\"case_number\":\"%.20s\",\"id_tail\":\"%.3s%c\"}", case_number,
                   id_tail, last_of(id_tail));
    return post(client, REQUEST_CASE, "/v1/cases", case_number, body, called, context);
}

request_id hall_client_rate_case(struct hall_client *client, const char *case_number, const char *id_tail,
                                 int stars, rating_callback callback, void *context)
{
    union request_callback called = {.rating = callback};
    if (!are_numbers(case_number, id_tail) || stars < 1 || stars > 5) {
        return refuse(REQUEST_RATING, called, context);
    }
    char *body = malloc(POST_SIZE);
    if (body == NULL) {
        return hall_request_no_memory(REQUEST_RATING, called, context);
    }
    (void)snprintf(body, POST_SIZE, "{\"case_number\":\"%.20s\",\"id_tail\":\"%.3s%c\",\"stars\":%d}",
                   case_number, id_tail, last_of(id_tail), stars);
    return post(client, REQUEST_RATING, "/v1/ratings", case_number, body, called, context);
}
