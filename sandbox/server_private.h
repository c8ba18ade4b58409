#ifndef SANDBOX_SERVER_PRIVATE_H
#define SANDBOX_SERVER_PRIVATE_H

#include <microhttpd.h>
#include <pthread.h>

#include "sandbox/server.h"

/* For server.c, spoiled_reply.c and control.c. */

enum { UPSTREAMS_MAX = 16 };

struct upstream_play {
    const struct upstream *upstream;
    struct fault fault;
    unsigned fault_number; /* grows with every fault that is set: wakes what hangs */
    long long calls;
};

struct sandbox {
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t changed;
    int stopping;
    struct upstream_play plays[UPSTREAMS_MAX];
    size_t count;
};

/* With its type and headers. Takes over its body. */
enum MHD_Result send_upstream_reply(struct MHD_Connection *connection, const struct upstream_reply *reply);
/* JSON. Takes over `body`. */
enum MHD_Result send_reply(struct MHD_Connection *connection, unsigned status, char *body, size_t length);

/* The reply as the fault makes it. Takes over its body. */
enum MHD_Result send_spoiled(struct MHD_Connection *connection, const struct fault *fault,
                             struct upstream_reply *reply);

/* Answers what is below /sandbox. */
enum MHD_Result answer_control(struct sandbox *sandbox, struct MHD_Connection *connection, const char *method,
                               const char *path);

#endif
