#include <stdlib.h>
#include <string.h>

#include "both-sides/clock.h"
#include "headend/http/server_private.h"

static const struct refusal url_too_long = {MHD_HTTP_URI_TOO_LONG, "url_too_long",
                                            "The address is longer than 2048 bytes."};
static const struct refusal bad_url = {MHD_HTTP_BAD_REQUEST, "bad_request",
                                       "The address contains a byte that cannot stand there."};
static const struct refusal no_body = {MHD_HTTP_BAD_REQUEST, "bad_request", "A request here has no body."};

/* The state of a request without a body is an odd number in libmicrohttpd's pointer, so that none has to be
 * allocated: the low bits of the steady clock at its begin (a quarter of an hour goes in: no request lives
 * that long), and what was seen of its address. A request with a body has a struct post. */
enum {
    STATE_IS_NUMBER = 1,
    STATE_IS_MAKING = 2, /* of an address only */
    STATE_CLOCK_SHIFT = 1,
    STATE_CLOCK_BITS = 27,
    STATE_TOO_LONG = 1 << 28,
    STATE_BAD = 1 << 29,
    STATE_QUEUED = 1 << 30
};
static const uint32_t state_head_seen = (uint32_t)1 << 31;
static const uint32_t clock_mask = ((uint32_t)1 << STATE_CLOCK_BITS) - 1;

enum { CLOCK_UNIT_US = 8 }; /* 2^27 × 8 µs = 18 minutes */

static uint32_t clock_now(void)
{
    return (uint32_t)(steady_us() / CLOCK_UNIT_US) & clock_mask;
}

void *request_begin(void *context, const char *address, struct MHD_Connection *connection)
{
    (void)context;
    (void)connection;
    uint32_t state = clock_now() << STATE_CLOCK_SHIFT | STATE_IS_NUMBER;
    size_t length = strnlen(address, REQUEST_URL_BYTES_MAX + 1);
    if (length > REQUEST_URL_BYTES_MAX) {
        state |= STATE_TOO_LONG;
    } else {
        /* A NUL would end the path early once it is decoded. */
        for (const char *at = strchr(address, '%'); at != NULL; at = strchr(at + 1, '%')) {
            state |= at[1] == '0' && at[2] == '0' ? (uint32_t)STATE_BAD : 0;
        }
    }
    return (void *)(uintptr_t)state; // NOLINT(performance-no-int-to-ptr)
}

unsigned server_thread(struct server *server)
{
    static _Thread_local unsigned number_plus_one;
    if (number_plus_one == 0) {
        unsigned seen = atomic_fetch_add(&server->threads_seen, 1);
        if (seen >= CACHE_READERS_MAX) {
            abort(); /* libmicrohttpd was told to start no more */
        }
        number_plus_one = seen + 1;
    }
    return number_plus_one - 1;
}

static enum MHD_Result queue_response(const struct turn *turn, unsigned status,
                                      struct MHD_Response *mhd_response, size_t bytes)
{
    enum MHD_Result result = MHD_queue_response(turn->connection, status, mhd_response);
    if (result == MHD_YES) {
        connection_enter(turn->server, turn->connection, CONNECTION_ANSWER);
        metrics_count_request(turn->server->metrics, turn->thread, turn->route, status, bytes);
    }
    return result;
}

static enum MHD_Result send_response(const struct turn *turn, const struct request *request,
                                     const struct response *response)
{
    if (response_matches(response, request->if_none_match)) {
        return queue_response(turn, MHD_HTTP_NOT_MODIFIED, response->not_modified, 0);
    }
    if (request->accepts_gzip && response->gzip != NULL) {
        return queue_response(turn, MHD_HTTP_OK, response->gzip, response->gzip_bytes);
    }
    return queue_response(turn, MHD_HTTP_OK, response->plain, response->plain_bytes);
}

/* What an answer of one request alone says may be personal, masked or not. */
static void wipe_and_free(void *text)
{
    if (text != NULL) {
        explicit_bzero(text, strlen(text));
        free(text);
    }
}

void reply_clear(struct reply *reply)
{
    wipe_and_free(reply->body);
    for (size_t i = 0; i < COOKIES_MAX; i++) {
        wipe_and_free(reply->cookies[i]);
    }
    free(reply->location);
    *reply = (struct reply){.status = 0};
}

static int add_header(struct MHD_Response *mhd_response, const char *name, const char *value)
{
    return value == NULL || MHD_add_response_header(mhd_response, name, value) == MHD_YES ? 0 : -1;
}

static int needs_box(const struct route *route)
{
    return route->needs == ROUTE_NEEDS_KNOWN_BOX || route->needs == ROUTE_NEEDS_SESSION ||
           route->needs == ROUTE_TAKES_SESSION;
}

