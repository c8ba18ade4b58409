/* A server of a table of its own: forms, sessions, boxes and answers that come later, through real
 * connections. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "both-sides/log.h"
#include "both-sides/records/person_scope.h"
#include "headend/http/cookie.h"
#include "headend/http/listener.h"
#include "headend/http/metrics.h"
#include "headend/http/server.h"

enum { ANSWER_SIZE = 8000, FORM_MAX = 60, JSON_MAX = 40, PATIENCE_MS = 2000 };

/* --- The routes --- */

static struct response *make_feed(const struct request *request, int64_t now, const struct refusal **refusal)
{
    struct response_content content = {.body = strdup("a feed")};
    content.length = strlen("a feed");
    return request_response(request, now, &content, refusal);
}

/* What a page says: as a row says. */
static void say(struct reply *reply, const char *text)
{
    reply->body = strdup(text);
    reply->length = strlen(text);
}

static const struct refusal *show_form(struct request *request, struct reply *reply)
{
    (void)request;
    say(reply, "<form method='post'>");
    return NULL;
}

/* Logs in, with any name. */
static const struct refusal *take_form(struct request *request, struct reply *reply)
{
    static const struct refusal no_name = {422, "no_name", "There is no name."};
    const char *name = form_value(request->form, "name");
    if (name == NULL || name[0] == '\0') {
        return &no_name;
    }
    say(reply, name);
    reply->status = 303;
    reply->location = strdup("/mine");
    reply->cookies[0] = cookie_write(&(struct cookie){
        .name = COOKIE_SESSION, .value = "good", .same_site = COOKIE_STRICT, .max_age_s = 60});
    return NULL;
}

static const struct refusal *show_person(struct request *request, struct reply *reply)
{
    say(reply, request->sender.person);
    return NULL;
}

static void *reply_from_a_thread(void *context)
{
    struct request *request = context;
    struct reply reply = {.status = 201};
    char text[100];
    (void)snprintf(text, sizeof text, "box %s of %s", request->sender.box, request->sender.address);
    say(&reply, text);
    request_reply_later(request, &reply);
    return NULL;
}

static const struct refusal *show_box(struct request *request, struct reply *reply)
{
    char text[200];
    const struct known_box *box = &request->sender.known_box;
    (void)snprintf(text, sizeof text, "%s (%s) in %s of %s", box->number, box->name, box->area_code,
                   request->sender.address);
    say(reply, text);
    return NULL;
}

static const struct refusal *show_member(struct request *request, struct reply *reply)
{
    say(reply, request->sender.session.member);
    return NULL;
}

/* "later": from another thread; "never": without a body; else at once. */
static const struct refusal *take_json(struct request *request, struct reply *reply)
{
    pthread_t thread;
    if (strcmp(request->body, "\"later\"") == 0) {
        request_defer(request);
        assert_int_equal(pthread_create(&thread, NULL, reply_from_a_thread, request), 0);
        (void)pthread_detach(thread);
    } else if (strcmp(request->body, "\"never\"") != 0) {
        say(reply, request->body);
    }
    return NULL;
}

static int is_letter(const char *part)
{
    return part[0] >= 'a' && part[0] <= 'z' && part[1] == '\0';
}

static char *refuse_in_html(void *worker, unsigned status, size_t *length)
{
    (void)worker;
    *length = strlen("<p>no");
    return status == 404 ? strdup("<p>no") : NULL;
}

