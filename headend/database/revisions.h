#ifndef HEADEND_DATABASE_REVISIONS_H
#define HEADEND_DATABASE_REVISIONS_H

#include <stdint.h>

#include "headend/database/store.h"

/* The revs that feeds carry. All return -1 on failure. */

extern const struct store_steps revisions_steps;

/* Grows with every change of the store. store_grow_rev belongs into a write. */
int64_t store_rev(struct store *store);
int64_t store_grow_rev(struct store *store);

/* The rev of something that is made elsewhere (the menu): grows whenever `hash` is another than last time. */
int64_t store_rev_of(struct store *store, const char *name, const char *hash);

#endif
