#include "headend/ledger/ledger_store.h"

#include <stdio.h>

#include "headend/ledger/ledger.h"

static const struct store_steps *const services[] = {&ledger_steps};

/* Bringing 16 MiB home at once keeps that work away from nearly every order (decision 0134). */
const struct store_schema ledger_store = {
    .services = services,
    .service_count = sizeof services / sizeof services[0],
    .application_id = 0x7476486c, /* "tvHl" */
    .busy_timeout_ms = 10000,
    .is_durable = 1,
    .is_private = 1,
    .checkpoint_pages = 4096,
};

void ledger_store_path(const char *store_path, char path[LEDGER_STORE_PATH_SIZE])
{
    (void)snprintf(path, LEDGER_STORE_PATH_SIZE, "%s.ledger", store_path);
}
