#ifndef SANDBOX_UPSTREAM_H
#define SANDBOX_UPSTREAM_H

#include <stddef.h>

/* One outside system: the server hands it the requests below its prefix. Called from many threads at once. */

struct upstream_request {
    const char *method, *path; /* the path without the prefix */
    const char *body;          /* a NUL stands behind it */
    size_t length;
};

struct upstream_reply {
    unsigned status; /* HTTP */
    char *body;      /* malloc'ed JSON; taken over */
    size_t length;
};

struct upstream {
    const char *name;   /* in faults and counts: "cases" */
    const char *prefix; /* "/case/v1" */
    void *state;
    /* -1: out of memory. */
    int (*answer)(void *state, const struct upstream_request *request, struct upstream_reply *reply);
    /* What there is to try, for people and tests, as JSON; NULL: out of memory. */
    char *(*samples)(void *state, size_t *length);
    /* Forgets what was written to it since the start. */
    void (*reset)(void *state);
};

#endif
