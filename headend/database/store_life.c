#include "headend/database/store_life.h"

#include <stdio.h>

#include "headend/database/statement.h"

static const struct store_step steps[] = {
    {3, "CREATE TABLE life (id TEXT NOT NULL) STRICT; INSERT INTO life VALUES (lower(hex(randomblob(8))));"},
};
const struct store_steps store_life_steps = {steps, sizeof steps / sizeof steps[0]};

int store_life(struct store *store, char life[STORE_LIFE_SIZE])
{
    struct store_rows *rows = store_query(store, "SELECT id FROM life", STORE_NO_VALUES);
    int result = store_next(rows) == 1 ? 0 : -1;
    (void)snprintf(life, STORE_LIFE_SIZE, "%s", result == 0 ? store_column_text(rows, 0) : "");
    store_done(rows);
    return result;
}

int store_begin_life(struct store *store)
{
    return store_run(store, "UPDATE life SET id = lower(hex(randomblob(8)))", STORE_NO_VALUES);
}
