#include "headend/http/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "headend/http/response_cache.h"
#include "headend/http/server_private.h"

enum {
    CONNECTION_MEMORY = 16 * 1024, /* the head of a request and of its answer */
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
        response_cache_free(server->cache);
        metrics_free(server->metrics);
        route_table_free(server->routes);
        free(server);
    }
}

static unsigned thread_count(const struct server_options *options)
{
    return options->threads < 1                   ? 1
           : options->threads > CACHE_READERS_MAX ? CACHE_READERS_MAX
                                                  : (unsigned)options->threads;
}

static struct server *create_server(const struct server_options *options)
{
    struct server *server = calloc(1, sizeof *server);
    if (server == NULL) {
        return NULL;
    }
    server->options = *options;
    server->cache = response_cache_create(options->cache_bytes);
    server->routes = route_table_create(options->routes, options->route_count);
    server->metrics = server->routes != NULL ? metrics_create(server->routes) : NULL;
    int failed = server->cache == NULL || server->metrics == NULL;
    for (size_t i = 0; i < thread_count(options) && !failed; i++) {
        server->workers[i] = options->worker_create(options->context);
        failed = server->workers[i] == NULL;
    }
    if (failed) {
        free_server(server);
        server = NULL;
    }
    return server;
}

static struct MHD_Daemon *start_daemon(struct server *server, const struct server_options *options)
{
    const unsigned threads = thread_count(options);
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_TURBO | MHD_USE_ERROR_LOG |
                           MHD_ALLOW_SUSPEND_RESUME;
    struct MHD_OptionItem pool[] = {
        {MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)threads, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    if (threads == 1) {
        pool[0].option = MHD_OPTION_END; /* one thread needs no pool */
    }
    return MHD_start_daemon(
        flags, 0, NULL, NULL, request_handle, server, MHD_OPTION_EXTERNAL_LOGGER, log_of_library, NULL,
        MHD_OPTION_LISTEN_SOCKET, options->listener, MHD_OPTION_URI_LOG_CALLBACK, request_begin, server,
        MHD_OPTION_NOTIFY_COMPLETED, request_end, server, MHD_OPTION_CONNECTION_LIMIT,
        options->connections < threads ? threads : options->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        options->connections_per_address, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_ARRAY, pool,
        MHD_OPTION_END);
}

struct server *server_start(const struct server_options *options)
{
    struct server *server = create_server(options);
    if (server == NULL) {
        log_line(LOG_LEVEL_ERROR, "server", "out of memory");
    } else {
        server->daemon = start_daemon(server, options);
        if (server->daemon != NULL) {
            return server;
        }
        log_line(LOG_LEVEL_ERROR, "server", "the threads cannot be started: %s", strerror(errno));
    }
    (void)close(options->listener);
    free_server(server);
    return NULL;
}

void server_content_changed(struct server *server)
{
    response_cache_empty(server->cache);
}

/* Clients that the system has accepted for us already are still served. */
static void take_waiting_clients(struct server *server, int listener)
{
    struct sockaddr_storage address;
    for (;;) {
        socklen_t length = sizeof address;
        int client = accept4(listener, (struct sockaddr *)&address, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (client < 0) {
            return;
        }
        /* Closes the client when it cannot take it. */
        (void)MHD_add_connection(server->daemon, client, (struct sockaddr *)&address, length);
    }
}

unsigned server_connections(struct server *server)
{
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
    return info != NULL ? info->num_connections : 0;
}

/* Every answer now says "Connection: close", so busy clients leave by themselves. What is left in the end is
 * idle. */
static void wait_for_clients(struct server *server, int patience_ms)
{
    enum { STEP_MS = 20, QUIET_MS = 500 };
    const struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
    uint64_t last_seen = metrics_requests(server->metrics);
    int quiet = 0;
    for (int waited = 0; waited < patience_ms && server_connections(server) > 0 && quiet < QUIET_MS;
         waited += STEP_MS) {
        (void)nanosleep(&step, NULL);
        uint64_t begun = metrics_requests(server->metrics);
        int still = begun == last_seen && metrics_finished(server->metrics) == begun;
        quiet = still ? quiet + STEP_MS : 0;
        last_seen = begun;
    }
}

/* libmicrohttpd 0.9.75 ends the program ("Failed to remove listen FD") if one of its threads looks after its
 * sockets in the very moment in which the listener is taken away. A thread that has nothing to do sleeps: so
 * a moment without a new request is waited for, which comes soon as every answer closes its connection now.
 */
static void wait_for_a_calm_moment(struct server *server)
{
    enum { STEP_MS = 20, STEPS_MOST = 10 };
    const struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
    for (int i = 0; i < STEPS_MOST; i++) {
        uint64_t before = metrics_requests(server->metrics);
        (void)nanosleep(&step, NULL);
        if (metrics_requests(server->metrics) == before) {
            return;
        }
    }
}

void server_drain(struct server *server, int patience_ms)
{
    atomic_store(&server->draining, 1);
    wait_for_a_calm_moment(server);
    int listener = MHD_quiesce_daemon(server->daemon);
    if (listener >= 0) {
        take_waiting_clients(server, listener);
        (void)close(listener);
    }
    wait_for_clients(server, patience_ms);
}

void server_stop(struct server *server, int patience_ms)
{
    /* libmicrohttpd cannot stop while a connection sleeps. */
    wait_for_clients(server, patience_ms);
    MHD_stop_daemon(server->daemon);
    free_server(server);
}
