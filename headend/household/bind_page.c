#include "headend/household/bind_page.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/config/worker.h"
#include "headend/household/households_private.h"
#include "headend/household/page.h"
#include "headend/household/question.h"

/* What a page says, beyond where the binding stands. */
struct bind_page {
    const char *step; /* for the stylesheet */
    const char *say;  /* what was wrong with the form; "": nothing */
    struct binding_view view;
    const struct consent_words *words;
    struct phone_place place;
    char area[HOUSEHOLD_AREA_SIZE];       /* of the box */
    char provider[IDENTITY_ADDRESS_SIZE]; /* with "login" */
};

static const char *const steps[] = {
    [STEP_ASKED] = "asked",     [STEP_LOGIN] = "login",   [STEP_CHECKING] = "checking",
    [STEP_CONSENT] = "consent", [STEP_NUMBER] = "number", [STEP_OVER] = "over"};
static const char *const ends[] = {[BINDING_HOLDS] = "",
                                   [BINDING_EXPIRED] = "expired",
                                   [BINDING_REFUSED] = "refused",
                                   [BINDING_WRONG_NUMBER] = "wrong-number",
                                   [BINDING_SECOND_PHONE] = "second-phone",
                                   [BINDING_TOO_MANY] = "too-many",
                                   [BINDING_DONE] = "done"};
static const char *const failures[IDENTITY_RESULT_COUNT] = {[IDENTITY_FOUND] = "",
                                                            [IDENTITY_REFUSED] = "refused",
                                                            [IDENTITY_SPENT] = "spent",
                                                            [IDENTITY_INCOMPLETE] = "incomplete",
                                                            [IDENTITY_NOT_BELIEVED] = "not-believed",
                                                            [IDENTITY_DOWN] = "down",
                                                            [IDENTITY_BUSY] = "down"};

/* --- The page --- */

static int write_consents(xmlTextWriter *writer, const struct bind_page *page)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < PERSON_SCOPE_COUNT; i++) {
        if ((page->view.scopes & PERSON_SCOPE_BIT(i)) != 0) {
            result = consent_words_write(page->words, (enum person_scope)i, writer);
        }
    }
    return result;
}

static int write_binding(xmlTextWriter *writer, const void *about)
{
    const struct bind_page *page = about;
    const struct binding_view *view = &page->view;
    if (xmlTextWriterStartElement(writer, BAD_CAST "binding") < 0 ||
        page_attribute(writer, "step", page->step) != 0 || page_attribute(writer, "say", page->say) != 0 ||
        page_attribute(writer, "box", view->box.name) != 0 ||
        page_attribute(writer, "region", page->place.region) != 0 ||
        page_attribute(writer, "area", page->area) != 0 ||
        page_attribute(writer, "end", ends[view->end]) != 0 ||
        page_attribute(writer, "failure", failures[view->failure]) != 0 ||
        page_attribute(writer, "name", view->name) != 0 ||
        page_attribute(writer, "number", view->number) != 0 ||
        page_number(writer, "tries", view->tries_left) != 0 ||
        page_number(writer, "help", view->may_have_help) != 0 ||
        page_attribute(writer, "provider", page->provider) != 0) {
        return -1;
    }
    int result = strcmp(page->step, steps[STEP_CONSENT]) == 0 ? write_consents(writer, page)
                                                              : page_scopes(writer, view->scopes);
    return result == 0 && xmlTextWriterEndElement(writer) >= 0 ? 0 : -1;
}

static const struct refusal *reply_page(struct request *request, struct bind_page *page, struct reply *reply)
{
    const struct worker *worker = request->worker;
    struct households *households = request->route->context;
    config_in_use_phone_place(worker->config, &page->place);
    if (households->options.name_area != NULL) {
        households->options.name_area(households->options.areas, page->view.box.area_code, page->area);
    }
    page->words = &households->words;
    page->say = page->say != NULL ? page->say : "";
    const struct refusal *refusal = page_reply(request, write_binding, page, reply);
    explicit_bzero(page, sizeof *page);
    return refusal;
}

/* --- Opening a code --- */

/* The code is remembered by the phone, and opened by its next request. */
static const struct refusal *remember_code(struct request *request, const char *typed, struct reply *reply)
{
    char phone[TOKEN_SIZE];
    char code[USER_CODE_SIZE];
    char value[TOKEN_SIZE + USER_CODE_SIZE];
    if (user_code_read(typed, code) != 0) {
        return page_go(reply, "/bind?new=1&say=code");
    }
    page_read_cookie(request, COOKIE_BIND, phone, NULL);
    if (phone[0] == '\0' && token_make(phone) != 0) {
        return &refusal_unavailable;
    }
    (void)snprintf(value, sizeof value, "%s.%s", phone, code);
    int result = page_set_cookie(reply, COOKIE_BIND, value);
    explicit_bzero(value, sizeof value);
    return result == 0 ? page_go(reply, "/bind?opened=1") : &refusal_unavailable;
}

