#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "headend/household/authorizations_private.h"
#include "headend/masking/masking.h"

/* The phone's side. */

/* --- Under the lock --- */

/* By a code that still works. NULL: there is none. */
static struct authorization *of_code(struct authorizations *authorizations, const char *code, int64_t now_us)
{
    int number = slot_index_find(authorizations->by_code, code);
    if (number == SLOT_NONE) {
        return NULL;
    }
    struct authorization *authorization = &authorizations->slots[number / CODES];
    authorization_look_at_clock(authorizations, authorization, now_us);
    return now_us < authorization->codes[number % CODES].ends_us || authorization->phone[0] != '\0'
               ? authorization
               : NULL;
}

/* For this phone. -1: out of memory. */
static int take(struct authorizations *authorizations, struct authorization *authorization, const char *phone,
                int64_t now_us)
{
    authorization->part = calloc(1, sizeof *authorization->part);
    if (authorization->part == NULL) {
        return -1;
    }
    (void)snprintf(authorization->phone, sizeof authorization->phone, "%s", phone);
    slot_index_put(authorizations->by_phone, authorization_slot(authorizations, authorization));
    authorization->ends_us = now_us + authorizations->options.phone_us;
    return 0;
}

enum open_result authorizations_open(struct authorizations *authorizations, const char *code,
                                     const char *phone, int64_t now_us)
{
    enum open_result result = OPEN_UNKNOWN;
    (void)pthread_mutex_lock(&authorizations->lock);
    struct authorization *authorization = of_code(authorizations, code, now_us);
    if (authorization == NULL || (authorization->end != BINDING_HOLDS && authorization->phone[0] == '\0')) {
        result = OPEN_UNKNOWN;
    } else if (authorization->phone[0] == '\0') {
        result = authorization_of_phone(authorizations, phone, now_us) != NULL ? OPEN_WITH_OTHER
                 : take(authorizations, authorization, phone, now_us) == 0     ? OPEN_IS_YOURS
                                                                               : OPEN_NOT_NOW;
    } else if (strcmp(authorization->phone, phone) == 0) {
        result = OPEN_IS_YOURS;
    } else {
        result = OPEN_ENDED;
        if (authorization->end == BINDING_HOLDS && !authorization->part->is_being_granted) {
            authorization_end(authorizations, authorization, BINDING_SECOND_PHONE, now_us);
        }
    }
    (void)pthread_mutex_unlock(&authorizations->lock);
    return result;
}

static enum binding_step step_of(const struct authorization *authorization)
{
    const struct phone_part *part = authorization->part;
    if (authorization->end != BINDING_HOLDS) {
        return STEP_OVER;
    }
    if (part->number[0] != '\0') {
        return STEP_NUMBER;
    }
    switch (part->login.step) {
    case LOGIN_WANTED:
        return STEP_LOGIN;
    case LOGIN_CHECKING:
        return STEP_CHECKING;
    case LOGIN_KNOWN:
        return STEP_CONSENT;
    case LOGIN_NOT_YET:
        break;
    }
    return STEP_ASKED;
}

/* Locks. NULL: the phone is not there; then it is not locked. */
static struct authorization *enter(struct authorizations *authorizations, const char *phone, int64_t now_us)
{
    (void)pthread_mutex_lock(&authorizations->lock);
    struct authorization *authorization = authorization_of_phone(authorizations, phone, now_us);
    if (authorization == NULL) {
        (void)pthread_mutex_unlock(&authorizations->lock);
    }
    return authorization;
}

/* The same, and its part stands at this step. */
static struct authorization *enter_at(struct authorizations *authorizations, const char *phone,
                                      enum binding_step step, int64_t now_us)
{
    struct authorization *authorization = enter(authorizations, phone, now_us);
    if (authorization != NULL && step_of(authorization) != step) {
        (void)pthread_mutex_unlock(&authorizations->lock);
        return NULL;
    }
    return authorization;
}

static void leave(struct authorizations *authorizations)
{
    (void)pthread_mutex_unlock(&authorizations->lock);
}

/* --- What the pages say and do --- */

