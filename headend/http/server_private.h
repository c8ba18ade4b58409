#ifndef HEADEND_HTTP_SERVER_PRIVATE_H
#define HEADEND_HTTP_SERVER_PRIVATE_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "headend/http/acceptor.h"
#include "headend/http/connection_table.h"
#include "headend/http/makers.h"
#include "headend/http/metrics.h"
#include "headend/http/response_cache.h"
#include "headend/http/server.h"

/* For server.c (start and end), request_handler.c (requests) and post_handler.c (requests with a body). */

struct server {
    struct server_options options; /* its listener and routes are used up at the start */
    struct MHD_Daemon *daemon;
    struct connection_table *connections;
    struct acceptor *acceptor; /* NULL: no clients are taken any more */
    struct route_table *routes;
    struct response_cache *cache;
    struct metrics *metrics;
    struct makers *makers;
    void *workers[CACHE_READERS_MAX]; /* one a thread: of libmicrohttpd's, and of the makers' */
    atomic_uint threads_seen;
    atomic_int draining; /* answers ask clients to go */
};

/* Of a connection, as the table of connections is told. */
void connection_enter(struct server *server, struct MHD_Connection *connection, enum connection_phase phase);

/* Which of the per-thread things is this thread's. */
unsigned server_thread(struct server *server);

/* What libmicrohttpd calls for each request; the context is the server. With the address as it came, before
 * it is taken apart (MHD_OPTION_URI_LOG_CALLBACK); with the head (MHD_AccessHandlerCallback); when the answer
 * is out (MHD_OPTION_NOTIFY_COMPLETED). */
void *request_begin(void *context, const char *address, struct MHD_Connection *connection);
enum MHD_Result request_handle(void *context, struct MHD_Connection *connection, const char *path,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_size, void **state);
void request_end(void *context, struct MHD_Connection *connection, void **state,
                 enum MHD_RequestTerminationCode reason);

/* One call of libmicrohttpd for a request. */
struct turn {
    struct server *server;
    struct MHD_Connection *connection;
    unsigned thread; /* number: whose workers[], whose reader of the cache, whose counts */
    const struct route *route;
};

/* An answer of one request alone; what the reply owns is gone afterwards. */
enum MHD_Result send_reply(const struct turn *turn, struct reply *reply);
void reply_clear(struct reply *reply);
enum MHD_Result send_refusal(const struct turn *turn, const struct refusal *refusal);
/* What it says: a page where the route has one, else JSON. */
void write_refusal(const struct route *route, void *worker, const struct refusal *refusal,
                   struct reply *reply);
/* Whom route->needs asks for. */
const struct refusal *sender_find(const struct server_options *options, struct request *request);
/* The request knows no person any more: with every copy of one. */
void sender_wipe(struct request *request);

/* The state of a request is an odd number as long as nothing has to be kept of it. With a body it is a struct
 * post, and while its answer is made a struct making, whose address then has the second bit set. */
struct post;

/* With the head of a POST that `request` was read from. *state stays as it is where the request is refused,
 * which is answered at once. */
enum MHD_Result post_begin(struct turn *turn, struct request *request, void **state);
/* With each piece of the body, at its end (no upload), and once more when the answer is there. */
enum MHD_Result post_go_on(struct turn *turn, struct post *post, const char *upload, size_t *upload_size);
/* When the request is over: how long it took, in µs. Frees it. */
uint64_t post_end(struct post *post);

#endif
