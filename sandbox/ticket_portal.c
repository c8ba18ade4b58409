#include "sandbox/ticket_portal.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "both-sides/digits.h"
#include "both-sides/json/json_tree.h"
#include "both-sides/json/json_writer.h"
#include "headend/crypto/ticket_signature.h"
#include "headend/crypto/token.h"
#include "headend/upstream/form_body.h"
#include "sandbox/login_store.h"

enum { LEEWAY_MS = 60 * 1000, FAR_MS = 5400 * 1000, NEAR_MS = 30 * 1000, MOMENT_SIZE = 32 };

static const char app_id[] = "tv-hall-sandbox";
static const char code_good[] = "0", code_bad_question[] = "4000", code_spent[] = "4001",
                  code_not_signed[] = "4002";

struct ticket_portal {
    char *frame;
    char secret[LOGIN_KEY_SIZE];
    struct login_store tickets;
    atomic_int fault;
    atomic_int exchanges;
};

static enum login_fault fault_of(struct ticket_portal *portal)
{
    return (enum login_fault)atomic_load(&portal->fault);
}

/* --- The phone --- */

static int login(struct ticket_portal *portal, const struct upstream_request *request,
                 struct upstream_reply *reply)
{
    static const char *const asked[] = {"redirectUri", NULL};
    const char *app = upstream_parameter(request, "appId");
    int good = app != NULL && strcmp(app, app_id) == 0 && upstream_parameter(request, "redirectUri") != NULL;
    return good ? login_page_write(portal->frame, "/portal/pick", asked, request, reply)
                : login_answer_text(reply, 400, "{}");
}

static int pick(struct ticket_portal *portal, const struct upstream_request *request,
                struct upstream_reply *reply)
{
    char address[LOGIN_ADDRESS_SIZE * 2];
    struct form_body form;
    struct login given = {.key = ""};
    const char *subject = upstream_parameter(request, "person");
    const char *back = upstream_parameter(request, "redirectUri");
    given.person = sample_person_of_subject(subject != NULL ? subject : "");
    form_body_begin(&form, address, sizeof address);
    form_body_text(&form, back != NULL ? back : "");
    form_body_text(&form, strchr(address, '?') == NULL ? "?" : "");
    if (given.person != NULL && login_store_put(&portal->tickets, &given) == 0) {
        form_body_add(&form, "ticketId", given.key);
    }
    return login_send_to(reply, address);
}

/* --- The exchange --- */

static const char *text_of(const char *text)
{
    return text != NULL ? text : "";
}

/* Signed with the secret, and now. */
static int is_believed(struct ticket_portal *portal, const struct upstream_request *request,
                       const struct ticket_message *message)
{
    char wanted[DIGEST_HEX_SIZE];
    int64_t moment = 0;
    int64_t now_ms = wall_ms();
    return strcmp(message->app_id, app_id) == 0 && message->nonce[0] != '\0' &&
           digits_read(message->timestamp, 0, INT64_MAX, &moment) == 0 && moment > now_ms - LEEWAY_MS &&
           moment < now_ms + LEEWAY_MS && ticket_sign_question(portal->secret, message, wanted) == 0 &&
           strcmp(text_of(upstream_header(request, "X-Signature")), wanted) == 0;
}

static int64_t clock_of(enum login_fault fault)
{
    int64_t off = fault == LOGIN_FAULT_CLOCK_AHEAD    ? FAR_MS
                  : fault == LOGIN_FAULT_CLOCK_BEHIND ? -FAR_MS
                  : fault == LOGIN_FAULT_CLOCK_NEAR   ? NEAR_MS
                                                      : 0;
    return wall_ms() + off;
}

static void write_moment(int64_t ms, char out[MOMENT_SIZE])
{
    int date = calendar_date_at(ms);
    int64_t second = (ms - calendar_date_begins(date)) / 1000;
    (void)snprintf(out, MOMENT_SIZE, "%08d%02d%02d%02d", date, (int)(second / 3600), (int)(second / 60 % 60),
                   (int)(second % 60));
}

static void write_person(struct json_writer *json, const struct sample_person *person, enum login_fault fault)
{
    char room[SAID_SIZE], moment[MOMENT_SIZE];
    write_moment(clock_of(fault), moment);
    json_open_map(json, "data");
    json_text(json, "userId", person->subject);
    json_text(json, "userName", login_name_of(person, fault, room));
    json_text(json, "certNo", login_id_number_of(person, fault, room));
    json_text(json, "authLevel", fault == LOGIN_FAULT_UNCHECKED ? "1" : "3");
    json_text(json, "loginTime", moment);
    json_close_map(json);
}

