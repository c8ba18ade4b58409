#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "both-sides/records/record_json.h"
#include "headend/household/box_post.h"
#include "headend/household/pins.h"
#include "headend/household/put_off.h"
#include "headend/household/question.h"
#include "headend/household/session_answer.h"

static const struct refusal not_yours = {MHD_HTTP_FORBIDDEN, "not_yours",
                                         "This needs the household's session, or the member's own."};
static const struct refusal no_such_member = {MHD_HTTP_NOT_FOUND, "no_such_member",
                                              "This household has no such member."};
static const struct refusal too_late = {MHD_HTTP_CONFLICT, "too_late",
                                        "It was more than a day ago: the PIN is needed."};
static const struct refusal wrong_pin = {MHD_HTTP_FORBIDDEN, "wrong_pin", "This is not the PIN."};
static const struct refusal pin_locked = {MHD_HTTP_CONFLICT, "pin_locked",
                                          "Too many wrong PINs: it is locked for a while."};
static const struct refusal no_pin = {MHD_HTTP_CONFLICT, "no_pin", "This household has no PIN."};
static const struct refusal pin_exists = {MHD_HTTP_CONFLICT, "pin_exists",
                                          "There is a PIN: send it, or a member's own session, along."};
static const struct refusal weak_pin = {MHD_HTTP_BAD_REQUEST, "weak_pin",
                                        "A row, or one digit six times: others try that first."};

/* --- Sessions --- */

void session_answer_fill(struct household_session *session, const struct session_about *about,
                         const struct session_left *left)
{
    *session = (struct household_session){.level = about->person.level,
                                          .alias = about->alias,
                                          .name = about->name,
                                          .idle_in = (int)(left->idle_us / 1000000),
                                          .ends_in = (int)(left->life_us / 1000000)};
    memcpy(session->member, about->person.member, sizeof session->member);
    person_scopes_write(about->person.scopes, session->scope);
}

int session_answer_read(struct households *households, const struct request *request, int is_used,
                        struct session_about *about, struct session_left *left)
{
    const char *token = request_header(request, "TV-Hall-Session");
    return token != NULL && sessions_look(households->sessions, request->sender.known_box.number, token,
                                          is_used, steady_us(), about, left);
}

static const struct refusal *put_off_household(struct households *households, struct request *request);

const struct refusal *session_post(struct request *request, struct reply *reply)
{
    struct households *households = request->route->context;
    struct session_about about;
    struct session_left left;
    if (households == NULL) {
        return &refusal_unavailable;
    }
    if (request->route->kind == SESSION_END) {
        const char *token = request_header(request, "TV-Hall-Session");
        if (token != NULL) {
            sessions_end(households->sessions, request->sender.known_box.number, token);
        }
        return put_off_household(households, request);
    }
    int is_used = request->route->kind == SESSION_KEEP;
    if (!session_answer_read(households, request, is_used, &about, &left)) {
        return &refusal_session_ended;
    }
    struct household_session answer;
    session_answer_fill(&answer, &about, &left);
    reply->body = record_encode_text(&household_session_table, &answer, &reply->length);
    explicit_bzero(&answer, sizeof answer);
    explicit_bzero(&about, sizeof about);
    return NULL;
}

/* --- In the room's thread --- */

/* The household as it is now: what most is answered with. */
static const struct refusal *reply_household(struct households *households, struct put_off *put_off)
{
    const char *box = put_off->request->sender.known_box.number;
    struct household *household = members_read(households->store, box, wall_ms(), households->undo_ms);
    if (household == NULL) {
        (void)households_store_failed(households);
        return &refusal_unavailable;
    }
    put_off->reply.body = record_encode_text(&household_table, household, &put_off->reply.length);
    members_free(household);
    return NULL;
}

/* NULL: done; else why not, by what the store said. */
static const struct refusal *refusal_of(struct households *households, int done)
{
    if (done < 0) {
        (void)households_store_failed(households);
        return &refusal_unavailable;
    }
    return done == 0 ? &no_such_member : NULL;
}

