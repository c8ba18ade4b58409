#ifndef HEADEND_HTTP_SERVER_H
#define HEADEND_HTTP_SERVER_H

#include <stddef.h>
#include <stdio.h>

#include "headend/http/certificate.h"
#include "headend/http/request.h"

/* The HTTP server: threads with epoll, ready answers from the cache. What it serves stands in the routes. */

struct server;

struct server_options {
    int listener;                    /* taken over */
    struct certificate *certificate; /* what it shows, over TLS; outlives the server. NULL: plain HTTP */
    int threads;
    unsigned connections;             /* at most at a time */
    unsigned connections_per_address; /* 0: no limit */
    size_t cache_bytes;
    const struct route *routes; /* copied */
    size_t route_count;
    /* What each thread has of its own, for the routes' makers. NULL: out of memory. */
    void *(*worker_create)(void *context);
    void (*worker_free)(void *worker);
    void *context; /* of worker_create */
    /* What services count, into the page of /metrics. May be NULL. */
    void (*write_metrics)(void *worker, FILE *page);
    /* Whose session this is: 1, and the person's name in our books; 0: nobody's. NULL: there are no sessions.
     */
    int (*find_person)(void *worker, const char *session, char person[PERSON_SIZE]);
    /* Whose credential this is: 1, and the box; 0: no box's that holds; -1: it cannot be told now. NULL:
     * there are none. Asked for with every request that needs it, so that what is revoked does not hold any
     * more. */
    int (*find_box)(void *worker, const char *token, struct known_box *box);
    /* Whose session on this box it is: 1, and the person; 0: none that holds. NULL: there are none. Asked
     * for with every personal request: it counts as being used. */
    int (*find_session)(void *worker, const struct known_box *box, const char *token,
                        struct session_person *person);
};

/* NULL: logged. Takes over the listener in any case. */
struct server *server_start(const struct server_options *options);

/* What is served may have changed: nothing that was made before is sent after this returns. */
void server_content_changed(struct server *server);

/* For a route's get_once: the page for Prometheus. */
const struct refusal *server_reply_metrics(struct request *request, struct reply *reply);

/* Takes no more connections, asks clients to go, and lets answers that were begun end. Waits `patience_ms`
 * for them at most. */
void server_drain(struct server *server, int patience_ms);
/* After server_drain, when no request is deferred any more: waits as long again for the last answers, ends
 * the threads and frees everything. */
void server_stop(struct server *server, int patience_ms);

#endif
