/* The client against a server that says what it is told, and keeps what it heard. TLS:
 * tests/contract/test_upstream_tls.py. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "headend/upstream/upstream_client.h"

enum { HEARD_MAX = 4096, TIMEOUT_MS = 5000, SHORT_MS = 200 };

/* The server holds the lock during an exchange. */
static struct {
    pthread_mutex_t lock;
    int listener;
    char url[64];
    pthread_t thread;
    const char *answer; /* NULL: the server says nothing */
    size_t length;
    char heard[HEARD_MAX];
    size_t heard_length;
} server = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* The head, and a body of the length that it says. */
static int is_whole(void)
{
    server.heard[server.heard_length] = '\0';
    const char *end = strstr(server.heard, "\r\n\r\n");
    const char *said = strstr(server.heard, "Content-Length: ");
    size_t body = said != NULL ? strtoul(said + strlen("Content-Length: "), NULL, 10) : 0;
    return end != NULL && server.heard_length >= (size_t)(end - server.heard) + 4 + body;
}

static void *serve(void *context)
{
    for (;;) {
        int client = accept(server.listener, NULL, NULL);
        if (client < 0) {
            return context;
        }
        (void)pthread_mutex_lock(&server.lock);
        server.heard_length = 0;
        ssize_t got = 1;
        while (got > 0 && !is_whole()) {
            got = recv(client, server.heard + server.heard_length, HEARD_MAX - 1 - server.heard_length, 0);
            server.heard_length += got > 0 ? (size_t)got : 0;
        }
        for (size_t sent = 0; server.answer != NULL && sent < server.length && got > 0;) {
            got = send(client, server.answer + sent, server.length - sent, MSG_NOSIGNAL);
            sent += got > 0 ? (size_t)got : 0;
        }
        if (server.answer == NULL) {
            (void)recv(client, server.heard, 1, 0); /* until the client goes */
        }
        (void)pthread_mutex_unlock(&server.lock);
        (void)close(client);
    }
}

/* NULL: it is to say nothing. */
static void set_response(const char *answer, size_t length)
{
    (void)pthread_mutex_lock(&server.lock);
    server.answer = answer;
    server.length = length;
    (void)pthread_mutex_unlock(&server.lock);
}

static int start_server(void **state)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    (void)state;
    server.listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server.listener < 0 || bind(server.listener, (struct sockaddr *)&address, size) != 0 ||
        listen(server.listener, 8) != 0 ||
        getsockname(server.listener, (struct sockaddr *)&address, &size) != 0) {
        return -1;
    }
    (void)snprintf(server.url, sizeof server.url, "http://127.0.0.1:%d/prefix", ntohs(address.sin_port));
    return pthread_create(&server.thread, NULL, serve, NULL);
}

static int end_server(void **state)
{
    (void)state;
    (void)shutdown(server.listener, SHUT_RDWR);
    (void)pthread_join(server.thread, NULL);
    return close(server.listener);
}

static struct upstream_client *client_of(const char *url, int timeout_ms)
{
    struct upstream_config config = {.timeout_ms = timeout_ms};
    char problem[UPSTREAM_PROBLEM_SIZE];
    (void)snprintf(config.url, sizeof config.url, "%s", url);
    struct upstream_client *client = upstream_client_create(&config, problem);
    assert_non_null(client);
    return client;
}

#define ANSWER(text)  .answer = (text), .length = sizeof(text) - 1
#define GOOD_HEAD     "HTTP/1.1 200 OK\r\nConnection: close\r\n"
#define LONG_BODY_MAX (UPSTREAM_BYTES_MAX + 1)