int authorizations_view(struct authorizations *authorizations, const char *phone, int64_t now_us,
                        struct binding_view *view)
{
    memset(view, 0, sizeof *view);
    const struct authorization *authorization = enter(authorizations, phone, now_us);
    if (authorization == NULL) {
        return 0;
    }
    const struct phone_part *part = authorization->part;
    view->step = step_of(authorization);
    view->end = authorization->end;
    view->box = authorization->box;
    view->scopes = authorization->scopes;
    if (part != NULL) {
        view->failure = part->login.failure;
        view->scopes = view->step == STEP_NUMBER ? part->agreed.scopes : view->scopes;
        view->tries_left = part->tries_left;
        memcpy(view->number, part->number, sizeof view->number);
        memcpy(view->name, part->name, sizeof view->name);
        view->may_have_help = part->login.step == LOGIN_KNOWN &&
                              person_may_have_help(&part->login.person, calendar_date_at(wall_ms()));
    }
    leave(authorizations);
    return 1;
}

void authorizations_refuse(struct authorizations *authorizations, const char *phone, int64_t now_us)
{
    struct authorization *authorization = enter(authorizations, phone, now_us);
    if (authorization == NULL) {
        return;
    }
    if (authorization->end == BINDING_HOLDS && !authorization->part->is_being_granted) {
        authorization_end(authorizations, authorization, BINDING_REFUSED, now_us);
    }
    leave(authorizations);
}

void authorizations_go_on(struct authorizations *authorizations, const char *phone, int64_t now_us)
{
    struct authorization *authorization = enter_at(authorizations, phone, STEP_ASKED, now_us);
    if (authorization != NULL) {
        authorization->part->login.step = LOGIN_WANTED;
        authorization->part->login.failure = IDENTITY_FOUND;
        leave(authorizations);
    }
}

int authorizations_sent(struct authorizations *authorizations, const char *phone,
                        const struct identity_attempt *attempt, int64_t now_us)
{
    struct authorization *authorization = enter_at(authorizations, phone, STEP_LOGIN, now_us);
    if (authorization == NULL) {
        return -1;
    }
    authorization->part->login.attempt = *attempt;
    leave(authorizations);
    return 0;
}

int authorizations_attempt(struct authorizations *authorizations, const char *phone,
                           struct identity_attempt *attempt, int64_t now_us)
{
    const struct authorization *authorization = enter_at(authorizations, phone, STEP_LOGIN, now_us);
    if (authorization == NULL) {
        return -1;
    }
    *attempt = authorization->part->login.attempt;
    leave(authorizations);
    return attempt->state[0] != '\0' ? 0 : -1;
}

int authorizations_came_back(struct authorizations *authorizations, const char *phone, const char *state,
                             int64_t now_us)
{
    struct authorization *authorization = enter_at(authorizations, phone, STEP_LOGIN, now_us);
    int result = -1;
    if (authorization == NULL) {
        return -1;
    }
    if (strcmp(authorization->part->login.attempt.state, state) == 0) {
        authorization->part->login.step = LOGIN_CHECKING;
        result = 0;
    }
    leave(authorizations);
    return result;
}

void authorizations_known(struct authorizations *authorizations, const char *phone, const char *state,
                          enum identity_result result, const struct identity_person *person, int64_t now_us)
{
    char *name = result == IDENTITY_FOUND ? mask_name(person->name) : NULL;
    if (result == IDENTITY_FOUND && name == NULL) {
        result = IDENTITY_BUSY; /* memory is short */
    }
    struct authorization *authorization = enter_at(authorizations, phone, STEP_CHECKING, now_us);
    if (authorization != NULL) {
        struct phone_part *part = authorization->part;
        if (phone_login_finish(&part->login, state, result, person) && name != NULL) {
            (void)snprintf(part->name, sizeof part->name, "%s", name);
        }
        leave(authorizations);
    }
    free(name);
}

int authorizations_approve(struct authorizations *authorizations, const char *phone, unsigned scopes,
                           const char *alias, int by_relative, int64_t now_us)
{
    char number[NUMBER_SIZE];
    if (room_number_make(number) != 0) {
        return -1;
    }
    struct authorization *authorization = enter_at(authorizations, phone, STEP_CONSENT, now_us);
    if (authorization == NULL) {
        return -1;
    }
    struct phone_part *part = authorization->part;
    unsigned agreed = scopes & authorization->scopes;
    if (agreed != 0) {
        part->agreed = (struct binding_grant){
            .scopes = agreed,
            .by_relative =
                by_relative && person_may_have_help(&part->login.person, calendar_date_at(wall_ms()))};
        (void)snprintf(part->agreed.alias, sizeof part->agreed.alias, "%s", alias);
        memcpy(part->number, number, sizeof number);
        part->tries_left = AUTHORIZATION_TRIES;
        authorization->ends_us = now_us + authorizations->options.number_us;
        authorization->interval_us = authorizations->options.interval_us;
    }
    leave(authorizations);
    return agreed != 0 ? 0 : -1;
}
