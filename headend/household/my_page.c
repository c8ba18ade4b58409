#include "headend/household/my_page.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "both-sides/records/record_values.h"
#include "headend/config/worker.h"
#include "headend/household/page.h"
#include "headend/household/pins.h"
#include "headend/household/put_off.h"

/* --- The page --- */

struct my_page {
    const char *step; /* for the stylesheet */
    const char *say;
    const char *unbind; /* which membership is asked about; "": none */
    struct visit_view view;
    struct phone_place place;
    char provider[IDENTITY_ADDRESS_SIZE]; /* with "login" */
    struct membership memberships[MEMBERSHIPS_MAX];
    char boxes[MEMBERSHIPS_MAX][BOX_NAME_SIZE];
    int count;
};

static int write_membership(xmlTextWriter *writer, const struct membership *membership, const char *box,
                            int is_asked)
{
    return xmlTextWriterStartElement(writer, BAD_CAST "membership") >= 0 &&
                   page_attribute(writer, "id", membership->member) == 0 &&
                   page_attribute(writer, "alias", membership->alias) == 0 &&
                   page_attribute(writer, "box", box) == 0 &&
                   page_number(writer, "day", calendar_date_at(membership->bound_at)) == 0 &&
                   page_number(writer, "asked", is_asked) == 0 &&
                   page_scopes(writer, membership->scopes) == 0 && xmlTextWriterEndElement(writer) >= 0
               ? 0
               : -1;
}

static int write_account(xmlTextWriter *writer, const void *about)
{
    const struct my_page *page = about;
    int result = xmlTextWriterStartElement(writer, BAD_CAST "account") >= 0 &&
                         page_attribute(writer, "step", page->step) == 0 &&
                         page_attribute(writer, "say", page->say) == 0 &&
                         page_attribute(writer, "name", page->view.name) == 0 &&
                         page_attribute(writer, "region", page->place.region) == 0 &&
                         page_attribute(writer, "provider", page->provider) == 0
                     ? 0
                     : -1;
    for (int i = 0; i < page->count && result == 0; i++) {
        const struct membership *membership = &page->memberships[i];
        result = write_membership(writer, membership, page->boxes[i],
                                  strcmp(membership->member, page->unbind) == 0);
    }
    return result == 0 && xmlTextWriterEndElement(writer) >= 0 ? 0 : -1;
}

/* Where this person is bound, each with its television's name. -1: it cannot be said. */
static int read_memberships(struct households *households, void *worker, struct my_page *page)
{
    struct store *store = worker_household_store(worker);
    page->count = store != NULL ? members_of_person(store, &page->view.person, page->memberships) : -1;
    if (store != NULL && page->count < 0) {
        log_line(LOG_LEVEL_ERROR, "household", "%s", store_problem(store));
    }
    for (int i = 0; i < page->count; i++) {
        struct known_box box;
        if (households->options.find_box != NULL &&
            households->options.find_box(worker, page->memberships[i].box, &box) == 1) {
            memcpy(page->boxes[i], box.name, sizeof page->boxes[i]);
        }
    }
    return page->count;
}

/* The phone is sent to the provider: a new attempt each time this page is shown. */
static void send_on(struct households *households, const char *phone, struct my_page *page)
{
    char return_url[IDENTITY_ADDRESS_SIZE];
    struct identity_attempt attempt;
    (void)snprintf(return_url, sizeof return_url, "%s%s", page->place.url, IDENTITY_RETURN_PATH);
    if (identity_begin(households->options.identity, return_url, &attempt, page->provider) !=
            IDENTITY_FOUND ||
        visits_sent(households->visits, phone, &attempt, steady_us()) != 0) {
        page->provider[0] = '\0';
    }
    explicit_bzero(&attempt, sizeof attempt);
}

static const char *failure_step(enum identity_result failure)
{
    return failure == IDENTITY_DOWN || failure == IDENTITY_BUSY ? "down" : "failed";
}

/* NULL: the page is filled. */
static const struct refusal *fill(struct request *request, const char *phone, struct my_page *page)
{
    struct households *households = request->route->context;
    if (phone[0] == '\0' || !visits_view(households->visits, phone, steady_us(), &page->view)) {
        page->step = phone[0] == '\0' && request_parameter(request, "opened") != NULL ? "cookies" : "entry";
        return NULL;
    }
    switch (page->view.step) {
    case LOGIN_NOT_YET:
        page->step = failure_step(page->view.failure);
        break;
    case LOGIN_WANTED:
        page->step = "login";
        send_on(households, phone, page);
        break;
    case LOGIN_CHECKING:
        page->step = "checking";
        break;
    case LOGIN_KNOWN:
        page->step = "list";
        return read_memberships(households, request->worker, page) < 0 ? &refusal_unavailable : NULL;
    }
    return NULL;
}

