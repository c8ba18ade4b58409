#ifndef BACKEND_CLIENT_CACHE_RESPONSE_STORE_H
#define BACKEND_CLIENT_CACHE_RESPONSE_STORE_H

#include <stddef.h>
#include <stdint.h>

/* The cache's directory: whole files in and out, a bounded total. Writing waits for the flash, so only the
 * writer thread of response_cache.c calls response_store_write; reading and removing are for any thread. */

struct response_store;

/* Creates the last folder of the path if it is missing. NULL if there is no folder to be had (logged). */
struct response_store *response_store_open(const char *directory, size_t limit_bytes);
void response_store_close(struct response_store *store);

/* malloc'ed bytes or NULL. */
unsigned char *response_store_read(const struct response_store *store, const char *name, size_t *size);
/* Durable once it returns: temporary file, fsync, rename, fsync of the folder. A failure is logged once until
 * a write succeeds again. Then the oldest files go until the total is within the limit. */
void response_store_write(struct response_store *store, const char *name, const unsigned char *bytes,
                          size_t size);
int response_store_has(const struct response_store *store, const char *name);
void response_store_remove(const struct response_store *store, const char *name);

#endif
