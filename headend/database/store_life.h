#ifndef HEADEND_DATABASE_STORE_LIFE_H
#define HEADEND_DATABASE_STORE_LIFE_H

#include "both-sides/store_life.h"
#include "headend/database/store.h"

/* The id of the store's life, which lists carry beside their rev. Both return -1 on failure. */

extern const struct store_steps store_life_steps;

int store_life(struct store *store, char life[STORE_LIFE_SIZE]);
/* Whether a store was brought back from a backup meanwhile nobody can tell for certain: so a headend begins a
 * new life whenever it starts. */
int store_begin_life(struct store *store);

#endif