static const struct route routes[] = {
    {"/feed/{letter}", "feed", .is_valid = {is_letter}, .get = make_feed, .type = "text/plain",
     .cache_control = "public, max-age=60"},
    {"/log-in", "log-in", .get_once = show_form, .post = take_form, .type = "text/html; charset=utf-8",
     .body = ROUTE_BODY_FORM, .body_max = FORM_MAX, .write_refusal = refuse_in_html},
    {"/mine", "mine", .get_once = show_person, .post = show_person, .type = "text/plain",
     .body = ROUTE_BODY_FORM, .body_max = FORM_MAX, .needs = ROUTE_NEEDS_PERSON},
    {"/box", "box", .post = take_json, .type = "application/json", .body = ROUTE_BODY_JSON,
     .body_max = JSON_MAX, .needs = ROUTE_NEEDS_BOX},
    {"/known", "known", .get_once = show_box, .post = show_box, .type = "text/plain", .body = ROUTE_BODY_JSON,
     .body_max = JSON_MAX, .needs = ROUTE_NEEDS_KNOWN_BOX},
    {"/own", "own", .get_once = show_member, .post = show_member, .type = "text/plain",
     .body = ROUTE_BODY_JSON, .body_max = JSON_MAX, .needs = ROUTE_NEEDS_SESSION,
     .scope = PERSON_SCOPE_BIT(PERSON_SCOPE_CASES)},
    {"/household", "household", .post = show_member, .type = "text/plain", .body = ROUTE_BODY_JSON,
     .body_max = JSON_MAX, .needs = ROUTE_NEEDS_SESSION},
    {"/either", "either", .post = show_member, .type = "text/plain", .body = ROUTE_BODY_JSON,
     .body_max = JSON_MAX, .needs = ROUTE_TAKES_SESSION},
    {"/page/{}", "page", .write_refusal = refuse_in_html},
    {"/metrics", "metrics", .get_once = server_reply_metrics, .type = "text/plain"},
};

/* --- The server --- */

struct scene {
    struct server *server;
    in_port_t port;
};

static void *create_worker(void *context)
{
    (void)context;
    return calloc(1, 1);
}

static int find_person(void *worker, const char *session, char person[PERSON_SIZE])
{
    assert_non_null(worker);
    (void)snprintf(person, PERSON_SIZE, "person-of-%s", session);
    return strcmp(session, "good") == 0;
}

#define TEN(letter)      letter letter letter letter letter letter letter letter letter letter
#define TOKEN_OF(letter) TEN(letter) TEN(letter) TEN(letter) TEN(letter) letter letter letter

/* Two boxes, one that was revoked and one of which nothing can be said. */
static int find_box(void *worker, const char *token, struct known_box *box)
{
    assert_non_null(worker);
    assert_int_equal(strlen(token), CREDENTIAL_SIZE - 1);
    (void)snprintf(box->number, sizeof box->number, "%.8s", token);
    (void)snprintf(box->name, sizeof box->name, "客厅");
    (void)snprintf(box->area_code, sizeof box->area_code, "431002");
    return token[0] == 'u' ? -1 : strcmp(token, TOKEN_OF("a")) == 0 || strcmp(token, TOKEN_OF("b")) == 0;
}

/* Made from pieces, so that it stands nowhere but where it is written to. */
static void write_mark(char mark[PERSON_ID_NUMBER_SIZE])
{
    for (int i = 0; i < PERSON_ID_NUMBER_SIZE - 1; i++) {
        mark[i] = (char)('0' + (i * 7 + 3) % 10);
    }
    mark[PERSON_ID_NUMBER_SIZE - 1] = '\0';
}

/* On the first box: of a person who agreed, of one who did not, and of the household. */
static int find_session(void *worker, const struct known_box *box, const char *token,
                        struct session_person *person)
{
    assert_non_null(worker);
    assert_int_equal(strlen(token), CREDENTIAL_SIZE - 1);
    if (strcmp(box->number, "aaaaaaaa") != 0 || strspn(token, "snh") != CREDENTIAL_SIZE - 1) {
        return 0;
    }
    *person = (struct session_person){.level = token[0] == 'h' ? 1 : 2,
                                      .scopes = token[0] == 's' ? PERSON_SCOPE_BIT(PERSON_SCOPE_CASES) : 0};
    (void)snprintf(person->member, sizeof person->member, "member-%c", token[0]);
    write_mark(person->id_number);
    return 1;
}

static void write_metrics(void *worker, FILE *page)
{
    assert_non_null(worker);
    metrics_write(page, "of_a_service", "gauge", "One.", 1);
}

static int begin(void **state)
{
    static struct scene scene;
    char url[LISTENER_URL_SIZE];
    char problem[200];
    struct server_options options = {.threads = 2,
                                     .connections = 64,
                                     .cache_bytes = 1 << 20,
                                     .routes = routes,
                                     .route_count = sizeof routes / sizeof routes[0],
                                     .worker_create = create_worker,
                                     .worker_free = free,
                                     .write_metrics = write_metrics,
                                     .find_person = find_person,
                                     .find_box = find_box,
                                     .find_session = find_session};
    options.listener = listener_open("http", "127.0.0.1", 0, url, problem, sizeof problem);
    if (options.listener < 0) {
        return -1;
    }
    scene.port = htons((in_port_t)strtol(strrchr(url, ':') + 1, NULL, 10));
    scene.server = server_start(&options);
    *state = &scene;
    return scene.server != NULL ? 0 : -1;
}