static int add_reply_headers(const struct turn *turn, struct MHD_Response *mhd_response,
                             const struct reply *reply, unsigned status)
{
    int draining = atomic_load_explicit(&turn->server->draining, memory_order_relaxed);
    int failed =
        response_add_type(mhd_response, reply->type != NULL ? reply->type : turn->route->type,
                          turn->route->body == ROUTE_BODY_FORM) != 0 ||
        add_header(mhd_response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store") != 0 ||
        add_header(mhd_response, MHD_HTTP_HEADER_ALLOW,
                   status == MHD_HTTP_METHOD_NOT_ALLOWED ? route_methods(turn->route) : NULL) != 0 ||
        add_header(mhd_response, MHD_HTTP_HEADER_LOCATION, reply->location) != 0 ||
        add_header(mhd_response, MHD_HTTP_HEADER_WWW_AUTHENTICATE,
                   status == MHD_HTTP_UNAUTHORIZED && needs_box(turn->route) ? "Bearer" : NULL) != 0 ||
        add_header(mhd_response, MHD_HTTP_HEADER_CONNECTION, draining ? "close" : NULL) != 0;
    for (size_t i = 0; i < COOKIES_MAX; i++) {
        failed = failed || add_header(mhd_response, MHD_HTTP_HEADER_SET_COOKIE, reply->cookies[i]) != 0;
    }
    return failed ? -1 : 0;
}

enum MHD_Result send_reply(const struct turn *turn, struct reply *reply)
{
    unsigned status = reply->status != 0 ? reply->status : MHD_HTTP_OK;
    enum MHD_Result result = MHD_NO; /* ends the connection: there is no memory to say more */
    struct MHD_Response *mhd_response =
        reply->body != NULL
            ? MHD_create_response_from_buffer_with_free_callback(reply->length, reply->body, wipe_and_free)
            : NULL;
    if (mhd_response != NULL) {
        reply->body = NULL; /* the response's now */
        if (add_reply_headers(turn, mhd_response, reply, status) == 0) {
            result = queue_response(turn, status, mhd_response, reply->length);
        }
        MHD_destroy_response(mhd_response);
    }
    reply_clear(reply);
    return result;
}

void write_refusal(const struct route *route, void *worker, const struct refusal *refusal,
                   struct reply *reply)
{
    *reply = (struct reply){.status = refusal->status, .type = "text/html; charset=utf-8"};
    if (route->write_refusal != NULL) { /* whoever opened it is a person */
        reply->body = route->write_refusal(worker, refusal->status, &reply->length);
    }
    if (reply->body == NULL) {
        reply->type = "application/json";
        reply->body = refusal_json(refusal, &reply->length);
    }
}

enum MHD_Result send_refusal(const struct turn *turn, const struct refusal *refusal)
{
    struct reply reply;
    write_refusal(turn->route, turn->server->workers[turn->thread], refusal, &reply);
    return send_reply(turn, &reply);
}

const struct refusal *server_reply_metrics(struct request *request, struct reply *reply)
{
    struct server *server = request->server;
    const struct metrics_gauges gauges = {.cache = response_cache_measure(server->cache),
                                          .connections = connection_table_count(server->connections),
                                          .write_more = server->options.write_metrics,
                                          .worker = request->worker};
    reply->body = metrics_page(server->metrics, &gauges, &reply->length);
    return NULL;
}

/* Has it made, or the refusal, where one of those is not ready. */
static enum MHD_Result have_made(const struct turn *turn, const struct request *request,
                                 const struct refusal *refusal, void **state)
{
    struct making *making = makers_add(turn->server->makers, request, refusal, (uint32_t)(uintptr_t)*state);
    if (making == NULL) {
        return send_refusal(turn, &refusal_unavailable);
    }
    *state = (void *)((uintptr_t)making | STATE_IS_MAKING); // NOLINT(performance-no-int-to-ptr)
    return MHD_YES;
}

static struct making *making_of(void *state)
{
    return (struct making *)((uintptr_t)state &
                             ~(uintptr_t)STATE_IS_MAKING); // NOLINT(performance-no-int-to-ptr)
}

static enum MHD_Result send_made(struct turn *turn, struct making *making)
{
    turn->route = making->request.route;
    return making->response != NULL     ? send_response(turn, &making->request, making->response)
           : making->reply.body != NULL ? send_reply(turn, &making->reply)
                                        : send_refusal(turn, &refusal_unavailable);
}

/* From the cache; 0: it is not there. */
static int send_ready(const struct turn *turn, const struct request *request, enum MHD_Result *result)
{
    struct server *server = turn->server;
    if (request->route->get == NULL || request->once ||
        atomic_load_explicit(&server->draining, memory_order_relaxed)) {
        return 0;
    }
    const struct response *response =
        response_cache_enter(server->cache, turn->thread, &request->key, wall_ms());
    if (response != NULL) {
        *result = send_response(turn, request, response);
    }
    response_cache_leave(server->cache, turn->thread);
    if (response != NULL) {
        metrics_count_lookup(server->metrics, turn->thread, 1);
    }
    return response != NULL;
}

/* Reads the head. `route` of the turn is set in any case. */
static const struct refusal *read_head(struct turn *turn, struct request *request, const char *path,
                                       const char *method, uint32_t state)
{
    if (state & STATE_TOO_LONG) {
        return &url_too_long;
    }
    *request = (struct request){.server = turn->server,
                                .worker = turn->server->workers[turn->thread],
                                .connection = turn->connection};
    const struct refusal *refusal = request_read(request, turn->server->routes, path, method);
    turn->route = request->route;
    return state & STATE_BAD ? &bad_url : refusal;
}

static enum MHD_Result answer_request(struct turn *turn, const char *path, const char *method, void **state)
{
    struct request request = {.route = turn->route};
    enum MHD_Result result = MHD_NO;
    const struct refusal *refusal = read_head(turn, &request, path, method, (uint32_t)(uintptr_t)*state);
    if (refusal == NULL && request.route->needs != ROUTE_NEEDS_NOBODY) {
        refusal = request_read_sender(&request);
        refusal = refusal == NULL ? sender_find(&turn->server->options, &request) : refusal;
    }
    if (refusal != NULL && turn->route->write_refusal == NULL) {
        result = send_refusal(turn, refusal);
    } else if (refusal != NULL || !send_ready(turn, &request, &result)) {
        result = have_made(turn, &request, refusal, state);
    }
    sender_wipe(&request);
    return result;
}

/* Anything but a GET or HEAD without a body. */
static int has_body(struct MHD_Connection *connection, const char *method, size_t upload_size)
{
    if (upload_size > 0 ||
        (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)) {
        return 1;
    }
    const char *length =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return (length != NULL && strcmp(length, "0") != 0) ||
           MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING) !=
               NULL;
}