/* "" when it was opened; else the step that says why not. */
static const char *open_code(struct households *households, struct request *request, const char *code,
                             char phone[TOKEN_SIZE])
{
    char address[CLIENT_ADDRESS_SIZE];
    int64_t now_us = steady_us();
    request_read_address(request->connection, address);
    if (!guess_limit_allows(households->guesses, address, now_us)) {
        return "too-many-codes";
    }
    enum open_result opened = authorizations_open(households->authorizations, code, phone, now_us);
    if (opened == OPEN_WITH_OTHER && token_make(phone) == 0) {
        opened = authorizations_open(households->authorizations, code, phone, now_us);
    }
    switch (opened) {
    case OPEN_IS_YOURS:
        households_count(households, COUNT_OPENED);
        return "";
    case OPEN_ENDED:
        households_count(households, COUNT_SECOND_PHONE);
        return "second";
    case OPEN_UNKNOWN:
        guess_limit_count(households->guesses, address, now_us);
        households_count(households, COUNT_WRONG_CODE);
        return "unknown";
    case OPEN_WITH_OTHER:
    case OPEN_NOT_NOW:
        break;
    }
    return "not-now";
}

/* --- GET --- */

/* The phone is sent to the provider: a new attempt each time this page is shown. */
static void send_on(struct households *households, const char *phone, struct bind_page *page)
{
    char return_url[IDENTITY_ADDRESS_SIZE];
    struct identity_attempt attempt;
    (void)snprintf(return_url, sizeof return_url, "%s%s", page->place.url, IDENTITY_RETURN_PATH);
    enum identity_result result =
        identity_begin(households->options.identity, return_url, &attempt, page->provider);
    if (result != IDENTITY_FOUND ||
        authorizations_sent(households->authorizations, phone, &attempt, steady_us()) != 0) {
        page->provider[0] = '\0';
        page->view.failure = result != IDENTITY_FOUND ? result : IDENTITY_SPENT;
    }
    explicit_bzero(&attempt, sizeof attempt);
}

static const struct refusal *reply_state(struct request *request, const char *phone, struct reply *reply)
{
    struct households *households = request->route->context;
    const struct worker *worker = request->worker;
    struct bind_page page = {.step = "typed", .say = request_parameter(request, "say")};
    int is_new = request_parameter(request, "new") != NULL;
    if (!is_new && phone[0] != '\0') {
        page.step = authorizations_view(households->authorizations, phone, steady_us(), &page.view)
                        ? steps[page.view.step]
                        : "lost";
    }
    if (strcmp(page.step, steps[STEP_LOGIN]) == 0) {
        config_in_use_phone_place(worker->config, &page.place);
        send_on(households, phone, &page);
    }
    return reply_page(request, &page, reply);
}

const struct refusal *bind_page_get(struct request *request, struct reply *reply)
{
    struct households *households = request->route->context;
    char phone[TOKEN_SIZE];
    char code[USER_CODE_SIZE];
    const char *typed = request_parameter(request, "code");
    if (households == NULL || households->options.identity == NULL) {
        return &refusal_unavailable;
    }
    if (typed != NULL) {
        return remember_code(request, typed, reply);
    }
    page_read_cookie(request, COOKIE_BIND, phone, code);
    if (phone[0] == '\0' && request_parameter(request, "opened") != NULL) {
        struct bind_page page = {.step = "cookies"};
        return reply_page(request, &page, reply);
    }
    if (code[0] != '\0') {
        struct bind_page page = {.step = open_code(households, request, code, phone)};
        /* The code has done its work; where it was not opened, the phone is as if it had never come. */
        int opened = page.step[0] == '\0';
        if (page_set_cookie(reply, COOKIE_BIND, opened ? phone : "") != 0) {
            return &refusal_unavailable;
        }
        if (!opened) {
            return reply_page(request, &page, reply);
        }
    }
    return reply_state(request, phone, reply);
}

/* --- POST --- */

static const struct refusal *approve(struct households *households, struct request *request,
                                     const char *phone, struct reply *reply)
{
    const char *alias = form_value(request->form, "alias");
    unsigned scopes = 0;
    for (size_t i = 0; i < PERSON_SCOPE_COUNT; i++) {
        scopes |= form_value(request->form, person_scopes.words[i]) != NULL ? PERSON_SCOPE_BIT(i) : 0;
    }
    alias = alias != NULL ? alias : "";
    if (scopes == 0) {
        return page_go(reply, "/bind?say=nothing");
    }
    if (alias[0] != '\0' && !alias_is_good(alias)) {
        return page_go(reply, "/bind?say=alias");
    }
    (void)authorizations_approve(households->authorizations, phone, scopes, alias,
                                 form_value(request->form, "relative") != NULL, steady_us());
    return page_go(reply, "/bind");
}

const struct refusal *bind_page_post(struct request *request, struct reply *reply)
{
    struct households *households = request->route->context;
    const char *wanted = form_value(request->form, "do");
    const char *code = form_value(request->form, "code");
    char phone[TOKEN_SIZE];
    if (households == NULL) {
        return &refusal_unavailable;
    }
    page_read_cookie(request, COOKIE_BIND, phone, NULL);
    wanted = wanted != NULL ? wanted : "";
    if (strcmp(wanted, "code") == 0 && code != NULL) {
        return remember_code(request, code, reply);
    }
    if (strcmp(wanted, "consent") == 0) {
        return approve(households, request, phone, reply);
    }
    if (strcmp(wanted, "refuse") == 0) {
        authorizations_refuse(households->authorizations, phone, steady_us());
        households_count(households, COUNT_REFUSED);
    } else if (strcmp(wanted, "continue") == 0) {
        authorizations_go_on(households->authorizations, phone, steady_us());
    }
    return page_go(reply, "/bind");
}