static int end(void **state)
{
    struct scene *scene = *state;
    server_drain(scene->server, PATIENCE_MS);
    server_stop(scene->server, PATIENCE_MS);
    return 0;
}

/* What comes back on a connection of its own; ended by a NUL. */
static void send_raw(const struct scene *scene, const char *head, const char *length_line, const char *body,
                     char response[ANSWER_SIZE])
{
    char text[ANSWER_SIZE];
    size_t got = 0;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = scene->port, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(connection >= 0);
    assert_int_equal(connect(connection, (struct sockaddr *)&address, sizeof address), 0);
    int length = snprintf(text, sizeof text, "%s\r\nHost: hall.example\r\nConnection: close\r\n%s\r\n%s",
                          head, length_line, body);
    assert_int_equal(send(connection, text, (size_t)length, MSG_NOSIGNAL), length);
    for (ssize_t piece = 1; piece > 0 && got<ANSWER_SIZE - 1; got += piece> 0 ? (size_t)piece : 0) {
        piece = recv(connection, response + got, ANSWER_SIZE - 1 - got, 0);
    }
    response[got] = '\0';
    (void)close(connection);
}

static void ask(const struct scene *scene, const char *head, const char *body, char response[ANSWER_SIZE])
{
    char length_line[40] = "";
    if (body != NULL) {
        (void)snprintf(length_line, sizeof length_line, "Content-Length: %zu\r\n", strlen(body));
    }
    send_raw(scene, head, length_line, body != NULL ? body : "", response);
}

