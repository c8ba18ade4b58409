#ifndef HEADEND_LEDGER_LEDGER_STORE_H
#define HEADEND_LEDGER_LEDGER_STORE_H

#include "both-sides/config/hall_config.h"
#include "headend/database/store.h"

/* The file beside the store for payments: for the headend's user alone, and what is committed survives a
 * power cut, unless the ledger says otherwise of it. */
extern const struct store_schema ledger_store;

enum { LEDGER_STORE_PATH_SIZE = CONFIG_PATH_SIZE + sizeof ".ledger" };

/* STORE.ledger */
void ledger_store_path(const char *store_path, char path[LEDGER_STORE_PATH_SIZE]);

#endif
