#ifndef HEADEND_HTTP_ACCEPTOR_H
#define HEADEND_HTTP_ACCEPTOR_H

#include <sys/socket.h>

#include "headend/http/connection_table.h"

/* A thread that accepts clients, as long as there are places and descriptors, and shuts those that are late.
 * libmicrohttpd's own accepting knows neither. */

struct acceptor;

struct acceptor_options {
    int listener; /* not blocking; taken over with success */
    struct connection_table *table;
    /* Takes an accepted client over, closes it where it cannot: -1. */
    int (*take)(void *context, int client, const struct sockaddr *address, socklen_t length);
    void *context;
};

/* NULL: errno says why. */
struct acceptor *acceptor_start(const struct acceptor_options *options);
/* Hands over the clients that the system has accepted for us already, closes the listener and ends the
 * thread. */
void acceptor_stop(struct acceptor *acceptor);

#endif