#define FORM           "\r\nContent-Type: application/x-www-form-urlencoded"
#define OURS           FORM "\r\nSec-Fetch-Site: same-origin"
#define JSON           "\r\nContent-Type: application/json; charset=utf-8"
#define SESSION        "\r\nCookie: a=b; __Host-session=good"
#define BEARER(letter) "\r\nAuthorization: Bearer " TOKEN_OF(letter)
#define ON(letter)     "\r\nTV-Hall-Session: " TOKEN_OF(letter)
#define BOX            "0123456789abcdef0123456789abcdef"
#define LONG_60        "name=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
    const char *head, *body;
    const char *status;
    const char *with;    /* stands in the answer */
    const char *without; /* does not; NULL: nothing is looked for */
} cases[] = {
    /* Reading. */
    {"GET /feed/a HTTP/1.1", NULL, "200", "a feed", "no-store"},
    {"GET /feed/a HTTP/1.1", NULL, "200", "Cache-Control: public, max-age=60", NULL},
    {"GET /feed/ab HTTP/1.1", NULL, "404", "\"not_found\"", NULL},
    {"GET /none HTTP/1.1", NULL, "404", "\"not_found\"", NULL},
    {"GET /page/a HTTP/1.1", NULL, "404", "<p>no", NULL},
    {"GET /feed/a HTTP/1.1", "body", "400", "\"bad_request\"", NULL},
    {"GET /log-in HTTP/1.1", NULL, "200", "form-action 'self'", "Set-Cookie"},
    {"GET /log-in HTTP/1.1", NULL, "200", "Referrer-Policy: same-origin", NULL},
    {"GET /log-in HTTP/1.1", NULL, "200", "Cache-Control: no-store", NULL},
    {"HEAD /log-in HTTP/1.1", NULL, "200", "Content-Length: 20", "<form"},
    /* Methods. */
    {"POST /feed/a HTTP/1.1" OURS, "", "405", "Allow: GET, HEAD\r\n", NULL},
    {"GET /box HTTP/1.1", NULL, "405", "Allow: POST\r\n", NULL},
    {"DELETE /log-in HTTP/1.1", NULL, "405", "Allow: GET, HEAD, POST\r\n", NULL},
    {"PUT /log-in HTTP/1.1" OURS, "name=a", "405", "Allow: GET, HEAD, POST\r\n", NULL},
    {"POST /none HTTP/1.1" OURS, "name=a", "404", "\"not_found\"", NULL},
    /* Forms. */
    {"POST /log-in HTTP/1.1" OURS, "name=%E4%B8%80", "303", "Location: /mine\r\n", NULL},
    {"POST /log-in HTTP/1.1" OURS, "name=%E4%B8%80", "303", "\r\n\r\n一", NULL},
    {"POST /log-in HTTP/1.1" OURS, "name=a", "303",
     "Set-Cookie: __Host-session=good; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=60\r\n", NULL},
    {"POST /log-in HTTP/1.1" OURS, "other=a", "422", "\"no_name\"", "Set-Cookie"},
    {"POST /log-in HTTP/1.1" OURS, "", "422", "\"no_name\"", NULL},
    {"POST /log-in HTTP/1.1" OURS, "name=a&name=b", "400", "\"bad_form\"", NULL},
    {"POST /log-in HTTP/1.1" OURS, "name=%ff", "400", "\"bad_form\"", NULL},
    {"POST /log-in HTTP/1.1" OURS, LONG_60, "303", "", NULL},
    {"POST /log-in HTTP/1.1" OURS, LONG_60 "a", "413", "\"too_long\"", NULL},
    {"POST /log-in HTTP/1.1" JSON, "{}", "415", "\"bad_type\"", NULL},
    {"POST /log-in HTTP/1.1", "name=a", "415", "\"bad_type\"", NULL},
    /* Whose page it was. */
    {"POST /log-in HTTP/1.1" FORM, "name=a", "403", "\"other_origin\"", "Set-Cookie"},
    {"POST /log-in HTTP/1.1" FORM "\r\nSec-Fetch-Site: cross-site", "name=a", "403", "\"other_origin\"",
     NULL},
    {"POST /log-in HTTP/1.1" FORM "\r\nOrigin: https://evil.example", "name=a", "403", "\"other_origin\"",
     NULL},
    {"POST /log-in HTTP/1.1" FORM "\r\nOrigin: null", "name=a", "403", "\"other_origin\"", NULL},
    {"POST /log-in HTTP/1.1" FORM "\r\nOrigin: https://hall.example", "name=a", "303", "", NULL},
    {"POST /log-in HTTP/1.1" FORM "\r\nReferer: https://hall.example/log-in", "name=a", "303", "", NULL},
    /* Persons. */
    {"GET /mine HTTP/1.1" SESSION, NULL, "200", "person-of-good", NULL},
    {"GET /mine HTTP/1.1", NULL, "401", "\"no_session\"", NULL},
    {"GET /mine HTTP/1.1\r\nCookie: session=good", NULL, "401", "\"no_session\"", NULL},
    {"GET /mine HTTP/1.1\r\nCookie: __Host-session=bad", NULL, "401", "\"no_session\"", "person-of"},
    {"GET /mine HTTP/1.1" SESSION "; __Host-session=good", NULL, "401", "\"no_session\"", NULL},
    {"POST /mine HTTP/1.1" OURS SESSION, "a=b", "200", "person-of-good", NULL},
    {"POST /mine HTTP/1.1" OURS, "a=b", "401", "\"no_session\"", NULL},
    {"POST /mine HTTP/1.1" FORM SESSION, "a=b", "403", "\"other_origin\"", NULL},
    /* Boxes. */
    {"POST /box HTTP/1.1" JSON, "\"now\"", "200", "\"now\"", NULL},
    {"POST /box HTTP/1.1" JSON, "\"later\"", "201", "box  of 127.0.0.1", NULL},
    {"POST /box HTTP/1.1" JSON "\r\nTV-Hall-Box: " BOX, "\"later\"", "201", "box " BOX " of", NULL},
    {"POST /box HTTP/1.1" JSON "\r\nTV-Hall-Box: " BOX "\r\nX-Forwarded-For: 192.0.2.1", "\"later\"", "201",
     "of 192.0.2.1", NULL},
    {"POST /box HTTP/1.1" JSON "\r\nTV-Hall-Box: " BOX "0", "\"now\"", "400", "\"bad_request\"", NULL},
    {"POST /box HTTP/1.1" JSON "\r\nTV-Hall-Box: A", "\"now\"", "400", "\"bad_request\"", NULL},
    {"POST /box HTTP/1.1" JSON, "\"never\"", "503", "\"unavailable\"", NULL},
    {"POST /box HTTP/1.1" FORM, "a=b", "400", "\"bad_request\"", NULL},
    {"POST /box HTTP/1.1" JSON, "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "200", "", NULL},
    {"POST /box HTTP/1.1" JSON, "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "400", "\"bad_request\"",
     NULL},
    /* Boxes with a credential. */
    {"POST /known HTTP/1.1" JSON BEARER("a"), "{}", "200", "aaaaaaaa (客厅) in 431002 of 127.0.0.1", NULL},
    {"GET /known HTTP/1.1" BEARER("a"), NULL, "200", "aaaaaaaa (客厅)", NULL},
    {"GET /known HTTP/1.1" BEARER("a"), NULL, "200", "Cache-Control: no-store", NULL},
    {"GET /known HTTP/1.1\r\nAuthorization: bearer " TOKEN_OF("b"), NULL, "200", "bbbbbbbb", NULL},
    {"GET /known HTTP/1.1\r\nauthorization: BEARER " TOKEN_OF("b"), NULL, "200", "bbbbbbbb", NULL},
    {"GET /known HTTP/1.1" BEARER("a") "\r\nX-Forwarded-For: 192.0.2.1", NULL, "200", "of 192.0.2.1", NULL},
    {"POST /known HTTP/1.1" JSON, "{}", "401", "\"box_unknown\"", "in 431002"},
    {"POST /known HTTP/1.1" JSON, "{}", "401", "WWW-Authenticate: Bearer\r\n", NULL},
    {"GET /known HTTP/1.1", NULL, "401", "\"box_unknown\"", "in 431002"},
    {"GET /known HTTP/1.1" BEARER("r"), NULL, "401", "\"box_unknown\"", "in 431002"},
    {"GET /known HTTP/1.1" BEARER("u"), NULL, "503", "\"unavailable\"", "in 431002"},
    {"POST /known HTTP/1.1" JSON BEARER("r"), "{}", "401", "\"box_unknown\"", "in 431002"},
    {"POST /known HTTP/1.1" JSON BEARER("u"), "{}", "503", "\"unavailable\"", "in 431002"},
    {"GET /known HTTP/1.1\r\nAuthorization: Basic " TOKEN_OF("a"), NULL, "401", "\"box_unknown\"", NULL},
    {"GET /known HTTP/1.1\r\nAuthorization: " TOKEN_OF("a"), NULL, "401", "\"box_unknown\"", NULL},
    {"GET /known HTTP/1.1\r\nAuthorization: Bearer", NULL, "401", "\"box_unknown\"", NULL},
    {"GET /known HTTP/1.1\r\nAuthorization: Bearer aaaaaaaa", NULL, "401", "\"box_unknown\"", NULL},
    {"GET /known HTTP/1.1" BEARER("a") "a", NULL, "401", "\"box_unknown\"", NULL},
    {"GET /known HTTP/1.1" BEARER("a") ", Bearer " TOKEN_OF("a"), NULL, "401", "\"box_unknown\"", NULL},
    {"GET /known HTTP/1.1\r\nTV-Hall-Box: " BOX, NULL, "401", "\"box_unknown\"", NULL},
    {"GET /known HTTP/1.1\r\nCookie: Authorization=Bearer " TOKEN_OF("a"), NULL, "401", "\"box_unknown\"",
     NULL},
    {"GET /known?access_token=" TOKEN_OF("a") " HTTP/1.1", NULL, "401", "\"box_unknown\"", NULL},
    /* Sessions. */
    {"POST /own HTTP/1.1" JSON BEARER("a") ON("s"), "{}", "200", "member-s", NULL},
    {"GET /own HTTP/1.1" BEARER("a") ON("s"), NULL, "200", "member-s", NULL},
    {"GET /own HTTP/1.1" BEARER("a") ON("s"), NULL, "200", "Cache-Control: no-store", NULL},
    {"POST /own HTTP/1.1" JSON BEARER("a"), "{}", "401", "\"session_ended\"", "member"},
    {"POST /own HTTP/1.1" JSON BEARER("a") ON("x"), "{}", "401", "\"session_ended\"", "member"},
    {"POST /own HTTP/1.1" JSON BEARER("a") "\r\nTV-Hall-Session: s", "{}", "401", "\"session_ended\"", NULL},
    {"POST /own HTTP/1.1" JSON BEARER("b") ON("s"), "{}", "401", "\"session_ended\"", "member"},
    {"POST /own HTTP/1.1" JSON BEARER("r") ON("s"), "{}", "401", "\"box_unknown\"", "member"},
    {"POST /own HTTP/1.1" JSON BEARER("u") ON("s"), "{}", "503", "\"unavailable\"", "member"},
    {"POST /own HTTP/1.1" JSON ON("s"), "{}", "401", "\"box_unknown\"", "member"},
    {"POST /own HTTP/1.1" JSON BEARER("a") ON("n"), "{}", "403", "\"no_consent\"", "member"},
    {"GET /own HTTP/1.1" BEARER("a") ON("n"), NULL, "403", "\"no_consent\"", "member"},
    {"POST /own HTTP/1.1" JSON BEARER("a") ON("h"), "{}", "403", "\"no_consent\"", "member"},
    {"POST /household HTTP/1.1" JSON BEARER("a") ON("h"), "{}", "200", "member-h", NULL},
    {"POST /household HTTP/1.1" JSON BEARER("b") ON("h"), "{}", "401", "\"session_ended\"", NULL},
    {"POST /either HTTP/1.1" JSON BEARER("a") ON("h"), "{}", "200", "member-h", NULL},
    {"POST /either HTTP/1.1" JSON BEARER("a"), "{}", "200", "\r\n\r\n", "member"},
    {"POST /either HTTP/1.1" JSON BEARER("b") ON("h"), "{}", "200", "\r\n\r\n", "member"},
    {"POST /either HTTP/1.1" JSON ON("h"), "{}", "401", "\"box_unknown\"", "member"},
};

static void every_response(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char response[ANSWER_SIZE];
        ask(*state, cases[i].head, cases[i].body, response);
        int status_is =
            strncmp(response, "HTTP/1.1 ", 9) == 0 && strncmp(response + 9, cases[i].status, 3) == 0;
        if (!status_is || strstr(response, cases[i].with) == NULL ||
            (cases[i].without != NULL && strstr(response, cases[i].without) != NULL)) {
            fail_msg("%s\n%s\n: wanted %s with %s and without %s, got %s", cases[i].head,
                     cases[i].body != NULL ? cases[i].body : "", cases[i].status, cases[i].with,
                     cases[i].without != NULL ? cases[i].without : "nothing", response);
        }
    }
}

