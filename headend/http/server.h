#ifndef HEADEND_HTTP_SERVER_H
#define HEADEND_HTTP_SERVER_H

#include <stddef.h>

#include "headend/config/config_in_use.h"
#include "headend/http/metrics.h"

/* The HTTP server: threads with epoll, ready answers from the cache. */

struct server;

struct server_options {
    int listener; /* taken over */
    int threads;
    unsigned connections;             /* at most at a time */
    unsigned connections_per_address; /* 0: no limit */
    size_t cache_bytes;
    const char *store_path, *picture_directory;
    const struct store_schema *store_schema;
    struct config_in_use *config;        /* outlives the server */
    struct metrics *metrics;             /* likewise */
    const struct upstream_config *cases; /* the case system; without a url there is none */
};

/* NULL: logged. Takes over the listener in any case. */
struct server *server_start(const struct server_options *options);

/* What is served may have changed: nothing that was made before is sent after this returns. */
void server_content_changed(struct server *server);

/* NULL: no cases are looked up. */
struct cases *server_cases(struct server *server);
/* NULL: guides of cases are not named. */
struct case_guides *server_case_guides(struct server *server);

/* Takes no more connections, asks clients to go, lets every answer that was begun end, frees everything.
 * Waits `patience_ms` for them at most; then for the look-ups of cases (a call's time) and as long again for
 * theirs. */
void server_stop(struct server *server, int patience_ms);

#endif
