#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/config/worker.h"
#include "headend/household/bind_page.h"
#include "headend/household/households_private.h"
#include "headend/household/page.h"
#include "headend/masking/masking.h"

/* Where the provider sends phones back to. */

/* One of the two things that a phone can be logging in for. */
struct purpose {
    const char *cookie, *page;
    int is_binding;
};
static const struct purpose purposes[] = {{COOKIE_BIND, "/bind", 1}, {COOKIE_MY, "/my", 0}};

/* What is being exchanged for a person. */
struct exchange {
    struct identity_job job; /* first: its address is ours */
    struct households *households;
    const struct purpose *purpose;
    char phone[TOKEN_SIZE];
};

static int find_attempt(struct households *households, const struct purpose *purpose, const char *phone,
                        struct identity_attempt *attempt)
{
    return purpose->is_binding
               ? authorizations_attempt(households->authorizations, phone, attempt, steady_us())
               : visits_attempt(households->visits, phone, attempt, steady_us());
}

static int came_back(struct households *households, const struct purpose *purpose, const char *phone,
                     const char *state)
{
    return purpose->is_binding
               ? authorizations_came_back(households->authorizations, phone, state, steady_us())
               : visits_came_back(households->visits, phone, state, steady_us());
}

static void visit_known(struct households *households, const char *phone, const char *state,
                        enum identity_result result, const struct identity_person *person)
{
    struct hash hash = {{0}};
    char *name = result == IDENTITY_FOUND ? mask_name(person->name) : NULL;
    if (result == IDENTITY_FOUND &&
        (name == NULL || households_hash_person(households, person, &hash) != 0)) {
        result = IDENTITY_BUSY;
    }
    visits_known(households->visits, phone, state, result, &hash, name != NULL ? name : "", steady_us());
    free(name);
}

static void tell(struct households *households, const struct purpose *purpose, const char *phone,
                 const char *state, enum identity_result result, const struct identity_person *person)
{
    if (purpose->is_binding) {
        authorizations_known(households->authorizations, phone, state, result, person, steady_us());
    } else {
        visit_known(households, phone, state, result, person);
    }
}

static void on_person(struct identity_job *job)
{
    struct exchange *exchange = (struct exchange *)job;
    tell(exchange->households, exchange->purpose, exchange->phone, job->attempt.state, job->result,
         &job->person);
    explicit_bzero(exchange, sizeof *exchange);
    free(exchange);
}

/* The provider is asked, in a thread of its own. -1: out of memory. */
static int exchange(struct households *households, const struct request *request,
                    const struct purpose *purpose, const char *phone, const struct identity_attempt *attempt,
                    const char *answer)
{
    struct phone_place place;
    const struct worker *worker = request->worker;
    struct exchange *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return -1;
    }
    config_in_use_phone_place(worker->config, &place);
    made->households = households;
    made->purpose = purpose;
    memcpy(made->phone, phone, sizeof made->phone);
    made->job.attempt = *attempt;
    made->job.arrived_us = steady_us();
    made->job.answered = on_person;
    (void)snprintf(made->job.answer, sizeof made->job.answer, "%s", answer);
    (void)snprintf(made->job.return_url, sizeof made->job.return_url, "%s%s", place.url,
                   IDENTITY_RETURN_PATH);
    identity_submit(households->options.identity, &made->job);
    return 0;
}

/* 1: the answer belongs to what this cookie is logging in for, and is taken care of. */
static int take(struct households *households, const struct request *request, const struct purpose *purpose,
                const struct identity_return *returned)
{
    char phone[TOKEN_SIZE];
    char answer[IDENTITY_ANSWER_SIZE];
    struct identity_attempt attempt;
    page_read_cookie(request, purpose->cookie, phone, NULL);
    if (find_attempt(households, purpose, phone, &attempt) != 0) {
        return 0;
    }
    enum identity_result result =
        identity_read_return(households->options.identity, &attempt, returned, answer);
    int is_its_own = result != IDENTITY_SPENT && came_back(households, purpose, phone, attempt.state) == 0;
    if (is_its_own &&
        (result != IDENTITY_FOUND || exchange(households, request, purpose, phone, &attempt, answer) != 0)) {
        tell(households, purpose, phone, attempt.state, result != IDENTITY_FOUND ? result : IDENTITY_BUSY,
             NULL);
    }
    explicit_bzero(&attempt, sizeof attempt);
    explicit_bzero(answer, sizeof answer);
    return is_its_own;
}

const struct refusal *login_return_get(struct request *request, struct reply *reply)
{
    struct households *households = request->route->context;
    const struct identity_return returned = {.state = request_parameter(request, "state"),
                                             .code = request_parameter(request, "code"),
                                             .ticket_id = request_parameter(request, "ticketId"),
                                             .error = request_parameter(request, "error"),
                                             .issuer = request_parameter(request, "iss")};
    if (households == NULL || households->options.identity == NULL) {
        return &refusal_unavailable;
    }
    for (size_t i = 0; i < sizeof purposes / sizeof purposes[0]; i++) {
        if (take(households, request, &purposes[i], &returned)) {
            return page_go(reply, purposes[i].page);
        }
    }
    /* Somebody else's log-in, an old one, or a phone that lost its cookie. */
    return page_go(reply, "/bind?opened=1");
}
