#ifndef BACKEND_CLIENT_FETCH_AHEAD_H
#define BACKEND_CLIENT_FETCH_AHEAD_H

#include <stdint.h>

#include "backend-client/hall_client.h"

/* What must be readable without a network although nobody has opened it: the first pages of the list of
 * notices, and of these the urgent and important ones with their pictures. They go into the cache.
 *
 * Bounded for the headend: one request at a time, a moment apart, at moments of each box's own; in a quiet
 * hour one question for the list, which has not changed. */

struct fetch_ahead;

/* The client lives longer. NULL without memory: nothing is fetched ahead. */
struct fetch_ahead *fetch_ahead_new(struct hall_client *client, int64_t now_us);
void fetch_ahead_free(struct fetch_ahead *fetch);
/* CLOCK_MONOTONIC microseconds; INT64_MAX while a request is under way, and of NULL. */
int64_t fetch_ahead_deadline(const struct fetch_ahead *fetch);
/* Somebody presses keys: nothing is asked for until that has stopped for a while. On a small box what comes
 * takes the processor from a key for longer than the key needs it. */
void fetch_ahead_put_off(struct fetch_ahead *fetch, int64_t now_us);
void fetch_ahead_service(struct fetch_ahead *fetch, int64_t now_us);

#endif
