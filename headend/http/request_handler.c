#include "headend/http/request_handler.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/wall_clock.h"
#include "headend/database/revisions.h"
#include "headend/http/feed_json.h"
#include "headend/http/post_handler.h"
#include "headend/http/request_turn.h"
#include "headend/http/server_private.h"
#include "headend/pages/phone_answer.h"

/* The state of a request without a body is an odd number in libmicrohttpd's pointer, so that none has to be
 * allocated: the low bits of the steady clock at its begin (a quarter of an hour goes in: no request lives
 * that long), and what was seen of its address. A request with a body has a struct post. */
enum {
    STATE_IS_NUMBER = 1,
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
    return (uint32_t)(steady_clock_us() / CLOCK_UNIT_US) & clock_mask;
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

/* Which of the per-thread things is this thread's. */
static unsigned worker_of_thread(struct server *server)
{
    static _Thread_local unsigned worker_plus_one;
    if (worker_plus_one == 0) {
        unsigned seen = atomic_fetch_add(&server->threads_seen, 1);
        if (seen >= CACHE_READERS_MAX) {
            abort(); /* libmicrohttpd was told to start no more */
        }
        worker_plus_one = seen + 1;
    }
    return worker_plus_one - 1;
}

static enum MHD_Result send_response(const struct turn *turn, unsigned status, struct MHD_Response *response,
                                     size_t bytes)
{
    enum MHD_Result result = MHD_queue_response(turn->connection, status, response);
    if (result == MHD_YES) {
        metrics_count_request(turn->server->metrics, turn->worker, turn->route, status, bytes);
    }
    return result;
}

static enum MHD_Result send_answer(const struct turn *turn, const struct request *request,
                                   const struct answer *answer)
{
    if (answer_matches(answer, request->if_none_match)) {
        return send_response(turn, MHD_HTTP_NOT_MODIFIED, answer->not_modified, 0);
    }
    if (request->accepts_gzip && answer->gzip != NULL) {
        return send_response(turn, MHD_HTTP_OK, answer->gzip, answer->gzip_bytes);
    }
    return send_response(turn, MHD_HTTP_OK, answer->plain, answer->plain_bytes);
}

/* What a look-up said is personal, masked or not. */
static void wipe_and_free(void *text)
{
    explicit_bzero(text, strlen(text));
    free(text);
}

enum MHD_Result send_text(const struct turn *turn, unsigned status, char *body, size_t length,
                          const char *type)
{
    struct MHD_Response *response =
        body != NULL ? MHD_create_response_from_buffer_with_free_callback(length, body, wipe_and_free) : NULL;
    if (response == NULL) {
        if (body != NULL) {
            wipe_and_free(body);
        }
        return MHD_NO; /* ends the connection: there is no memory to say more */
    }
    const char *allowed = turn->route == ROUTE_CASES || turn->route == ROUTE_RATINGS ? "POST" : "GET, HEAD";
    enum MHD_Result result = MHD_NO;
    if (answer_add_type(response, type) == 0 &&
        MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store") == MHD_YES &&
        (status != MHD_HTTP_METHOD_NOT_ALLOWED ||
         MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, allowed) == MHD_YES) &&
        (!atomic_load_explicit(&turn->server->draining, memory_order_relaxed) ||
         MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close") == MHD_YES)) {
        result = send_response(turn, status, response, length);
    }
    MHD_destroy_response(response);
    return result;
}

enum MHD_Result send_refusal(const struct turn *turn, const struct refusal *refusal)
{
    size_t length = 0;
    char *body = NULL;
    if (turn->route == ROUTE_PAGE) { /* whoever opened it is a person */
        body = phone_answer_refusal(&turn->server->makers[turn->worker], refusal->status, &length);
    }
    if (body != NULL) {
        return send_text(turn, refusal->status, body, length, "text/html; charset=utf-8");
    }
    body = json_of_error(refusal->error, refusal->message, &length);
    return send_text(turn, refusal->status, body, length, "application/json");
}

static void read_gauges(struct answer_maker *maker, struct metrics_gauges *gauges)
{
    struct store *store = answer_maker_store(maker);
    gauges->notices = store != NULL ? store_notices_count(store, wall_clock_ms()) : -1;
    gauges->rev = store != NULL ? store_rev(store) : -1;
}

static enum MHD_Result send_health(const struct turn *turn)
{
    struct metrics_gauges gauges = {0};
    size_t length = 0;
    read_gauges(&turn->server->makers[turn->worker], &gauges);
    if (gauges.notices < 0 || gauges.rev < 0) {
        return send_refusal(turn, &refusal_unavailable);
    }
    char *body = json_of_health(gauges.notices, gauges.rev, &length);
    return send_text(turn, MHD_HTTP_OK, body, length, "application/json");
}

static enum MHD_Result send_metrics(const struct turn *turn)
{
    struct metrics_gauges gauges = {.cache = answer_cache_measure(turn->server->cache),
                                    .connections = server_connections(turn->server),
                                    .cases = turn->server->cases};
    size_t length = 0;
    read_gauges(&turn->server->makers[turn->worker], &gauges);
    char *body = metrics_page(turn->server->metrics, &gauges, &length);
    return send_text(turn, MHD_HTTP_OK, body, length, "text/plain; version=0.0.4; charset=utf-8");
}

/* Not in the cache: made, sent and kept. */
static enum MHD_Result send_made(const struct turn *turn, const struct request *request, int64_t now)
{
    struct server *server = turn->server;
    int draining = atomic_load_explicit(&server->draining, memory_order_relaxed);
    const struct refusal *refusal = NULL;
    uint64_t generation = answer_cache_generation(server->cache);
    struct answer *answer = answer_maker_make(&server->makers[turn->worker], request, now, &refusal);
    if (answer == NULL) {
        return send_refusal(turn, refusal);
    }
    if (draining) {
        (void)MHD_add_response_header(answer->plain, MHD_HTTP_HEADER_CONNECTION, "close");
        (void)MHD_add_response_header(answer->not_modified, MHD_HTTP_HEADER_CONNECTION, "close");
        if (answer->gzip != NULL) {
            (void)MHD_add_response_header(answer->gzip, MHD_HTTP_HEADER_CONNECTION, "close");
        }
    }
    enum MHD_Result result = send_answer(turn, request, answer);
    if (draining || request->once) {
        answer_free(answer);
    } else {
        answer_cache_put(server->cache, &request->key, answer, generation);
    }
    return result;
}

static enum MHD_Result send_feed(const struct turn *turn, const struct request *request)
{
    struct server *server = turn->server;
    int64_t now = wall_clock_ms();
    enum MHD_Result result = MHD_NO;
    if (!request->once && !atomic_load_explicit(&server->draining, memory_order_relaxed)) {
        const struct answer *answer = answer_cache_enter(server->cache, turn->worker, &request->key, now);
        if (answer != NULL) {
            result = send_answer(turn, request, answer);
        }
        answer_cache_leave(server->cache, turn->worker);
        metrics_count_lookup(server->metrics, turn->worker, answer != NULL);
        if (answer != NULL) {
            return result;
        }
    }
    return send_made(turn, request, now);
}

static enum MHD_Result answer_request(struct turn *turn, const char *path, const char *method, uint32_t state)
{
    struct request request;
    if (state & STATE_TOO_LONG) {
        return send_refusal(turn, &refusal_url_too_long);
    }
    const struct refusal *refusal = request_read(turn->connection, path, method, &request);
    turn->route = (enum route)request.key.route;
    if (state & STATE_BAD) {
        refusal = &refusal_bad_url;
    }
    if (refusal != NULL) {
        return send_refusal(turn, refusal);
    }
    if (turn->route == ROUTE_HEALTH) {
        return send_health(turn);
    }
    if (turn->route == ROUTE_METRICS) {
        return send_metrics(turn);
    }
    return send_feed(turn, &request);
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

static enum MHD_Result refuse_body(struct turn *turn, const char *path, const char *method)
{
    struct request request;
    const struct refusal *refusal = request_read(turn->connection, path, method, &request);
    turn->route = (enum route)request.key.route;
    return send_refusal(turn, refusal != NULL ? refusal : &refusal_body);
}

/* With the head of a request that brings a body. */
static enum MHD_Result begin_body(struct turn *turn, const char *path, const char *method, void **state)
{
    uint32_t state_bits = (uint32_t)(uintptr_t)*state;
    turn->route = state_bits & (STATE_TOO_LONG | STATE_BAD) ? ROUTE_NONE : post_route(path, method);
    return turn->route != ROUTE_NONE ? post_begin(turn, state) : refuse_body(turn, path, method);
}

enum MHD_Result request_handle(void *context, struct MHD_Connection *connection, const char *path,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_size, void **state)
{
    struct server *server = context;
    uint32_t state_bits = (uint32_t)(uintptr_t)*state;
    struct turn turn = {.server = server, .connection = connection, .worker = worker_of_thread(server)};
    (void)version;
    if (!(state_bits & STATE_IS_NUMBER)) {
        return post_go_on(&turn, *state, upload, upload_size);
    }
    /* At the first call, with the head, an answer ends the connection (a body may follow, and none is ever
     * waited for); at the second, when the request is known to have ended, it does not. */
    int brings_body = has_body(connection, method, *upload_size);
    if (!(state_bits & state_head_seen) && !brings_body) {
        *state = (void *)(uintptr_t)(state_bits | state_head_seen); // NOLINT(performance-no-int-to-ptr)
        return MHD_YES;
    }
    enum MHD_Result result = brings_body ? begin_body(&turn, path, method, state)
                                         : answer_request(&turn, path, method, state_bits);
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
    (void)connection;
    (void)reason;
    if (*state == NULL) {
        return;
    }
    if (!(state_bits & STATE_IS_NUMBER)) {
        metrics_count_time(server->metrics, worker_of_thread(server), post_end(*state));
    } else if (state_bits & STATE_QUEUED) {
        uint32_t units = (clock_now() - (state_bits >> STATE_CLOCK_SHIFT)) & clock_mask;
        metrics_count_time(server->metrics, worker_of_thread(server), (uint64_t)units * CLOCK_UNIT_US);
    }
}