/* With the head of a request that brings a body. */
static enum MHD_Result begin_body(struct turn *turn, const char *path, const char *method, void **state)
{
    struct request request;
    const struct refusal *refusal = read_head(turn, &request, path, method, (uint32_t)(uintptr_t)*state);
    if (refusal != NULL || strcmp(method, MHD_HTTP_METHOD_POST) != 0) {
        return send_refusal(turn, refusal != NULL ? refusal : &no_body);
    }
    enum MHD_Result result = post_begin(turn, &request, state);
    sender_wipe(&request);
    return result;
}

enum MHD_Result request_handle(void *context, struct MHD_Connection *connection, const char *path,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_size, void **state)
{
    struct server *server = context;
    uint32_t state_bits = (uint32_t)(uintptr_t)*state;
    struct turn turn = {.server = server,
                        .connection = connection,
                        .thread = server_thread(server),
                        .route = route_table_none(server->routes)};
    (void)version;
    if (!(state_bits & STATE_IS_NUMBER) && (state_bits & STATE_IS_MAKING)) {
        return send_made(&turn, making_of(*state));
    }
    if (!(state_bits & STATE_IS_NUMBER)) {
        return post_go_on(&turn, *state, upload, upload_size);
    }
    /* At the first call, with the head, an answer ends the connection (a body may follow, and none is ever
     * waited for); at the second, when the request is known to have ended, it does not. */
    int brings_body = has_body(connection, method, *upload_size);
    connection_enter(server, connection, brings_body ? CONNECTION_BODY : CONNECTION_WORK);
    if (!(state_bits & state_head_seen) && !brings_body) {
        *state = (void *)(uintptr_t)(state_bits | state_head_seen); // NOLINT(performance-no-int-to-ptr)
        return MHD_YES;
    }
    enum MHD_Result result =
        brings_body ? begin_body(&turn, path, method, state) : answer_request(&turn, path, method, state);
    if (!((uintptr_t)*state & STATE_IS_NUMBER)) {
        return result;
    }
    if (result == MHD_YES) {
        state_bits |= STATE_QUEUED;
    }
    *state = (void *)(uintptr_t)state_bits; // NOLINT(performance-no-int-to-ptr)
    return result;
}

void request_end(void *context, struct MHD_Connection *connection, void **state,
                 enum MHD_RequestTerminationCode reason)
{
    struct server *server = context;
    uint32_t state_bits = (uint32_t)(uintptr_t)*state;
    (void)reason;
    connection_enter(server, connection, CONNECTION_HEAD);
    if (*state == NULL) {
        return;
    }
    if (!(state_bits & STATE_IS_NUMBER) && (state_bits & STATE_IS_MAKING)) {
        struct making *making = making_of(*state);
        state_bits = making->state | STATE_QUEUED;
        making_free(making);
    }
    if (!(state_bits & STATE_IS_NUMBER)) {
        metrics_count_time(server->metrics, server_thread(server), post_end(*state));
    } else if (state_bits & STATE_QUEUED) {
        uint32_t units = (clock_now() - (state_bits >> STATE_CLOCK_SHIFT)) & clock_mask;
        metrics_count_time(server->metrics, server_thread(server), (uint64_t)units * CLOCK_UNIT_US);
    }
}
