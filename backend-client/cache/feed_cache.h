#ifndef BACKEND_CLIENT_CACHE_FEED_CACHE_H
#define BACKEND_CLIENT_CACHE_FEED_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "backend-client/cache/feed_file.h"

/* Public answers on flash, so that they can be shown at once the next time. A damaged file counts as not
 * cached. Writing and removing is done by a thread of its own (docs/decisions/0010): an fsync on flash takes
 * hundreds of milliseconds. */

struct feed_cache;

enum {
    FEED_CACHE_BYTES_MAX = 16 * 1024 * 1024,
    FEED_CACHE_JOBS_MAX = 16, /* waiting to be written; more are dropped */
};

/* NULL if there is nothing to keep files in, or no memory: every call takes NULL and does nothing then. */
struct feed_cache *feed_cache_new(const char *directory, size_t limit_bytes);
/* Waits until what is queued is written. */
void feed_cache_free(struct feed_cache *cache);

/* 1: nothing waits to be written, so that feed_cache_free does not wait. */
int feed_cache_is_written(struct feed_cache *cache);

/* Returns the memory behind `entry`, to be freed with free(); NULL: not cached. */
void *feed_cache_read(struct feed_cache *cache, const char *key, struct feed_entry *entry);
void feed_cache_write(struct feed_cache *cache, const char *key, const char *etag, int64_t fetched_ms,
                      const void *body, size_t length);
void feed_cache_remove(struct feed_cache *cache, const char *key);

#endif
