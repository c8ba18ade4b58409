#include "headend/store/hall_store.h"

#include "headend/content/store_content.h"
#include "headend/database/revisions.h"
#include "headend/database/store_life.h"
#include "headend/notices/store_notices.h"

static const struct store_steps *const services[] = {&revisions_steps, &notices_steps, &content_steps,
                                                     &store_life_steps};

const struct store_schema hall_store = {
    .services = services,
    .service_count = sizeof services / sizeof services[0],
    .application_id = 0x74764861, /* "tvHa" */
    .busy_timeout_ms = 10000,
    .is_durable = 1,
};