static const struct refusal *rename_member(struct households *households, struct put_off *put_off)
{
    const char *box = put_off->request->sender.known_box.number;
    const char *member = put_off->member.member;
    const struct refusal *refusal =
        refusal_of(households, members_rename(households->store, box, member, put_off->alias));
    if (refusal == NULL) {
        sessions_rename_member(households->sessions, member, put_off->alias);
    }
    return refusal;
}

static const struct refusal *unbind_member(struct households *households, struct put_off *put_off)
{
    const char *box = put_off->request->sender.known_box.number;
    const char *member = put_off->member.member;
    const struct refusal *refusal =
        refusal_of(households, members_unbind(households->store, box, member, wall_ms()));
    if (refusal == NULL) {
        households_member_gone(households, member);
        households_count(households, COUNT_UNBOUND);
    }
    return refusal;
}

static const struct refusal *undo_binding(struct households *households, struct put_off *put_off)
{
    const char *box = put_off->request->sender.known_box.number;
    int64_t bound_at = 0;
    const struct refusal *refusal =
        refusal_of(households, members_bound_at(households->store, box, put_off->member.member, &bound_at));
    if (refusal == NULL && wall_ms() >= bound_at + households->undo_ms) {
        refusal = &too_late;
    }
    return refusal != NULL ? refusal : unbind_member(households, put_off);
}

/* What did not hold is not refused: what is wanted is so. */
static const struct refusal *withdraw_consent(struct households *households, struct put_off *put_off)
{
    const char *member = put_off->member.member;
    int done = members_withdraw(households->store, member, put_off->scope, wall_ms());
    if (done < 0) {
        return refusal_of(households, done);
    }
    households_member_changed(households, put_off->request->sender.known_box.number, member);
    if (done > 0) {
        households_count(households, COUNT_WITHDRAWN);
    }
    return NULL;
}

/* NULL: it is the PIN. */
static const struct refusal *try_pin(struct households *households, const char *box, const char *pin)
{
    switch (pins_try(households->store, &households->key, box, pin, wall_ms(), households->lock_ms)) {
    case PIN_RIGHT:
        return NULL;
    case PIN_WRONG:
        households_count(households, COUNT_WRONG_PIN);
        return &wrong_pin;
    case PIN_IS_LOCKED:
        return &pin_locked;
    case PIN_IS_NONE:
        return &no_pin;
    case PIN_FAILED:
        break;
    }
    (void)households_store_failed(households);
    return &refusal_unavailable;
}

static const struct refusal *set_pin(struct households *households, struct put_off *put_off)
{
    const char *box = put_off->request->sender.known_box.number;
    const struct pin_question *asked = &put_off->pin;
    struct kept_pin kept;
    const struct refusal *refusal = NULL;
    int found = pins_get(households->store, box, &kept);
    explicit_bzero(&kept, sizeof kept);
    if (found < 0) {
        (void)households_store_failed(households);
        return &refusal_unavailable;
    }
    if (found == 1 && !put_off->has_own_session) {
        refusal = asked->old_pin[0] != '\0' ? try_pin(households, box, asked->old_pin) : &pin_exists;
    }
    if (refusal == NULL && pins_set(households->store, &households->key, box, asked->pin, wall_ms()) != 0) {
        (void)households_store_failed(households);
        refusal = &refusal_unavailable;
    }
    return refusal;
}

static const struct refusal *check_pin(struct households *households, struct put_off *put_off)
{
    const char *box = put_off->request->sender.known_box.number;
    struct session_about about = {.person = {.level = 1}};
    struct session_left left;
    struct pin_answer answer;
    const struct refusal *refusal = try_pin(households, box, put_off->pin.pin);
    int64_t now_us = steady_us();
    if (refusal != NULL) {
        return refusal;
    }
    if (sessions_begin(households->sessions, box, &about, now_us, answer.session_token) != 0 ||
        !sessions_look(households->sessions, box, answer.session_token, 1, now_us, &about, &left)) {
        return &refusal_unavailable;
    }
    session_answer_fill(&answer.session, &about, &left);
    put_off->reply.body = record_encode_text(&pin_answer_table, &answer, &put_off->reply.length);
    explicit_bzero(&answer, sizeof answer);
    return NULL;
}

/* --- By kind --- */