/* --- Nothing stays of a person --- */

enum { PIECE = 1 << 16 };

/* The mark as it is not: where it is compared, it does not stand. */
struct inverted_mark {
    unsigned char bytes[PERSON_ID_NUMBER_SIZE - 1];
};

static int count_in(const unsigned char *bytes, size_t length, const struct inverted_mark *mark)
{
    int count = 0;
    for (size_t i = 0; i + sizeof mark->bytes <= length; i++) {
        size_t k = 0;
        while (k < sizeof mark->bytes && bytes[i + k] + mark->bytes[k] == 0xFF) {
            k++;
        }
        count += k == sizeof mark->bytes;
    }
    return count;
}

/* From `at` to `end` of this process, but for the piece that it is copied to. */
static int count_between(int memory, unsigned long at, unsigned long end, const struct inverted_mark *mark)
{
    static unsigned char piece[PIECE + sizeof mark->bytes - 1]; /* a mark may lie across two */
    const unsigned long own = (unsigned long)(uintptr_t)piece;
    int count = 0;
    for (; at < end; at += PIECE) {
        size_t wanted = end - at < sizeof piece ? end - at : sizeof piece;
        int is_own = own < at + wanted && own + sizeof piece > at;
        if (!is_own && pread(memory, piece, wanted, (off_t)at) == (ssize_t)wanted) {
            count += count_in(piece, wanted, mark);
        }
    }
    return count;
}

