#ifndef HEADEND_CRYPTO_SECRET_MEMORY_H
#define HEADEND_CRYPTO_SECRET_MEMORY_H

#include <stddef.h>

/* Zeroed memory for what must not outlive its use: never swapped out where the system lets us lock it (only
 * what was touched is), in no core file, and wiped before it goes. NULL: there is none. */
void *secret_memory_new(size_t size);
void secret_memory_free(void *memory, size_t size);

/* Zeroes what of it stands in memory; pages that were never touched stay so. `whole`: from secret_memory_new,
 * with its size. */
void secret_memory_wipe(void *whole, size_t size);

#endif
