#ifndef BACKEND_CLIENT_CACHE_RESPONSE_CACHE_H
#define BACKEND_CLIENT_CACHE_RESPONSE_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "backend-client/cache/response_file.h"

/* Public answers on flash, so that they can be shown at once the next time. A damaged file counts as not
 * cached. Writing and removing is done by a thread of its own (docs/decisions/0010): an fsync on flash takes
 * hundreds of milliseconds. */

struct response_cache;

enum {
    RESPONSE_CACHE_BYTES_MAX = 16 * 1024 * 1024,
    RESPONSE_CACHE_JOBS_MAX = 16, /* waiting to be written; more are dropped */
};

/* NULL if there is nothing to keep files in, or no memory: every call takes NULL and does nothing then. */
struct response_cache *response_cache_new(const char *directory, size_t limit_bytes);
/* Waits until what is queued is written. */
void response_cache_free(struct response_cache *cache);

/* 1: nothing waits to be written, so that response_cache_free does not wait. */
int response_cache_is_written(struct response_cache *cache);

/* Returns the memory behind `entry`, to be freed with free(); NULL: not cached. */
void *response_cache_read(struct response_cache *cache, const char *key, struct response_entry *entry);
int response_cache_has(struct response_cache *cache, const char *key);
void response_cache_write(struct response_cache *cache, const char *key, const char *etag, int64_t fetched_ms,
                          const void *body, size_t length);
void response_cache_remove(struct response_cache *cache, const char *key);

#endif
