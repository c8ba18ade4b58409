#ifndef SANDBOX_SERVER_H
#define SANDBOX_SERVER_H

#include <stddef.h>

#include "sandbox/fault.h"
#include "sandbox/upstream.h"

/* The outside world over HTTP on loopback: the upstreams, each below its prefix, and below /sandbox what
 * people and tests turn: docs/upstreams.md. */

struct sandbox;

/* Takes over the listener in any case. The upstreams outlive it. NULL: `problem`. */
struct sandbox *sandbox_start(int listener, const struct upstream *upstreams, size_t count,
                              const char **problem);
void sandbox_stop(struct sandbox *sandbox);

/* -1: there is no such upstream. Ends what hangs. */
int sandbox_set_fault(struct sandbox *sandbox, const char *upstream, const struct fault *fault);

#endif
