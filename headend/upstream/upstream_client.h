#ifndef HEADEND_UPSTREAM_UPSTREAM_CLIENT_H
#define HEADEND_UPSTREAM_UPSTREAM_CLIENT_H

#include <stddef.h>

#include "both-sides/json/upstream_json.h"

/* Posts JSON to a system that is not ours and takes its answer, within bounds of time and size. Blocks: for
 * worker threads only, a client each. Follows no redirects, uses no proxy. */

enum { UPSTREAM_PROBLEM_SIZE = 160 };

struct upstream_client;

/* `base` is http(s)://host[:port][/prefix]. NULL: out of memory. */
struct upstream_client *upstream_client_create(const char *base);
void upstream_client_free(struct upstream_client *client);

/* How long exchanges may take as a whole from now on. To be said before the first. */
void upstream_client_allow(struct upstream_client *client, int timeout_ms);

/* 0: *text (a NUL stands behind it) is the body of an answer 200 and good until upstream_client_wipe; -1:
 * `problem` says why there is none, and nothing of what was asked. */
int upstream_client_post(struct upstream_client *client, const char *path, const char *body,
                         const char **text, size_t *length, char problem[UPSTREAM_PROBLEM_SIZE]);
void upstream_client_wipe(struct upstream_client *client);

#endif