struct household_kind {
    const struct record_table *table; /* of the body; NULL: nothing is asked */
    int is_own;                       /* of the member alone, or the household's session */
    const struct refusal *(*change)(struct households *households, struct put_off *put_off); /* or NULL */
    int answers_itself;
};

static const struct household_kind kinds[] = {
    [HOUSEHOLD_LIST] = {.table = NULL},
    [HOUSEHOLD_ALIAS] = {.table = &alias_question_table, .is_own = 1, .change = rename_member},
    [HOUSEHOLD_UNBIND] = {.table = &member_question_table, .is_own = 1, .change = unbind_member},
    [HOUSEHOLD_UNDO] = {.table = &member_question_table, .change = undo_binding},
    [HOUSEHOLD_PIN_SET] = {.table = &pin_change_table, .change = set_pin},
    [HOUSEHOLD_PIN_CHECK] = {.table = &pin_question_table, .change = check_pin, .answers_itself = 1},
    [HOUSEHOLD_WITHDRAW] = {.table = &consent_question_table, .change = withdraw_consent},
};

static const struct refusal *answer_list(struct households *households, struct put_off *put_off)
{
    return reply_household(households, put_off);
}

static const struct refusal *answer(struct households *households, struct put_off *put_off)
{
    const struct household_kind *kind = &kinds[put_off->kind];
    const struct refusal *refusal = kind->change != NULL ? kind->change(households, put_off) : NULL;
    return refusal != NULL || kind->answers_itself ? refusal : reply_household(households, put_off);
}

static const struct refusal *put_off_household(struct households *households, struct request *request)
{
    struct put_off *put_off = put_off_new(request, answer_list);
    return put_off != NULL ? put_off_hand_in(households, put_off) : &refusal_unavailable;
}

/* Of whose session it is: nobody else's consents are withdrawn so. */
static const struct refusal *read_withdrawal(struct request *request, struct put_off *put_off)
{
    struct consent_question question = {.scope = PERSON_SCOPE_COUNT};
    const struct session_person *person = &request->sender.session;
    const struct refusal *refusal =
        question_read(request->body, request->body_length, &consent_question_table, &question, NULL);
    if (refusal == NULL && person->member[0] == '\0') {
        refusal = &not_yours;
    }
    put_off->scope = (enum person_scope)question.scope;
    memcpy(put_off->member.member, person->member, sizeof put_off->member.member);
    return refusal;
}

static const struct refusal *read_question(struct households *households, struct request *request,
                                           const struct household_kind *kind, struct put_off *put_off)
{
    const struct refusal *refusal = NULL;
    if (kind->table == &pin_question_table || kind->table == &pin_change_table) {
        struct session_about about;
        struct session_left left;
        refusal = question_read(request->body, request->body_length, kind->table, &put_off->pin, NULL);
        put_off->has_own_session =
            session_answer_read(households, request, 1, &about, &left) && about.person.member[0] != '\0';
        explicit_bzero(&about, sizeof about);
        if (refusal == NULL && kind->table == &pin_change_table && pin_is_weak(put_off->pin.pin)) {
            refusal = &weak_pin;
        }
    } else if (kind->table == &consent_question_table) {
        refusal = read_withdrawal(request, put_off);
    } else if (kind->table != NULL) {
        refusal = question_read(request->body, request->body_length, kind->table, &put_off->member,
                                kind->table == &alias_question_table ? put_off->alias : NULL);
    }
    if (refusal == NULL && kind->is_own) {
        const struct session_person *person = &request->sender.session;
        refusal =
            person->level == 1 || strcmp(person->member, put_off->member.member) == 0 ? NULL : &not_yours;
    }
    return refusal;
}

const struct refusal *household_post(struct request *request, struct reply *reply)
{
    struct households *households = request->route->context;
    const struct household_kind *kind = &kinds[request->route->kind];
    struct put_off *put_off = households != NULL ? put_off_new(request, answer) : NULL;
    (void)reply;
    if (put_off == NULL) {
        return &refusal_unavailable;
    }
    const struct refusal *refusal = read_question(households, request, kind, put_off);
    if (refusal != NULL) {
        put_off_free(put_off);
        return refusal;
    }
    return put_off_hand_in(households, put_off);
}
