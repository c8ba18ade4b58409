#ifndef HEADEND_STORE_HOUSEHOLD_STORE_H
#define HEADEND_STORE_HOUSEHOLD_STORE_H

#include "both-sides/config/hall_config.h"
#include "headend/database/store.h"

/* The file beside the store for what is about boxes and the people before them: for the headend's user alone,
 * and what is deleted is overwritten. Of its own, as its changes are no change of what boxes are shown. */
extern const struct store_schema household_store;

enum { HOUSEHOLD_STORE_PATH_SIZE = CONFIG_PATH_SIZE + sizeof ".household" };

/* STORE.household */
void household_store_path(const char *store_path, char path[HOUSEHOLD_STORE_PATH_SIZE]);

#endif
