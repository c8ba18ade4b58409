#include <stdio.h>

#include "headend/database/store_private.h"

/* The version of a store stands in user_version, whose store it is in application_id. */

static int pragma_number(struct store *store, const char *sql, int64_t *number)
{
    struct store_rows *rows = store_query(store, sql, STORE_NO_VALUES);
    int result = store_next(rows) == 1 ? 0 : -1;
    if (result == 0) {
        *number = store_column_integer(rows, 0);
    }
    store_done(rows);
    return result;
}

static int version_of(struct store *store, int64_t *version)
{
    return pragma_number(store, "PRAGMA user_version", version);
}

static int current_version(const struct store_schema *schema)
{
    int current = 0;
    for (size_t i = 0; i < schema->service_count; i++) {
        for (size_t k = 0; k < schema->services[i]->count; k++) {
            int version = schema->services[i]->steps[k].version;
            current = version > current ? version : current;
        }
    }
    return current;
}

int store_check_owner(struct store *store)
{
    int64_t application = 0;
    int64_t tables = 0;
    int64_t version = 0;
    if (pragma_number(store, "PRAGMA application_id", &application) != 0 ||
        pragma_number(store, "SELECT count(*) FROM sqlite_schema", &tables) != 0 ||
        version_of(store, &version) != 0) {
        return -1;
    }
    if (application != store->schema->application_id && (application != 0 || tables > 0)) {
        return store_failed(store, "it is a database of another program; choose another path");
    }
    return version <= current_version(store->schema)
               ? 0
               : store_failed(store, "it was written by a newer version of this program");
}

/* What all services have for one version. */
static int run_steps(struct store *store, int version)
{
    const struct store_schema *schema = store->schema;
    int found = 0;
    for (size_t i = 0; i < schema->service_count; i++) {
        for (size_t k = 0; k < schema->services[i]->count; k++) {
            const struct store_step *step = &schema->services[i]->steps[k];
            if (step->version == version && store_execute(store, step->sql) != 0) {
                return store_failed_doing(store, "bringing it up to date");
            }
            found = found || step->version == version;
        }
    }
    if (!found) {
        return store_failed(store, "bringing it up to date: a version has no step");
    }
    char after[100];
    (void)snprintf(after, sizeof after, "PRAGMA user_version = %d; PRAGMA application_id = %d", version,
                   (int)schema->application_id);
    return store_execute(store, after) == 0 ? 0 : store_failed_doing(store, "bringing it up to date");
}

int store_migrate(struct store *store)
{
    int64_t version = 0;
    int current = current_version(store->schema);
    if (version_of(store, &version) != 0) {
        return -1;
    }
    if (version == current) {
        return 0;
    }
    /* Another process may be at it too: the version is read again once this one holds the store. */
    int result = store_begin_write(store) == 0 ? version_of(store, &version) : -1;
    while (result == 0 && version < current) {
        result = run_steps(store, (int)++version);
    }
    if (result == 0) {
        result = store_commit(store);
    }
    store_end(store);
    return result;
}
