#ifndef HEADEND_HTTP_SERVER_PRIVATE_H
#define HEADEND_HTTP_SERVER_PRIVATE_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "headend/cases/cases.h"
#include "headend/http/answer_cache.h"
#include "headend/http/answer_maker.h"
#include "headend/http/server.h"

/* For server.c and request_handler.c. */
struct server {
    struct MHD_Daemon *daemon;
    struct answer_cache *cache;
    struct metrics *metrics;
    struct cases *cases;                           /* NULL: none are looked up */
    struct case_guides *case_guides;               /* with cases; NULL: their guides are not named */
    struct answer_maker makers[CACHE_READERS_MAX]; /* one a thread */
    atomic_uint threads_seen;
    atomic_int draining; /* answers ask clients to go */
};

unsigned server_connections(struct server *server);

#endif
