#ifndef BACKEND_CLIENT_CACHE_FEED_STORE_H
#define BACKEND_CLIENT_CACHE_FEED_STORE_H

#include <stddef.h>
#include <stdint.h>

/* The cache's directory: whole files in and out, a bounded total. Writing waits for the flash, so only the
 * writer thread of feed_cache.c calls feed_store_write; reading and removing are for any thread. */

struct feed_store;

/* Creates the last folder of the path if it is missing. NULL if there is no folder to be had (logged). */
struct feed_store *feed_store_open(const char *directory, size_t limit_bytes);
void feed_store_close(struct feed_store *store);

/* malloc'ed bytes or NULL. */
unsigned char *feed_store_read(const struct feed_store *store, const char *name, size_t *size);
/* Durable once it returns: temporary file, fsync, rename, fsync of the folder. A failure is logged once until
 * a write succeeds again. Then the oldest files go until the total is within the limit. */
void feed_store_write(struct feed_store *store, const char *name, const unsigned char *bytes, size_t size);
void feed_store_remove(const struct feed_store *store, const char *name);

#endif