const struct refusal *my_page_get(struct request *request, struct reply *reply)
{
    struct households *households = request->route->context;
    const struct worker *worker = request->worker;
    const char *say = request_parameter(request, "say");
    const char *unbind = request_parameter(request, "unbind");
    struct my_page page = {.say = say != NULL ? say : "", .unbind = unbind != NULL ? unbind : ""};
    char phone[TOKEN_SIZE];
    if (households == NULL || households->options.identity == NULL) {
        return &refusal_unavailable;
    }
    config_in_use_phone_place(worker->config, &page.place);
    page_read_cookie(request, COOKIE_MY, phone, NULL);
    const struct refusal *refusal = fill(request, phone, &page);
    refusal = refusal == NULL ? page_reply(request, write_account, &page, reply) : refusal;
    explicit_bzero(&page, sizeof page);
    return refusal;
}

/* --- What is changed, in the room's thread --- */

enum change { CHANGE_UNBIND, CHANGE_WITHDRAW, CHANGE_RESET_PIN, CHANGE_COUNT };

/* 1: done; 0: there was nothing to do; -1. */
static int change(struct households *households, const struct put_off *put_off, const char *box)
{
    const char *member = put_off->member.member;
    int done = 0;
    switch ((enum change)put_off->kind) {
    case CHANGE_UNBIND:
        done = members_unbind(households->store, box, member, wall_ms());
        if (done == 1) {
            households_member_gone(households, member);
            households_count(households, COUNT_UNBOUND);
        }
        break;
    case CHANGE_WITHDRAW:
        done = members_withdraw(households->store, member, put_off->scope, wall_ms());
        if (done == 1) {
            households_member_changed(households, box, member);
            households_count(households, COUNT_WITHDRAWN);
        }
        break;
    case CHANGE_RESET_PIN:
        done = pins_reset(households->store, box);
        break;
    case CHANGE_COUNT:
        break;
    }
    return done;
}

static const struct refusal *answer(struct households *households, struct put_off *put_off)
{
    static const char *const said[CHANGE_COUNT] = {[CHANGE_UNBIND] = "/my?say=unbound",
                                                   [CHANGE_WITHDRAW] = "/my?say=withdrawn",
                                                   [CHANGE_RESET_PIN] = "/my?say=pin"};
    char box[BOX_NUMBER_SIZE];
    int done = members_owner(households->store, &put_off->person, put_off->member.member, box);
    if (done == 1) {
        done = change(households, put_off, box);
    }
    if (done < 0) {
        (void)households_store_failed(households);
        return &refusal_unavailable;
    }
    return page_go(&put_off->reply, done == 1 ? said[put_off->kind] : "/my?say=nothing");
}

/* NULL: it is none of ours. */
static struct put_off *read_change(struct request *request, const char *wanted)
{
    static const char *const words[CHANGE_COUNT] = {
        [CHANGE_UNBIND] = "unbind", [CHANGE_WITHDRAW] = "withdraw", [CHANGE_RESET_PIN] = "reset-pin"};
    const char *member = form_value(request->form, "member");
    const char *scope = form_value(request->form, "scope");
    size_t kind = 0;
    while (kind < CHANGE_COUNT && strcmp(words[kind], wanted) != 0) {
        kind++;
    }
    size_t word = scope != NULL ? word_list_find(&person_scopes, scope) : SIZE_MAX;
    if (kind == CHANGE_COUNT || member == NULL || strlen(member) >= MEMBER_ID_SIZE ||
        (kind == CHANGE_WITHDRAW && word >= PERSON_SCOPE_COUNT)) {
        return NULL;
    }
    struct put_off *put_off = put_off_new(request, answer);
    if (put_off != NULL) {
        put_off->kind = (int)kind;
        put_off->scope = kind == CHANGE_WITHDRAW ? (enum person_scope)word : PERSON_SCOPE_COUNT;
        (void)snprintf(put_off->member.member, sizeof put_off->member.member, "%s", member);
    }
    return put_off;
}

static const struct refusal *log_in(struct households *households, const char *old, struct reply *reply)
{
    char phone[TOKEN_SIZE];
    visits_end(households->visits, old);
    if (visits_begin(households->visits, steady_us(), phone) != 0 ||
        page_set_cookie(reply, COOKIE_MY, phone) != 0) {
        return &refusal_unavailable;
    }
    return page_go(reply, "/my?opened=1");
}

const struct refusal *my_page_post(struct request *request, struct reply *reply)
{
    struct households *households = request->route->context;
    const char *wanted = form_value(request->form, "do");
    struct visit_view view;
    char phone[TOKEN_SIZE];
    if (households == NULL || households->options.identity == NULL) {
        return &refusal_unavailable;
    }
    wanted = wanted != NULL ? wanted : "";
    page_read_cookie(request, COOKIE_MY, phone, NULL);
    if (strcmp(wanted, "login") == 0) {
        return log_in(households, phone, reply);
    }
    if (strcmp(wanted, "leave") == 0) {
        visits_end(households->visits, phone);
        return page_set_cookie(reply, COOKIE_MY, "") == 0 ? page_go(reply, "/my") : &refusal_unavailable;
    }
    if (!visits_view(households->visits, phone, steady_us(), &view) || view.step != LOGIN_KNOWN) {
        return page_go(reply, "/my");
    }
    struct put_off *put_off = read_change(request, wanted);
    if (put_off == NULL) {
        return page_go(reply, "/my");
    }
    put_off->person = view.person;
    return put_off_hand_in(households, put_off);
}
