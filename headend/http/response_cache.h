#ifndef HEADEND_HTTP_RESPONSE_CACHE_H
#define HEADEND_HTTP_RESPONSE_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "headend/http/response.h"

/* Ready answers, shared by all threads. A reader takes a lock that is its own, so readers never wait for each
 * other; who changes the cache takes all of them, which is rare. */

enum { CACHE_READERS_MAX = 64, RESPONSE_KEY_BYTES = 126 };

/* What an answer depends on: the number of its route (route.h), and what the route reads out of the address.
 * Keys are hashed and compared as bytes: unused ones must be zero. */
struct response_key {
    uint16_t route;
    char bytes[RESPONSE_KEY_BYTES];
};

struct response_cache;

struct response_cache *response_cache_create(size_t bytes_max);
void response_cache_free(struct response_cache *cache);

/* The answer for `key` if it is there and holds at `now`, else NULL. Until answer_cache_leave the answer
 * stays; in between only short work: queue it, or hold it. Each thread has its own `reader` below
 * CACHE_READERS_MAX. */
struct response *response_cache_enter(struct response_cache *cache, unsigned reader,
                                      const struct response_key *key, int64_t now);
void response_cache_leave(struct response_cache *cache, unsigned reader);

/* Takes over `answer`. It is dropped at once if the cache was emptied since `generation` was read: then it
 * may have been made from what has changed meanwhile. Those not used lately make room. */
void response_cache_put(struct response_cache *cache, const struct response_key *key,
                        struct response *response, uint64_t generation);
uint64_t response_cache_generation(struct response_cache *cache);

/* Forgets every answer. */
void response_cache_empty(struct response_cache *cache);

struct response_cache_size {
    size_t answers, bytes;
};
struct response_cache_size response_cache_measure(struct response_cache *cache);

#endif
