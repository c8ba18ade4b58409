#include "sandbox/server_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "both-sides/clock.h"

enum { BODY_MAX = 64 * 1024, CONNECTIONS = 256 };

/* The body of a request while it comes in. */
struct intake {
    char *target;
    int is_begun;
    char *body;
    size_t length;
    int too_long;
};

const char *upstream_header(const struct upstream_request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

const char *upstream_parameter(const struct upstream_request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, name);
}

void upstream_reply_header(struct upstream_reply *reply, const char *name, const char *value)
{
    if (reply->header_count < UPSTREAM_REPLY_HEADERS) {
        reply->headers[reply->header_count].name = name;
        (void)snprintf(reply->headers[reply->header_count].value, UPSTREAM_HEADER_SIZE, "%s", value);
        reply->header_count++;
    }
}

enum MHD_Result send_upstream_reply(struct MHD_Connection *connection, const struct upstream_reply *reply)
{
    struct MHD_Response *response =
        reply->body != NULL
            ? MHD_create_response_from_buffer(reply->length, reply->body, MHD_RESPMEM_MUST_FREE)
            : NULL;
    if (response == NULL) {
        free(reply->body);
        return MHD_NO;
    }
    const char *type = reply->type != NULL ? reply->type : "application/json;charset=UTF-8";
    int good = MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type) == MHD_YES;
    for (size_t i = 0; i < reply->header_count && good; i++) {
        good = MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value) == MHD_YES;
    }
    enum MHD_Result result = good ? MHD_queue_response(connection, reply->status, response) : MHD_NO;
    MHD_destroy_response(response);
    return result;
}

enum MHD_Result send_reply(struct MHD_Connection *connection, unsigned status, char *body, size_t length)
{
    const struct upstream_reply reply = {.status = status, .body = body, .length = length};
    return send_upstream_reply(connection, &reply);
}

/* Counts the call, takes the fault that holds for it, and waits as it says. 0: end the connection without a
 * word. */
static int suffer(struct sandbox *sandbox, struct upstream_play *play, struct fault *fault)
{
    (void)pthread_mutex_lock(&sandbox->lock);
    play->calls++;
    *fault = play->fault;
    if (play->fault.times > 0 && --play->fault.times == 0) {
        play->fault = (struct fault){.kind = FAULT_NONE};
    }
    unsigned number = play->fault_number;
    struct timespec until = steady_timespec(steady_us() + (int64_t)fault->ms * 1000);
    int waits = fault->kind == FAULT_HANG || fault->kind == FAULT_DELAY;
    while (waits && !sandbox->stopping && play->fault_number == number) {
        if (fault->kind == FAULT_HANG) {
            waits = pthread_cond_wait(&sandbox->changed, &sandbox->lock) == 0;
        } else {
            waits = pthread_cond_timedwait(&sandbox->changed, &sandbox->lock, &until) == 0;
        }
    }
    int goes_on = !sandbox->stopping && fault->kind != FAULT_HANG;
    (void)pthread_mutex_unlock(&sandbox->lock);
    return goes_on;
}

static struct upstream_play *play_of(struct sandbox *sandbox, const char *path)
{
    for (size_t i = 0; i < sandbox->count; i++) {
        const char *prefix = sandbox->plays[i].upstream->prefix;
        size_t length = strlen(prefix);
        if (strncmp(path, prefix, length) == 0 && path[length] == '/') {
            return &sandbox->plays[i];
        }
    }
    return NULL;
}

static enum MHD_Result answer_upstream(struct sandbox *sandbox, struct MHD_Connection *connection,
                                       const char *method, const char *path, const struct intake *intake)
{
    struct upstream_play *play = play_of(sandbox, path);
    struct fault fault;
    if (play == NULL) {
        return send_reply(connection, MHD_HTTP_NOT_FOUND, strdup("{}"), 2);
    }
    if (!suffer(sandbox, play, &fault)) {
        return MHD_NO;
    }
    struct upstream_reply reply = {.status = MHD_HTTP_OK};
    struct upstream_request request = {.method = method,
                                       .path = path + strlen(play->upstream->prefix),
                                       .target = intake->target,
                                       .body = intake->body != NULL ? intake->body : "",
                                       .length = intake->length,
                                       .connection = connection};
    if (play->upstream->answer(play->upstream->state, &request, &reply) != 0) {
        return MHD_NO;
    }
    return send_spoiled(connection, &fault, &reply);
}