/* How often the mark stands in what this process may write to. */
static int count_marks(const struct inverted_mark *mark)
{
    char line[300];
    int count = 0;
    FILE *maps = fopen("/proc/self/maps", "re");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    assert_non_null(maps);
    assert_true(memory >= 0);
    while (fgets(line, sizeof line, maps) != NULL) {
        char *rest = NULL;
        unsigned long at = strtoul(line, &rest, 16);
        unsigned long end = strtoul(rest + 1, &rest, 16);
        count += strncmp(rest, " rw", 3) == 0 ? count_between(memory, at, end, mark) : 0;
    }
    (void)close(memory);
    (void)fclose(maps);
    return count;
}

/* Answered or refused, read or posted: what the server knew of the person is wiped with the request. */
static void persons_are_wiped(void **state)
{
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
    skip(); /* it keeps what is freed, and maps terabytes of its own that would be read through */
#endif
#endif
    static const struct {
        const char *head, *body;
    } asked[] = {
        {"GET /own HTTP/1.1" BEARER("a") ON("s"), NULL},
        {"GET /own HTTP/1.1" BEARER("a") ON("n"), NULL},
        {"POST /own HTTP/1.1" JSON BEARER("a") ON("s"), "{}"},
        {"POST /own HTTP/1.1" JSON BEARER("a") ON("n"), "{}"},
        {"POST /own HTTP/1.1" JSON BEARER("a") ON("s"), "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\""},
    };
    struct inverted_mark inverted;
    char *mark = malloc(PERSON_ID_NUMBER_SIZE);
    assert_non_null(mark);
    write_mark(mark);
    for (size_t i = 0; i < sizeof inverted.bytes; i++) {
        inverted.bytes[i] = (unsigned char)(0xFF - mark[i]);
    }
    assert_int_equal(count_marks(&inverted), 1); /* it is found where it is */
    explicit_bzero(mark, PERSON_ID_NUMBER_SIZE);
    free(mark);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        char response[ANSWER_SIZE];
        ask(*state, asked[i].head, asked[i].body, response);
        int left = count_marks(&inverted);
        for (int tries = 0; left > 0 && tries < 100; tries++) { /* it is freed after the answer is out */
            (void)usleep(20 * 1000);
            left = count_marks(&inverted);
        }
        if (left != 0) {
            fail_msg("%s: the person's number stands in memory %d times", asked[i].head, left);
        }
    }
}

