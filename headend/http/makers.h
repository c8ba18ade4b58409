#ifndef HEADEND_HTTP_MAKERS_H
#define HEADEND_HTTP_MAKERS_H

#include "headend/http/fair_queue.h"
#include "headend/http/request.h"
#include "headend/http/response.h"

/* Threads that make what is not ready, so that those that send what is ready never wait for it. They take the
 * clients in turns: what is asked for costs the one who asks (docs/decisions/0081). */

struct makers;
struct server;

/* A request whose answer is made; its connection sleeps meanwhile. */
struct making {
    struct fair_item item; /* first: for the queue */
    struct request request;
    char client[CLIENT_ADDRESS_SIZE]; /* who pays */
    uint32_t state;                   /* of the request, before it came here */
    /* In: what it is refused with, if that has to be made; NULL: it is answered. Out: one of the two. */
    const struct refusal *refusal;
    struct response *response;
    struct reply reply;
};

/* Of so many connections three in four may wait at a time, and of one client one in sixteen. NULL: logged. */
struct makers *makers_start(struct server *server, unsigned threads, size_t connections);
/* Refuses what waits and ends the threads; the connections are awake then. */
void makers_stop(struct makers *makers);
void makers_free(struct makers *makers);

/* Copies `request`. The making comes back with the connection's next call of the handler. NULL: too many
 * wait, or memory is short: the connection does not sleep. */
struct making *makers_add(struct makers *makers, const struct request *request, const struct refusal *refusal,
                          uint32_t state);
/* When the request is over. */
void making_free(struct making *making);

#endif
