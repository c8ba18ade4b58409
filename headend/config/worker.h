#ifndef HEADEND_CONFIG_WORKER_H
#define HEADEND_CONFIG_WORKER_H

#include "headend/config/config_in_use.h"

/* What a thread that answers has of its own, for the makers of all routes; request.worker is one. */

struct phone_pages;

struct worker {
    struct config_in_use *config;
    const struct store_schema *schema;
    struct store *store; /* opened when first needed: worker_store */
    /* Likewise of the households: worker_household_store. */
    const struct store_schema *household_schema;
    const char *household_path;
    struct store *household;
    struct phone_pages *pages; /* made when first needed: phone_pages_of */
};

/* NULL: logged. */
struct store *worker_store(struct worker *worker);
struct store *worker_household_store(struct worker *worker);

#endif
