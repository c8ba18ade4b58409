#include <stdio.h>

#include "headend/database/store_statement.h"

enum { APPLICATION_ID = 0x74764861 }; /* "tvHa": tells a store from any other SQLite file */

/* Each step brings a store from version i to i + 1. A step that was released is never changed: add one. */
static const char *const steps[] = {
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    "INSERT INTO counters VALUES ('rev', 0);"
    "CREATE TABLE made (name TEXT PRIMARY KEY, hash TEXT NOT NULL, rev INTEGER NOT NULL) STRICT;"
    "CREATE TABLE notices ("
    "  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40),"
    "  guid TEXT NOT NULL UNIQUE,"
    "  title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 80),"
    "  category INTEGER NOT NULL CHECK (category BETWEEN 1 AND 5),"
    "  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 2),"
    "  urgent INTEGER NOT NULL GENERATED ALWAYS AS (level = 2) STORED,"
    "  area_code TEXT NOT NULL,"
    "  area_prefix TEXT NOT NULL,"
    "  org_name TEXT NOT NULL CHECK (length(org_name) <= 60),"
    "  published INTEGER NOT NULL CHECK (published BETWEEN 0 AND 999999999999999999),"
    "  valid_from INTEGER NOT NULL CHECK (valid_from >= 0),"
    "  valid_to INTEGER NOT NULL CHECK (valid_to >= 0),"
    "  body TEXT NOT NULL,"
    "  speech TEXT NOT NULL,"
    "  qr_link TEXT NOT NULL,"
    "  source TEXT NOT NULL,"
    "  source_hash TEXT NOT NULL,"
    "  pictures_missing INTEGER NOT NULL,"
    "  changed INTEGER NOT NULL,"
    "  rev INTEGER NOT NULL) STRICT;"
    "CREATE INDEX notices_in_order ON notices (urgent DESC, published DESC, id);"
    "CREATE INDEX notices_by_start ON notices (valid_from);"
    "CREATE INDEX notices_by_end ON notices (valid_to);"
    "CREATE TABLE withdrawals ("
    "  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40),"
    "  guid TEXT NOT NULL,"
    "  moment INTEGER NOT NULL,"
    "  by_operator INTEGER NOT NULL CHECK (by_operator IN (0, 1)),"
    "  rev INTEGER NOT NULL) STRICT;"
    "CREATE INDEX withdrawals_by_moment ON withdrawals (moment);",
    /* Guides, flows, policies, stations: store_content.h. */
    "CREATE TABLE content ("
    "  kind TEXT NOT NULL,"
    "  id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 40),"
    "  place INTEGER NOT NULL,"
    "  text TEXT NOT NULL,"
    "  changed INTEGER NOT NULL,"
    "  rev INTEGER NOT NULL,"
    "  PRIMARY KEY (kind, id)) STRICT;"
    "CREATE INDEX content_in_order ON content (kind, place, id);"
    "CREATE TABLE content_revs (kind TEXT PRIMARY KEY, rev INTEGER NOT NULL) STRICT;",
};

enum { CURRENT_VERSION = sizeof steps / sizeof steps[0] };

static int pragma_number(sqlite3 *database, const char *pragma, int *value)
{
    sqlite3_stmt *statement = NULL;
    int result = -1;
    if (sqlite3_prepare_v2(database, pragma, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        *value = sqlite3_column_int(statement, 0);
        result = 0;
    }
    (void)sqlite3_finalize(statement);
    return result;
}

static int run_step(sqlite3 *database, int version)
{
    char after[100];
    (void)snprintf(after, sizeof after, "PRAGMA user_version = %d; PRAGMA application_id = %d;", version + 1,
                   (int)APPLICATION_ID);
    return sqlite3_exec(database, steps[version], NULL, NULL, NULL) == SQLITE_OK &&
                   sqlite3_exec(database, after, NULL, NULL, NULL) == SQLITE_OK
               ? 0
               : -1;
}

int store_migrate(struct store *store, sqlite3 *database)
{
    int version = 0;
    int application = 0;
    int tables = 0;
    if (pragma_number(database, "PRAGMA user_version", &version) != 0 ||
        pragma_number(database, "PRAGMA application_id", &application) != 0 ||
        pragma_number(database, "SELECT count(*) FROM sqlite_schema", &tables) != 0) {
        return store_failed(store, "reading it");
    }
    if (tables > 0 && application != APPLICATION_ID) {
        return store_failed(store, "it is a database of another program; choose another path; reading it");
    }
    if (version > CURRENT_VERSION) {
        return store_failed(store, "it was written by a newer version of this program; reading it");
    }
    if (version == CURRENT_VERSION) {
        return 0;
    }
    /* Another process may be at it too: the version is read again once this one holds the file. */
    if (store_begin_write(store) != 0) {
        return -1;
    }
    int result = pragma_number(database, "PRAGMA user_version", &version);
    for (; result == 0 && version < CURRENT_VERSION; version++) {
        result = run_step(database, version);
    }
    if (result != 0) {
        (void)store_failed(store, "bringing it up to date");
    } else {
        result = store_commit(store);
    }
    store_end(store);
    return result;
}
