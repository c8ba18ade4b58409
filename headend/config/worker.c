#include "headend/config/worker.h"

#include "both-sides/log.h"

static struct store *open_once(struct store **store, const char *path, const struct store_schema *schema)
{
    char problem[300];
    if (*store == NULL) {
        *store = store_open(path, schema, STORE_EXISTING, problem, sizeof problem);
        if (*store == NULL) {
            log_line(LOG_LEVEL_ERROR, "store", "%s", problem);
        }
    }
    return *store;
}

struct store *worker_store(struct worker *worker)
{
    return open_once(&worker->store, config_in_use_server(worker->config)->store_path, worker->schema);
}

struct store *worker_household_store(struct worker *worker)
{
    return open_once(&worker->household, worker->household_path, worker->household_schema);
}
