#ifndef HEADEND_HTTP_ANSWER_CACHE_H
#define HEADEND_HTTP_ANSWER_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/area.h"
#include "headend/http/answer.h"
#include "headend/notices/cursor.h"

/* Ready answers, shared by all threads. A reader takes a lock that is its own, so readers never wait for each
 * other; who changes the cache takes all of them, which is rare. */

enum { CACHE_READERS_MAX = 64, ANSWER_TEXT_SIZE = 112 };

enum route {
    ROUTE_NONE,
    ROUTE_CONFIG,
    ROUTE_MENU,
    ROUTE_NOTICES,
    ROUTE_NOTICE,
    ROUTE_PICTURE,
    ROUTE_GUIDES,
    ROUTE_GUIDE,
    ROUTE_FLOW,
    ROUTE_POLICIES,
    ROUTE_STATIONS,
    ROUTE_PAGE,
    ROUTE_HEALTH,
    ROUTE_METRICS,
    ROUTE_CASES,
    ROUTE_RATINGS,
    ROUTE_COUNT
};

/* What an answer depends on. Unused bytes must be zero: keys are hashed as bytes. */
struct answer_key {
    uint8_t route;
    uint8_t category;
    uint16_t limit;
    char area_code[AREA_CODE_SIZE];
    char text[ANSWER_TEXT_SIZE]; /* the cursor, the id of a record, the picture's name or a page's path */
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
