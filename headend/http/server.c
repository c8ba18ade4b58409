#include "headend/http/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/http/response_cache.h"
#include "headend/http/server_private.h"

enum {
    CONNECTION_MEMORY =
        6656, /* of a connection, also while it is idle: request's head with its parts, and the answer's */
    IDLE_SECONDS = 30,
};

/* libmicrohttpd's own lines tell of clients that went away or sent nonsense: of use only when one looks for
 * them. */
static void __attribute__((format(printf, 2, 0)))
log_of_library(void *context, const char *format, va_list arguments)
{
    char message[400];
    (void)context;
    if (vsnprintf(message, sizeof message, format, arguments) > 0) {
        message[strcspn(message, "\n")] = '\0';
        log_line(LOG_LEVEL_DEBUG, "http", "%s", message);
    }
}

static void free_server(struct server *server)
{
    if (server != NULL) {
        for (size_t i = 0; i < CACHE_READERS_MAX; i++) {
            if (server->workers[i] != NULL) {
                server->options.worker_free(server->workers[i]);
            }
        }
        connection_table_free(server->connections);
        makers_free(server->makers);
        response_cache_free(server->cache);
        metrics_free(server->metrics);
        route_table_free(server->routes);
        free(server);
    }
}

/* Threads that send what is ready; there are half as many that make what is not. */
static unsigned thread_count(const struct server_options *options)
{
    enum { MOST = CACHE_READERS_MAX * 2 / 3 };
    return options->threads < 1 ? 1 : options->threads > MOST ? MOST : (unsigned)options->threads;
}

static unsigned maker_count(const struct server_options *options)
{
    return (thread_count(options) + 1) / 2;
}

static struct server *create_server(const struct server_options *options)
{
    struct server *server = calloc(1, sizeof *server);
    if (server == NULL) {
        return NULL;
    }
    server->options = *options;
    server->options.connections = options->connections > 0 ? options->connections : 1;
    server->cache = response_cache_create(options->cache_bytes);
    server->connections = connection_table_create(&(struct connection_table_options){
        .places = server->options.connections, .per_network = options->connections_per_address});
    server->routes = route_table_create(options->routes, options->route_count);
    server->metrics = server->routes != NULL ? metrics_create(server->routes) : NULL;
    int failed = server->cache == NULL || server->connections == NULL || server->metrics == NULL;
    for (size_t i = 0; i < thread_count(options) + maker_count(options) && !failed; i++) {
        server->workers[i] = options->worker_create(options->context);
        failed = server->workers[i] == NULL;
    }
    if (failed) {
        free_server(server);
        server = NULL;
    }
    return server;
}

/* --- Connections --- */

static int descriptor_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

void connection_enter(struct server *server, struct MHD_Connection *connection, enum connection_phase phase)
{
    connection_table_enter(server->connections, descriptor_of(connection), phase, steady_us() / 1000);
}

/* libmicrohttpd calls it before it closes the descriptor: nothing else can have the same by then. */
static void follow_connection(void *context, struct MHD_Connection *connection, void **state,
                              enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    (void)state;
    if (code == MHD_CONNECTION_NOTIFY_STARTED && server->options.certificate != NULL) {
        const union MHD_ConnectionInfo *tls =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
        certificate_use(server->options.certificate, tls->tls_session);
    }
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        connection_table_begin(server->connections, descriptor_of(connection));
    } else {
        connection_table_remove(server->connections, descriptor_of(connection));
    }
}

static int take_client(void *context, int client, const struct sockaddr *address, socklen_t length)
{
    struct server *server = context;
    return MHD_add_connection(server->daemon, client, address, length) == MHD_YES ? 0 : -1;
}

/* --- Start and end --- */

enum { EXTRA_OPTIONS_MAX = 4 };

