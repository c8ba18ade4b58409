#ifndef SANDBOX_UPSTREAM_H
#define SANDBOX_UPSTREAM_H

#include <stddef.h>

/* One outside system: the server hands it the requests below its prefix. Called from many threads at once. */

struct upstream_request {
    const char *method, *path; /* the path without the prefix */
    const char *target;        /* path and query as they came, with the prefix */
    const char *body;          /* a NUL stands behind it */
    size_t length;
    void *connection; /* the server's: below */
};

/* Of the request's head, and of what stands behind "?"; NULL: it has none of this name. */
const char *upstream_header(const struct upstream_request *request, const char *name);
const char *upstream_parameter(const struct upstream_request *request, const char *name);

enum { UPSTREAM_REPLY_HEADERS = 6, UPSTREAM_HEADER_SIZE = 4096 };

struct upstream_reply {
    unsigned status; /* HTTP */
    char *body;      /* malloc'ed JSON; taken over */
    size_t length;
    const char *type; /* NULL: JSON */
    struct {
        const char *name;
        char value[UPSTREAM_HEADER_SIZE];
    } headers[UPSTREAM_REPLY_HEADERS];
    size_t header_count;
};

/* What does not fit is cut. */
void upstream_reply_header(struct upstream_reply *reply, const char *name, const char *value);

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
    /* Something of its own that is wrong from now on, by a word. -1: it knows no such. NULL: there is
     * nothing. */
    int (*turn)(void *state, const char *what);
};

#endif
