#ifndef HEADEND_CONTENT_TARIFFS_IN_USE_H
#define HEADEND_CONTENT_TARIFFS_IN_USE_H

#include "headend/database/store.h"
#include "headend/tariffs/tariff_wanted.h"

/* The tariffs of the store, kept ready, as a statement is no time to read them. Any thread may ask. */

struct tariffs_in_use;

/* NULL: out of memory. */
struct tariffs_in_use *tariffs_in_use_create(void);
void tariffs_in_use_free(struct tariffs_in_use *tariffs);

/* Takes what the store says now, if tariffs have changed. What cannot be read is logged, and what was known
 * before stays. */
void tariffs_in_use_load(struct tariffs_in_use *tariffs, struct store *store);

/* `tariffs` is a struct tariffs_in_use: who asks hands it back as they got it. */
void tariffs_in_use_find(void *tariffs, const struct tariff_wanted *wanted);

#endif
