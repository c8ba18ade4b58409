#ifndef HEADEND_HTTP_ANSWER_CACHE_H
#define HEADEND_HTTP_ANSWER_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "headend/http/answer.h"

/* Ready answers, shared by all threads. A reader takes a lock that is its own, so readers never wait for each
 * other; who changes the cache takes all of them, which is rare. */

enum { CACHE_READERS_MAX = 64, ANSWER_KEY_BYTES = 126 };

/* What an answer depends on: the number of its route (route.h), and what the route reads out of the address.
 * Keys are hashed and compared as bytes: unused ones must be zero. */
struct answer_key {
    uint16_t route;
    char bytes[ANSWER_KEY_BYTES];
};

struct answer_cache;

struct answer_cache *answer_cache_create(size_t bytes_max);
void answer_cache_free(struct answer_cache *cache);

/* The answer for `key` if it is there and holds at `now`, else NULL. Until answer_cache_leave the answer
 * stays; in between only short work: queue it. Each thread has its own `reader` below CACHE_READERS_MAX. */
const struct answer *answer_cache_enter(struct answer_cache *cache, unsigned reader,
                                        const struct answer_key *key, int64_t now);
void answer_cache_leave(struct answer_cache *cache, unsigned reader);

/* Takes over `answer`. It is dropped at once if the cache was emptied since `generation` was read: then it
 * may have been made from what has changed meanwhile. Those not used lately make room. */
void answer_cache_put(struct answer_cache *cache, const struct answer_key *key, struct answer *answer,
                      uint64_t generation);
uint64_t answer_cache_generation(struct answer_cache *cache);

/* Forgets every answer. */
void answer_cache_empty(struct answer_cache *cache);

struct answer_cache_size {
    size_t answers, bytes;
};
struct answer_cache_size answer_cache_measure(struct answer_cache *cache);

#endif
