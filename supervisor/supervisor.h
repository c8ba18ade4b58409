#ifndef SUPERVISOR_SUPERVISOR_H
#define SUPERVISOR_SUPERVISOR_H

#include "supervisor/child.h"
#include "supervisor/key_watch.h"
#include "supervisor/options.h"

/* Television, the hall's key, the hall, television again: the one loop. Reaps whatever becomes its child, so
 * it may be process 1 of a box. SIGUSR1 is as good as the hall's key: a player that keeps the remote to
 * itself sends it. */
struct supervisor {
    const struct options *options;
    struct policy policy;
    struct heartbeat heartbeat;
    struct child child;
    struct key_watch *keys; /* NULL while the hall runs */
    int signal_fd;          /* SIGCHLD, SIGUSR1, SIGTERM, SIGINT, SIGHUP */
    int64_t started_us;
    int hung;     /* the child was killed for it */
    int refused;  /* said once a closure */
    int stopping; /* told to end; the hall has until stop_us */
    int64_t stop_us;
};

/* Runs until a signal ends it. Returns the status of the program. */
int supervisor_run(struct supervisor *supervisor, const struct options *options);

#endif
