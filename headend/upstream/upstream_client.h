#ifndef HEADEND_UPSTREAM_UPSTREAM_CLIENT_H
#define HEADEND_UPSTREAM_UPSTREAM_CLIENT_H

#include <stddef.h>

#include "both-sides/config/upstream_config.h"
#include "both-sides/json/json_tree.h"

/* Asks a system that is not ours over HTTP and takes its answer as it came, within bounds of time and size.
 * Blocks: for worker threads only, a client each. Over https the system must be certified for the host that
 * was asked, by the authority of the configuration. Follows no redirects, uses no proxy. */

enum {
    UPSTREAM_PROBLEM_SIZE = 160,
    UPSTREAM_HEADERS_MAX = 16 * 1024,
    UPSTREAM_BYTES_MAX = JSON_TREE_BYTES_MAX,
};

struct upstream_client;

struct upstream_request {
    const char *url;            /* in place of the configuration's address; NULL: that */
    const char *path;           /* behind it; begins with '/', may have a query; may be "" behind a `url` */
    const char *const *headers; /* "Name: value", NULL at the end; NULL: none */
    const char *body;           /* NULL: a GET; else a POST */
    size_t length;              /* of the body */
    int any_status;             /* 0: only 200 is an answer */
    int once;   /* on a connection of its own: on one that was used before, libcurl sends a request again by
                   itself where the other side hangs up before it says anything */
    char *room; /* where the response's body goes, the caller's to wipe; NULL: the client's own, of
                   UPSTREAM_BYTES_MAX */
    size_t room_size; /* of `room`: one byte more than a body may have */
};

struct upstream_response {
    int status;
    const char *body; /* the bytes as they came, as signatures are over them; a NUL stands behind them */
    size_t length;
};

/* NULL: `problem` says why: out of memory, or a file of the configuration that cannot be read. */
struct upstream_client *upstream_client_create(const struct upstream_config *config,
                                               char problem[UPSTREAM_PROBLEM_SIZE]);
void upstream_client_free(struct upstream_client *client);

/* How long exchanges may take as a whole from now on, instead of what the configuration says. */
void upstream_client_allow(struct upstream_client *client, int timeout_ms);
/* What is allowed now. */
int upstream_client_allowed(const struct upstream_client *client);

/* 0: the response is whole, and good until upstream_client_wipe or the next exchange; else `problem` says why
 * there is none, and nothing of what was asked: -1, or UPSTREAM_LACKS_MEMORY, which is no fault of the
 * system. */
enum { UPSTREAM_LACKS_MEMORY = -2 };
int upstream_client_ask(struct upstream_client *client, const struct upstream_request *request,
                        struct upstream_response *response, char problem[UPSTREAM_PROBLEM_SIZE]);
/* A header of the response, good as long as the response; NULL: there is none, or more than one. */
const char *upstream_client_header(const struct upstream_client *client, const char *name);
void upstream_client_wipe(struct upstream_client *client);

#endif
