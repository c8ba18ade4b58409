#include "headend/household/box_post.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/records/case_records.h"
#include "both-sides/records/household_records.h"
#include "both-sides/records/record_json.h"
#include "both-sides/records/service_records.h"
#include "headend/config/worker.h"
#include "headend/household/put_off.h"
#include "headend/household/question.h"
#include "headend/household/session_answer.h"
#include "headend/masking/masking.h"

static const struct refusal bad_scope = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                         "scope must be words of the contract, at least one."};
static const struct refusal slow_down = {MHD_HTTP_BAD_REQUEST, "slow_down",
                                         "Polls came too fast: 5 seconds more between them from now on."};
static const struct refusal ends[] = {
    [BINDING_HOLDS] = {0},
    [BINDING_EXPIRED] = {MHD_HTTP_BAD_REQUEST, "expired_token", "This request is over, or none of this box."},
    [BINDING_REFUSED] = {MHD_HTTP_BAD_REQUEST, "access_denied", "The person refused."},
    [BINDING_WRONG_NUMBER] = {MHD_HTTP_BAD_REQUEST, "wrong_number",
                              "The room's number was wrong: this request is over."},
    [BINDING_SECOND_PHONE] = {MHD_HTTP_BAD_REQUEST, "second_phone",
                              "Another phone opened the code: this request is over."},
    [BINDING_TOO_MANY] = {MHD_HTTP_BAD_REQUEST, "household_full",
                          "The household has as many members as it can."},
    [BINDING_DONE] = {MHD_HTTP_BAD_REQUEST, "expired_token", "This request was redeemed before."},
};

/* --- Addresses for the phone --- */

enum { ADDRESS_SIZE = CONFIG_URL_SIZE + 40 };

static void write_addresses(struct request *request, const char *code, char typed[ADDRESS_SIZE],
                            char scanned[ADDRESS_SIZE])
{
    struct phone_place place;
    const struct worker *worker = request->worker;
    config_in_use_phone_place(worker->config, &place);
    (void)snprintf(typed, ADDRESS_SIZE, "%s/bind", place.url);
    (void)snprintf(scanned, ADDRESS_SIZE, "%s/bind?code=%s", place.url, code);
}

static int seconds_of(int64_t us)
{
    return us > 0 ? (int)((us + 999999) / 1000000) : 0;
}

/* --- Limits --- */

static const struct refusal *reply_too_many(struct reply *reply, enum case_limit limit)
{
    int tomorrow = calendar_date_from_days(calendar_date_to_days(calendar_date_at(wall_ms())) + 1);
    const struct service_error error = {.error = "too_many",
                                        .message = "A limit of the day was reached.",
                                        .limit = (int)limit,
                                        .retry_at = calendar_date_begins(tomorrow)};
    reply->status = MHD_HTTP_TOO_MANY_REQUESTS;
    reply->body = record_encode_text(&error_table, &error, &reply->length);
    return NULL;
}

/* --- POST /v1/device_authorization --- */

const struct refusal *device_authorization_post(struct request *request, struct reply *reply)
{
    struct households *households = request->route->context;
    const struct known_box *box = &request->sender.known_box;
    struct device_authorization_question question;
    struct binding_codes codes;
    unsigned scopes = 0;
    if (households == NULL || households->options.identity == NULL) {
        return &refusal_unavailable;
    }
    const struct refusal *refusal = question_read(request->body, request->body_length,
                                                  &device_authorization_question_table, &question, NULL);
    if (refusal != NULL) {
        return refusal;
    }
    if (person_scopes_read(question.scope, &scopes) != 0 || scopes == 0) {
        return &bad_scope;
    }
    if (!box_limits_may_begin(households->limits, box->number, calendar_date_at(wall_ms()))) {
        return reply_too_many(reply, CASE_LIMIT_FAILURES);
    }
    if (authorizations_begin(households->authorizations, box, scopes, steady_us(), &codes) != 0) {
        return &refusal_unavailable;
    }
    households_count(households, COUNT_ASKED);
    char typed[ADDRESS_SIZE];
    char scanned[ADDRESS_SIZE];
    write_addresses(request, codes.user_code, typed, scanned);
    struct device_authorization answer = {.verification_uri = typed,
                                          .verification_uri_complete = scanned,
                                          .expires_in = seconds_of(codes.left_us),
                                          .interval = seconds_of(codes.interval_us)};
    memcpy(answer.device_code, codes.device_code, sizeof answer.device_code);
    user_code_show(codes.user_code, answer.user_code);
    reply->body = record_encode_text(&device_authorization_table, &answer, &reply->length);
    explicit_bzero(&answer, sizeof answer);
    explicit_bzero(&codes, sizeof codes);
    return NULL;
}

/* --- POST /v1/token --- */

static const struct refusal *reply_pending(struct request *request, const struct binding_poll *poll,
                                           struct reply *reply)
{
    static const enum binding_state states[] = {[POLL_WAITING] = BINDING_WAITING,
                                                [POLL_SCANNED] = BINDING_SCANNED,
                                                [POLL_APPROVED] = BINDING_APPROVED};
    char typed[ADDRESS_SIZE];
    char scanned[ADDRESS_SIZE];
    struct token_answer answer = {.state = (int)states[poll->state],
                                  .verification_uri_complete = "",
                                  .expires_in = seconds_of(poll->codes.left_us),
                                  .interval = seconds_of(poll->codes.interval_us),
                                  .tries_left = poll->tries_left};
    if (poll->state == POLL_WAITING) {
        write_addresses(request, poll->codes.user_code, typed, scanned);
        answer.verification_uri_complete = scanned;
        user_code_show(poll->codes.user_code, answer.user_code);
    }
    reply->body = record_encode_text(&token_answer_table, &answer, &reply->length);
    return NULL;
}

