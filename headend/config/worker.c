#include "headend/config/worker.h"

#include "both-sides/log.h"

struct store *worker_store(struct worker *worker)
{
    char problem[300];
    if (worker->store == NULL) {
        worker->store = store_open(config_in_use_server(worker->config)->store_path, worker->schema,
                                   STORE_EXISTING, problem, sizeof problem);
        if (worker->store == NULL) {
            log_line(LOG_LEVEL_ERROR, "store", "%s", problem);
        }
    }
    return worker->store;
}