/* A body in pieces, none of which says how long all of it is; the first may come with the head. */
static void in_chunks(void **state)
{
    static const struct {
        const char *chunks, *status;
    } bodies[] = {
        {"4\r\nname\r\n2\r\n=%\r\n2\r\n41\r\n0\r\n", "303"},
        {"4\r\nname\r\n2\r\n=%\r\n1\r\n4\r\n0\r\n", "400"},
        {"3c\r\n" LONG_60 "\r\n0\r\n", "303"},
        {"3c\r\n" LONG_60 "\r\n1\r\na\r\n0\r\n", "413"},
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        char response[ANSWER_SIZE];
        char body[400];
        (void)snprintf(body, sizeof body, "%s\r\n", bodies[i].chunks);
        send_raw(*state, "POST /log-in HTTP/1.1" OURS "\r\nTransfer-Encoding: chunked", "", body, response);
        if (strncmp(response + strlen("HTTP/1.1 "), bodies[i].status, 3) != 0) {
            fail_msg("%s: wanted %s, got %s", bodies[i].chunks, bodies[i].status, response);
        }
    }
}

static void what_is_counted(void **state)
{
    char response[ANSWER_SIZE];
    ask(*state, "GET /feed/b HTTP/1.1", NULL, response);
    ask(*state, "GET /feed/b HTTP/1.1", NULL, response);
    ask(*state, "GET /feed/B HTTP/1.1", NULL, response);
    ask(*state, "GET /metrics HTTP/1.1", NULL, response);
    static const char *const lines[] = {"tv_hall_cache_hits_total 1\n",
                                        "tv_hall_cache_misses_total 1\n",
                                        "tv_hall_requests_total{route=\"feed\",status=\"2xx\"} 2\n",
                                        "tv_hall_requests_total{route=\"feed\",status=\"4xx\"} 1\n",
                                        "tv_hall_requests_total{route=\"other\",status=\"2xx\"} 0\n",
                                        "of_a_service 1\n"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (strstr(response, lines[i]) == NULL) {
            fail_msg("wanted %s in %s", lines[i], response);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(every_response, begin, end),
                                       cmocka_unit_test_setup_teardown(in_chunks, begin, end),
                                       cmocka_unit_test_setup_teardown(persons_are_wiped, begin, end),
                                       cmocka_unit_test_setup_teardown(what_is_counted, begin, end)};
    log_set_level(LOG_LEVEL_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
