#include "headend/database/revisions.h"

#include "headend/database/statement.h"

static const struct store_step steps[] = {
    {1, "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
        "INSERT INTO counters VALUES ('rev', 0);"
        "CREATE TABLE made (name TEXT PRIMARY KEY, hash TEXT NOT NULL, rev INTEGER NOT NULL) STRICT;"},
};
const struct store_steps revisions_steps = {steps, sizeof steps / sizeof steps[0]};

int64_t store_rev(struct store *store)
{
    return store_number(store, "SELECT value FROM counters WHERE name = 'rev'", STORE_NO_VALUES, 0);
}

int64_t store_grow_rev(struct store *store)
{
    return store_number(store, "UPDATE counters SET value = value + 1 WHERE name = 'rev' RETURNING value",
                        STORE_NO_VALUES, -1);
}

int64_t store_rev_of(struct store *store, const char *name, const char *hash)
{
    struct store_values values = STORE_VALUES(store_text(name), store_text(hash));
    int64_t rev = store_number(store, "SELECT rev FROM made WHERE name = ?1 AND hash = ?2", values, 0);
    return rev != 0 ? rev
                    : store_number(store,
                                   "INSERT INTO made (name, hash, rev) VALUES (?1, ?2, 1) ON CONFLICT (name) "
                                   "DO UPDATE SET hash = excluded.hash, rev = made.rev + 1 RETURNING rev",
                                   values, 0);
}
