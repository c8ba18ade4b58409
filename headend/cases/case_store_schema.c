#include <stdio.h>

#include "headend/cases/case_store_private.h"

enum { APPLICATION_ID = 0x74764863 }; /* "tvHc" */

/* Each step brings a file from version i to i + 1. A step that was released is never changed: add one. The
 * first program wrote no version: what it made is met by the first step as it is. */
static const char *const steps[] = {
    "CREATE TABLE IF NOT EXISTS kept (target BLOB PRIMARY KEY, tail BLOB NOT NULL, missing INTEGER NOT NULL, "
    "status INTEGER NOT NULL, promise_date INTEGER NOT NULL, paused_since INTEGER NOT NULL, rated INTEGER "
    "NOT NULL, as_of INTEGER NOT NULL, fixed TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS kept_by_age ON kept (as_of);"
    "CREATE TABLE IF NOT EXISTS seen (day INTEGER NOT NULL, who BLOB NOT NULL, target BLOB NOT NULL, "
    "PRIMARY KEY (day, who, target)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS counts (day INTEGER NOT NULL, who BLOB NOT NULL, count INTEGER NOT NULL, "
    "PRIMARY KEY (day, who)) STRICT, WITHOUT ROWID;",
    /* What stood in `seen` had been found. */
    "ALTER TABLE seen ADD COLUMN found INTEGER NOT NULL DEFAULT 1;"
    "ALTER TABLE seen ADD COLUMN open INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE counts ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;",
};

enum { CURRENT_VERSION = sizeof steps / sizeof steps[0] };

static int run(struct case_store *store, const char *sql)
{
    return sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

static int run_step(struct case_store *store, int64_t version)
{
    char after[100];
    (void)snprintf(after, sizeof after, "PRAGMA user_version = %d; PRAGMA application_id = %d;",
                   (int)version + 1, (int)APPLICATION_ID);
    return run(store, steps[version]) == 0 ? run(store, after) : -1;
}

const char *case_store_migrate(struct case_store *store)
{
    int64_t application = case_store_number(store, "PRAGMA application_id", NULL, 0, -1);
    int64_t tables = case_store_number(store, "SELECT count(*) FROM sqlite_schema", NULL, 0, -1);
    if (application < 0 || tables < 0) {
        return sqlite3_errmsg(store->database);
    }
    if (application != APPLICATION_ID && (application != 0 || tables > 0)) {
        return "it is a database of another program";
    }
    if (run(store, "BEGIN IMMEDIATE") != 0) {
        return sqlite3_errmsg(store->database);
    }
    int64_t version = case_store_number(store, "PRAGMA user_version", NULL, 0, -1);
    int newer = version > CURRENT_VERSION;
    int result = version < 0 || newer ? -1 : 0;
    for (; result == 0 && version < CURRENT_VERSION; version++) {
        result = run_step(store, version);
    }
    if (result == 0 && run(store, "COMMIT") == 0) {
        return NULL;
    }
    (void)run(store, "ROLLBACK");
    return newer ? "it was written by a newer version of this program" : "it cannot be brought up to date";
}
