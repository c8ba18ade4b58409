#include "headend/store/household_store.h"

#include <stdio.h>

#include "headend/boxes/box_store.h"
#include "headend/household/members.h"
#include "headend/utilities/kept_accounts.h"

static const struct store_steps *const services[] = {&boxes_steps, &household_steps, &kept_accounts_steps};

const struct store_schema household_store = {
    .services = services,
    .service_count = sizeof services / sizeof services[0],
    .application_id = 0x74764868, /* "tvHh" */
    .busy_timeout_ms = 10000,
    .is_durable = 1,
    .is_private = 1,
};

void household_store_path(const char *store_path, char path[HOUSEHOLD_STORE_PATH_SIZE])
{
    (void)snprintf(path, HOUSEHOLD_STORE_PATH_SIZE, "%s.household", store_path);
}