static void answers(void **state)
{
    static const struct {
        const char *what, *answer;
        size_t length;
        int any_status, timeout_ms;
        int status; /* 0: a problem */
        const char *body;
        size_t body_length;
        const char *header; /* X-Sign; NULL: none */
        const char *problem;
    } rows[] = {
        {"a body with its header", ANSWER(GOOD_HEAD "X-Sign: abc=\r\nContent-Length: 2\r\n\r\n{}"),
         .status = 200, .body = "{}", .body_length = 2, .header = "abc="},
        {"raw bytes", ANSWER(GOOD_HEAD "Content-Length: 6\r\n\r\n\xff\0\r\n\t "), .status = 200,
         .body = "\xff\0\r\n\t ", .body_length = 6},
        {"nothing", ANSWER(GOOD_HEAD "Content-Length: 0\r\n\r\n"), .status = 200, .body = "",
         .body_length = 0},
        {"in chunks", ANSWER(GOOD_HEAD "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"),
         .status = 200, .body = "abc", .body_length = 3},
        {"not unpacked: a signature is over what came",
         ANSWER(GOOD_HEAD "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08"), .status = 200,
         .body = "\x1f\x8b\x08", .body_length = 3},
        {"a header's name in other letters", ANSWER(GOOD_HEAD "x-sIGN:  a \r\nContent-Length: 0\r\n\r\n"),
         .status = 200, .body = "", .header = "a "},
        {"a header twice is none", ANSWER(GOOD_HEAD "X-Sign: a\r\nX-Sign: a\r\nContent-Length: 0\r\n\r\n"),
         .status = 200, .body = ""},
        {"a name that only begins so", ANSWER(GOOD_HEAD "X-Signed: a\r\nContent-Length: 0\r\n\r\n"),
         .status = 200, .body = ""},
        {"headers of an interim answer are none",
         ANSWER("HTTP/1.1 100 Continue\r\nX-Sign: a\r\n\r\n" GOOD_HEAD "Content-Length: 0\r\n\r\n"),
         .status = 200, .body = ""},
        {"another status", ANSWER("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"), .problem = "status 500"},
        {"another status that is wanted",
         ANSWER("HTTP/1.1 422 No\r\nX-Sign: b\r\nContent-Length: 1\r\n\r\n!"), .any_status = 1, .status = 422,
         .body = "!", .body_length = 1, .header = "b"},
        {"a redirect is not followed",
         ANSWER("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"),
         .problem = "status 302"},
        {"cut off", ANSWER(GOOD_HEAD "Content-Length: 9\r\n\r\nab"), .problem = ""},
        {"no HTTP", ANSWER("SSH-2.0-server\r\n"), .problem = ""},
        {"no answer in time", .timeout_ms = SHORT_MS, .problem = "timed out"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct upstream_request request = {.path = "/a", .any_status = rows[i].any_status};
        struct upstream_client *client =
            client_of(server.url, rows[i].timeout_ms != 0 ? rows[i].timeout_ms : TIMEOUT_MS);
        struct upstream_response response = {0};
        char problem[UPSTREAM_PROBLEM_SIZE] = "none";
        set_response(rows[i].answer, rows[i].length);
        int result = upstream_client_ask(client, &request, &response, problem);
        const char *header = upstream_client_header(client, "X-Sign");
        int good = result == (rows[i].status != 0 ? 0 : -1) && response.status == rows[i].status &&
                   response.length == rows[i].body_length;
        if (good && result == 0) {
            good = memcmp(response.body, rows[i].body, response.length) == 0 &&
                   response.body[response.length] == '\0' && (header == NULL) == (rows[i].header == NULL) &&
                   (header == NULL || strcmp(header, rows[i].header) == 0);
        } else if (good) {
            good = strstr(problem, rows[i].problem) != NULL && strcmp(problem, "none") != 0 && header == NULL;
        }
        if (!good) {
            fail_msg("%s: status %d, %zu bytes, header %s, problem %s", rows[i].what, response.status,
                     response.length, header != NULL ? header : "none", problem);
        }
        upstream_client_free(client);
    }
}

/* The last that fits and the first that does not. */
static void bounds(void **state)
{
    static const struct {
        int is_header;
        size_t length;
        int result;
    } rows[] = {{0, UPSTREAM_BYTES_MAX, 0},
                {0, UPSTREAM_BYTES_MAX + 1, -1},
                {1, UPSTREAM_HEADERS_MAX - 256, 0},
                {1, UPSTREAM_HEADERS_MAX, -1}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct upstream_request request = {.path = "/a"};
        struct upstream_client *client = client_of(server.url, TIMEOUT_MS);
        struct upstream_response response;
        char problem[UPSTREAM_PROBLEM_SIZE] = "";
        char *filling = malloc(rows[i].length + 1);
        char *answer = NULL;
        assert_non_null(filling);
        memset(filling, 'x', rows[i].length);
        filling[rows[i].length] = '\0';
        int length = asprintf(&answer, GOOD_HEAD "X-Long: %s\r\n\r\n%s", rows[i].is_header ? filling : "",
                              rows[i].is_header ? "" : filling);
        assert_in_range(length, 1, INT32_MAX);
        set_response(answer, (size_t)length);
        assert_int_equal(upstream_client_ask(client, &request, &response, problem), rows[i].result);
        if (rows[i].result != 0) {
            assert_non_null(strstr(problem, "longer than"));
        }
        upstream_client_free(client);
        set_response(NULL, 0);
        free(answer);
        free(filling);
    }
}

static void requests(void **state)
{
    static const char *const own[] = {"X-Sign: abc", "Content-Type: application/json", NULL};
    static const struct {
        struct upstream_request request;
        const char *line, *own;
        const char *body;
    } rows[] = {
        {{.path = "/bill?no=7"}, "GET /prefix/bill?no=7 HTTP/1.1\r\n", NULL, ""},
        {{.path = "/bill", .headers = own}, "GET /prefix/bill HTTP/1.1\r\n", "\r\nX-Sign: abc\r\n", ""},
        {{.path = "/pay", .headers = own, .body = "a\0b", .length = 3},
         "POST /prefix/pay HTTP/1.1\r\n",
         "\r\nContent-Type: application/json\r\n",
         "a"},
        {{.path = "/pay", .body = "", .length = 0}, "POST /prefix/pay HTTP/1.1\r\n", NULL, ""},
    };
    /* Of no use to us, whatever the machine says. */
    assert_int_equal(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
    struct upstream_client *client = client_of(server.url, TIMEOUT_MS);
    static const char good[] = GOOD_HEAD "Content-Length: 0\r\n\r\n";
    (void)state;
    set_response(good, sizeof good - 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct upstream_response response;
        char problem[UPSTREAM_PROBLEM_SIZE] = "";
        if (upstream_client_ask(client, &rows[i].request, &response, problem) != 0) {
            fail_msg("%s: %s", rows[i].line, problem);
        }
        (void)pthread_mutex_lock(&server.lock);
        const char *end = strstr(server.heard, "\r\n\r\n");
        assert_non_null(end);
        if (strncmp(server.heard, rows[i].line, strlen(rows[i].line)) != 0 ||
            (rows[i].own != NULL && strstr(server.heard, rows[i].own) == NULL) ||
            strcmp(end + 4, rows[i].body) != 0 ||
            server.heard_length != (size_t)(end - server.heard) + 4 + rows[i].request.length) {
            fail_msg("%s was wanted, with %s; got %s", rows[i].line,
                     rows[i].own != NULL ? rows[i].own : "nothing of ours", server.heard);
        }
        (void)pthread_mutex_unlock(&server.lock);
    }
    upstream_client_free(client);
    assert_int_equal(unsetenv("http_proxy"), 0);
}

static void what_cannot_be_asked(void **state)
{
    char path[2000];
    const struct upstream_request too_long = {.path = path}, request = {.path = "/a"};
    static const char *const urls[] = {"http://127.0.0.1:1", "file:///etc/hosts", "ftp://127.0.0.1"};
    struct upstream_response response;
    char problem[UPSTREAM_PROBLEM_SIZE] = "";
    (void)state;
    memset(path, '/', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    struct upstream_client *client = client_of(server.url, TIMEOUT_MS);
    assert_int_equal(upstream_client_ask(client, &too_long, &response, problem), -1);
    assert_string_equal(problem, "the transfer cannot be prepared");
    upstream_client_free(client);
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        problem[0] = '\0';
        client = client_of(urls[i], TIMEOUT_MS);
        assert_int_equal(upstream_client_ask(client, &request, &response, problem), -1);
        assert_string_not_equal(problem, "");
        upstream_client_free(client);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(answers), cmocka_unit_test(bounds),
                                       cmocka_unit_test(requests), cmocka_unit_test(what_cannot_be_asked)};
    return cmocka_run_group_tests(tests, start_server, end_server);
}