static int take_body(struct intake *intake, const char *bytes, size_t count)
{
    if (count > BODY_MAX - intake->length) {
        return -1;
    }
    char *grown = realloc(intake->body, intake->length + count + 1);
    if (grown == NULL) {
        return -1;
    }
    intake->body = grown;
    memcpy(grown + intake->length, bytes, count);
    intake->length += count;
    grown[intake->length] = '\0';
    return 0;
}

/* Before anything is decoded: what is signed is the target as it came. NULL: no memory. */
static void *begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct intake *intake = calloc(1, sizeof *intake);
    (void)context;
    (void)connection;
    if (intake != NULL) {
        intake->target = strdup(target);
        if (intake->target == NULL) {
            free(intake);
            intake = NULL;
        }
    }
    return intake;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    struct sandbox *sandbox = context;
    struct intake *intake = *state;
    (void)version;
    if (intake == NULL || !intake->is_begun) {
        if (intake != NULL) {
            intake->is_begun = 1;
        }
        return intake != NULL ? MHD_YES : MHD_NO;
    }
    if (*upload_size > 0) {
        if (take_body(intake, upload, *upload_size) != 0) {
            return MHD_NO;
        }
        *upload_size = 0;
        return MHD_YES;
    }
    return strncmp(path, "/sandbox/", 9) == 0 ? answer_control(sandbox, connection, method, path + 8)
                                              : answer_upstream(sandbox, connection, method, path, intake);
}

static void end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode why)
{
    struct intake *intake = *state;
    (void)context;
    (void)connection;
    (void)why;
    if (intake != NULL) {
        free(intake->target);
        free(intake->body);
        free(intake);
        *state = NULL;
    }
}

static int prepare_lock(struct sandbox *sandbox)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) {
        return -1;
    }
    int result = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
                         pthread_cond_init(&sandbox->changed, &attributes) == 0
                     ? 0
                     : -1;
    (void)pthread_condattr_destroy(&attributes);
    return result == 0 && pthread_mutex_init(&sandbox->lock, NULL) == 0 ? 0 : -1;
}

struct sandbox *sandbox_start(int listener, const struct upstream *upstreams, size_t count,
                              const char **problem)
{
    struct sandbox *sandbox = calloc(1, sizeof *sandbox);
    *problem = "out of memory";
    if (sandbox == NULL || count > UPSTREAMS_MAX || prepare_lock(sandbox) != 0) {
        goto failed;
    }
    sandbox->count = count;
    for (size_t i = 0; i < count; i++) {
        sandbox->plays[i].upstream = &upstreams[i];
    }
    /* A thread a connection: one that waits keeps nobody else waiting. */
    sandbox->daemon =
        MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, 0,
                         NULL, NULL, handle, sandbox, MHD_OPTION_LISTEN_SOCKET, listener,
                         MHD_OPTION_NOTIFY_COMPLETED, end, sandbox, MHD_OPTION_URI_LOG_CALLBACK, begin, NULL,
                         MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_END);
    *problem = "its threads cannot be started";
    if (sandbox->daemon != NULL) {
        return sandbox;
    }
failed:
    (void)close(listener);
    free(sandbox);
    return NULL;
}

void sandbox_stop(struct sandbox *sandbox)
{
    if (sandbox == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&sandbox->lock);
    sandbox->stopping = 1;
    (void)pthread_cond_broadcast(&sandbox->changed);
    (void)pthread_mutex_unlock(&sandbox->lock);
    MHD_stop_daemon(sandbox->daemon);
    (void)pthread_cond_destroy(&sandbox->changed);
    (void)pthread_mutex_destroy(&sandbox->lock);
    free(sandbox);
}

int sandbox_set_fault(struct sandbox *sandbox, const char *upstream, const struct fault *fault)
{
    int result = -1;
    (void)pthread_mutex_lock(&sandbox->lock);
    for (size_t i = 0; i < sandbox->count; i++) {
        if (strcmp(sandbox->plays[i].upstream->name, upstream) == 0) {
            sandbox->plays[i].fault = *fault;
            sandbox->plays[i].fault_number++;
            result = 0;
        }
    }
    (void)pthread_cond_broadcast(&sandbox->changed);
    (void)pthread_mutex_unlock(&sandbox->lock);
    return result;
}