static int sign_answer(struct ticket_portal *portal, const char *nonce, struct upstream_reply *reply)
{
    char timestamp[MOMENT_SIZE], signature[DIGEST_HEX_SIZE];
    enum login_fault fault = fault_of(portal);
    (void)snprintf(timestamp, sizeof timestamp, "%" PRId64, clock_of(fault));
    const struct ticket_message message = {.app_id = app_id,
                                           .timestamp = timestamp,
                                           .nonce = fault == LOGIN_FAULT_WRONG_NONCE ? "another" : nonce,
                                           .body = reply->body,
                                           .length = reply->length};
    if (ticket_sign_answer(fault == LOGIN_FAULT_UNKNOWN_KEY ? "another secret" : portal->secret, &message,
                           signature) != 0) {
        return -1;
    }
    if (fault == LOGIN_FAULT_BAD_SIGNATURE) {
        signature[0] = signature[0] == '0' ? '1' : '0';
    }
    upstream_reply_header(reply, "X-Timestamp", timestamp);
    if (fault != LOGIN_FAULT_ALG_NONE) {
        upstream_reply_header(reply, "X-Signature", signature);
    }
    return 0;
}

static int exchange(struct ticket_portal *portal, const struct upstream_request *request,
                    struct upstream_reply *reply)
{
    int wrong = 0;
    struct login given = {.key = ""};
    struct json_writer json;
    const struct ticket_message message = {.app_id = text_of(upstream_header(request, "X-App-Id")),
                                           .timestamp = text_of(upstream_header(request, "X-Timestamp")),
                                           .nonce = text_of(upstream_header(request, "X-Nonce")),
                                           .body = request->body,
                                           .length = request->length};
    struct json_tree *tree = json_tree_read(request->body, request->length);
    const char *ticket_id = json_value_text(json_tree_root(tree), "ticketId", &wrong);
    const char *code = code_good;
    (void)atomic_fetch_add(&portal->exchanges, 1);
    if (!is_believed(portal, request, &message)) {
        code = code_not_signed;
    } else if (wrong || ticket_id[0] == '\0') {
        code = code_bad_question;
    } else if (login_store_get(&portal->tickets, ticket_id, 1, &given) != 0) {
        code = code_spent;
    }
    json_tree_wipe(tree);
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "code", code);
        if (given.person != NULL) {
            write_person(&json, given.person, fault_of(portal));
        }
        json_close_map(&json);
    }
    reply->body = json_take(&json, &reply->length);
    return reply->body != NULL ? sign_answer(portal, message.nonce, reply) : -1;
}

/* --- The module --- */

static int answer(void *state, const struct upstream_request *request, struct upstream_reply *reply)
{
    struct ticket_portal *portal = state;
    int is_post = strcmp(request->method, "POST") == 0;
    if (is_post && strcmp(request->path, TICKET_PATH) == 0) {
        return exchange(portal, request, reply);
    }
    if (!is_post && strcmp(request->path, "/login") == 0) {
        return login(portal, request, reply);
    }
    if (!is_post && strcmp(request->path, "/pick") == 0) {
        return pick(portal, request, reply);
    }
    return login_answer_text(reply, 404, "{}");
}

static char *samples(void *state, size_t *length)
{
    struct ticket_portal *portal = state;
    struct json_writer json;
    if (json_begin(&json) == 0) {
        json_open_map(&json, NULL);
        json_text(&json, "client_id", app_id);
        json_text(&json, "secret", portal->secret);
        json_number(&json, "exchanges", atomic_load(&portal->exchanges));
        json_close_map(&json);
    }
    return json_take(&json, length);
}

static void reset(void *state)
{
    struct ticket_portal *portal = state;
    atomic_store(&portal->fault, LOGIN_FAULT_NONE);
    atomic_store(&portal->exchanges, 0);
}

static int turn(void *state, const char *what)
{
    struct ticket_portal *portal = state;
    enum login_fault fault = login_fault_read(what);
    if (fault != LOGIN_FAULT_COUNT) {
        atomic_store(&portal->fault, (int)fault);
    }
    return fault != LOGIN_FAULT_COUNT ? 0 : -1;
}

int ticket_portal_open(struct upstream *upstream, const char *path, int today,
                       char problem[LOGIN_PAGE_PROBLEM_SIZE])
{
    struct ticket_portal *portal = calloc(1, sizeof *portal);
    (void)today;
    (void)snprintf(problem, LOGIN_PAGE_PROBLEM_SIZE, "out of memory");
    if (portal == NULL) {
        return -1;
    }
    *upstream = (struct upstream){.name = "ticket",
                                  .prefix = "/portal",
                                  .state = portal,
                                  .answer = answer,
                                  .samples = samples,
                                  .reset = reset,
                                  .turn = turn};
    if (login_store_open(&portal->tickets) == 0 && token_make(portal->secret) == 0) {
        portal->frame = login_page_read(path, problem);
    }
    if (portal->frame == NULL) {
        ticket_portal_free(upstream);
        return -1;
    }
    return 0;
}

void ticket_portal_free(struct upstream *upstream)
{
    struct ticket_portal *portal = upstream->state;
    if (portal != NULL) {
        login_store_close(&portal->tickets);
        free(portal->frame);
        free(portal);
        upstream->state = NULL;
    }
}