static const struct refusal *reply_granted(struct put_off *put_off, const struct session_about *about,
                                           const char *token, int is_new, const struct session_left *left)
{
    struct token_answer answer = {
        .state = BINDING_GRANTED, .verification_uri_complete = "", .has_session = 1, .is_new = is_new};
    memcpy(answer.session_token, token, sizeof answer.session_token);
    session_answer_fill(&answer.session, about, left);
    put_off->reply.body = record_encode_text(&token_answer_table, &answer, &put_off->reply.length);
    explicit_bzero(&answer, sizeof answer);
    return NULL;
}

/* Keeps the member and begins the session. */
static const struct refusal *grant(struct households *households, struct put_off *put_off,
                                   const struct hash *person, const char *name)
{
    const struct known_box *box = &put_off->request->sender.known_box;
    const struct binding_grant *granted = &put_off->grant;
    struct session_about about = {.person = {.scopes = granted->scopes, .level = 2}};
    struct session_left left;
    char token[TOKEN_SIZE];
    struct household_binding binding = {.box = box->number,
                                        .person = person,
                                        .alias = granted->alias,
                                        .name = name,
                                        .level = granted->by_relative ? 2 : granted->person.level,
                                        .by_relative = granted->by_relative,
                                        .scopes = granted->scopes,
                                        .now = wall_ms()};
    memcpy(binding.wordings, households->words.versions, sizeof binding.wordings);
    enum bind_result bound = members_bind(households->store, &binding, about.person.member, about.alias);
    if (bound == BIND_FAILED || bound == BIND_HOUSEHOLD_IS_FULL) {
        if (bound == BIND_FAILED) {
            (void)households_store_failed(households);
        }
        authorizations_granted(households->authorizations, box->number, put_off->device_code,
                               bound == BIND_FAILED ? BINDING_HOLDS : BINDING_TOO_MANY, steady_us());
        return bound == BIND_FAILED ? &refusal_unavailable : &ends[BINDING_TOO_MANY];
    }
    (void)snprintf(about.name, sizeof about.name, "%s", name);
    memcpy(about.person.id_number, granted->person.id_number, sizeof about.person.id_number);
    const struct refusal *refusal = &refusal_unavailable;
    int64_t now_us = steady_us();
    int begun = sessions_begin(households->sessions, box->number, &about, now_us, token) == 0 &&
                sessions_look(households->sessions, box->number, token, 1, now_us, &about, &left);
    authorizations_granted(households->authorizations, box->number, put_off->device_code,
                           begun ? BINDING_DONE : BINDING_HOLDS, now_us);
    if (begun) {
        households_count(households, COUNT_GRANTED);
        refusal = reply_granted(put_off, &about, token, bound == BIND_NEW, &left);
    }
    explicit_bzero(&about, sizeof about);
    explicit_bzero(token, sizeof token);
    return refusal;
}

static const struct refusal *answer_grant(struct households *households, struct put_off *put_off)
{
    const char *box = put_off->request->sender.known_box.number;
    struct hash person;
    const struct refusal *refusal = &refusal_unavailable;
    char *name = mask_name(put_off->grant.person.name);
    if (name == NULL || households_hash_person(households, &put_off->grant.person, &person) != 0) {
        authorizations_granted(households->authorizations, box, put_off->device_code, BINDING_HOLDS,
                               steady_us());
    } else if (!box_limits_admit(households->limits, box, calendar_date_at(wall_ms()), &person)) {
        authorizations_granted(households->authorizations, box, put_off->device_code, BINDING_TOO_MANY,
                               steady_us());
        refusal = reply_too_many(&put_off->reply, CASE_LIMIT_PERSONS);
    } else {
        refusal = grant(households, put_off, &person, name);
    }
    free(name);
    return refusal;
}

static const struct refusal *put_off_grant(struct households *households, struct request *request,
                                           const struct token_question *question,
                                           const struct binding_grant *granted)
{
    struct put_off *put_off = put_off_new(request, answer_grant);
    if (put_off == NULL) {
        authorizations_granted(households->authorizations, request->sender.known_box.number,
                               question->device_code, BINDING_HOLDS, steady_us());
        return &refusal_unavailable;
    }
    memcpy(put_off->device_code, question->device_code, sizeof put_off->device_code);
    put_off->grant = *granted;
    return put_off_hand_in(households, put_off);
}

const struct refusal *token_post(struct request *request, struct reply *reply)
{
    struct households *households = request->route->context;
    struct token_question question;
    struct binding_poll poll;
    if (households == NULL) {
        return &refusal_unavailable;
    }
    const struct refusal *refusal =
        question_read(request->body, request->body_length, &token_question_table, &question, NULL);
    if (refusal != NULL) {
        return refusal;
    }
    authorizations_poll(households->authorizations, request->sender.known_box.number, question.device_code,
                        question.room_number, steady_us(), &poll);
    switch (poll.state) {
    case POLL_WAITING:
    case POLL_SCANNED:
    case POLL_APPROVED:
        refusal = reply_pending(request, &poll, reply);
        break;
    case POLL_GRANT:
        refusal = put_off_grant(households, request, &question, &poll.grant);
        break;
    case POLL_SLOW_DOWN:
        refusal = &slow_down;
        break;
    case POLL_ENDED:
        refusal = &ends[poll.end];
        break;
    }
    if (poll.state == POLL_ENDED && poll.end == BINDING_WRONG_NUMBER && question.room_number[0] != '\0') {
        households_count(households, COUNT_WRONG_NUMBER);
    }
    explicit_bzero(&question, sizeof question);
    explicit_bzero(&poll, sizeof poll);
    return refusal;
}