/* What depends. */
static void add_options(const struct server_options *options, struct MHD_OptionItem extra[EXTRA_OPTIONS_MAX])
{
    /* Forward secrecy and authenticated encryption only; nothing older than TLS 1.2. */
    static char priorities[] =
        "NONE:+VERS-TLS1.3:+VERS-TLS1.2:+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:+AEAD:"
        "+ECDHE-ECDSA:+ECDHE-RSA:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:"
        "+SIGN-ALL:-SIGN-RSA-SHA1:-SIGN-ECDSA-SHA1:-SIGN-DSA-SHA1:+COMP-NULL:"
        "%SERVER_PRECEDENCE:%DISABLE_TLS13_COMPAT_MODE";
    gnutls_certificate_retrieve_function2 *const retrieve = certificate_retrieve;
    size_t count = 0;
    if (thread_count(options) > 1) { /* one thread needs no pool */
        extra[count++] =
            (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)thread_count(options), NULL};
    }
    if (options->certificate != NULL) {
        extra[count++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_PRIORITIES, 0, priorities};
        extra[count] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_CERT_CALLBACK, 0, NULL};
        memcpy(&extra[count++].ptr_value, &retrieve, sizeof retrieve);
    }
    extra[count] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
}

static struct MHD_Daemon *start_daemon(struct server *server, const struct server_options *options)
{
    const unsigned threads = thread_count(options);
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_TURBO | MHD_USE_ERROR_LOG |
                           MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET |
                           (options->certificate != NULL ? MHD_USE_TLS : 0U);
    struct MHD_OptionItem extra[EXTRA_OPTIONS_MAX];
    add_options(options, extra);
    return MHD_start_daemon(flags, 0, NULL, NULL, request_handle, server, MHD_OPTION_EXTERNAL_LOGGER,
                            log_of_library, NULL, MHD_OPTION_URI_LOG_CALLBACK, request_begin, server,
                            MHD_OPTION_NOTIFY_COMPLETED, request_end, server, MHD_OPTION_NOTIFY_CONNECTION,
                            follow_connection, server, MHD_OPTION_CONNECTION_LIMIT,
                            server->options.connections + threads, MHD_OPTION_CONNECTION_TIMEOUT,
                            (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                            (size_t)CONNECTION_MEMORY, MHD_OPTION_ARRAY, extra, MHD_OPTION_END);
}

struct server *server_start(const struct server_options *options)
{
    struct server *server = create_server(options);
    if (server == NULL) {
        log_line(LOG_LEVEL_ERROR, "server", "out of memory");
    } else {
        server->makers = makers_start(server, maker_count(options), server->options.connections);
        server->daemon = server->makers != NULL ? start_daemon(server, options) : NULL;
        if (server->daemon != NULL) {
            server->acceptor = acceptor_start(&(struct acceptor_options){.listener = options->listener,
                                                                         .table = server->connections,
                                                                         .take = take_client,
                                                                         .context = server});
        }
        if (server->acceptor != NULL) {
            return server;
        }
        log_line(LOG_LEVEL_ERROR, "server", "the threads cannot be started: %s", strerror(errno));
        if (server->daemon != NULL) {
            MHD_stop_daemon(server->daemon);
        }
        if (server->makers != NULL) {
            makers_stop(server->makers);
        }
    }
    (void)close(options->listener);
    free_server(server);
    return NULL;
}

void server_content_changed(struct server *server)
{
    response_cache_empty(server->cache);
}

/* Every answer now says "Connection: close", so busy clients leave by themselves. What is left in the end is
 * idle. */
static void wait_for_clients(struct server *server, int patience_ms)
{
    enum { STEP_MS = 20, QUIET_MS = 500 };
    const struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
    uint64_t last_seen = metrics_requests(server->metrics);
    int quiet = 0;
    for (int waited = 0;
         waited < patience_ms && connection_table_count(server->connections).open > 0 && quiet < QUIET_MS;
         waited += STEP_MS) {
        (void)nanosleep(&step, NULL);
        uint64_t begun = metrics_requests(server->metrics);
        int still = begun == last_seen && metrics_finished(server->metrics) == begun;
        quiet = still ? quiet + STEP_MS : 0;
        last_seen = begun;
    }
}

void server_drain(struct server *server, int patience_ms)
{
    atomic_store(&server->draining, 1);
    acceptor_stop(server->acceptor);
    server->acceptor = NULL;
    wait_for_clients(server, patience_ms);
}

void server_stop(struct server *server, int patience_ms)
{
    /* libmicrohttpd cannot stop while a connection sleeps. */
    wait_for_clients(server, patience_ms);
    makers_stop(server->makers);
    MHD_stop_daemon(server->daemon);
    free_server(server);
}
