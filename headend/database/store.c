#include "headend/database/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/database/store_statement.h"

enum { BUSY_TIMEOUT_MS = 10000, PROBLEM_SIZE = 240 };

struct store {
    sqlite3 *database;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    char problem[PROBLEM_SIZE];
};

const char *store_problem(const struct store *store)
{
    return store->problem;
}

int store_failed(struct store *store, const char *doing)
{
    int code = sqlite3_extended_errcode(store->database);
    const char *why = code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE
                          ? "refused"
                          : sqlite3_errmsg(store->database);
    (void)snprintf(store->problem, sizeof store->problem, "%s: %s", doing, why);
    return -1;
}

sqlite3_stmt *store_statement(struct store *store, enum statement which)
{
    if (store->statements[which] == NULL) {
        if (sqlite3_prepare_v3(store->database, store_sql[which], -1, SQLITE_PREPARE_PERSISTENT,
                               &store->statements[which], NULL) != SQLITE_OK) {
            (void)store_failed(store, "preparing a statement");
            return NULL;
        }
    }
    store_done(store->statements[which]);
    return store->statements[which];
}

void store_done(sqlite3_stmt *statement)
{
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
}

int store_run(struct store *store, sqlite3_stmt *statement)
{
    int step = SQLITE_ROW;
    while (statement != NULL && step == SQLITE_ROW) {
        step = sqlite3_step(statement);
    }
    int result = step == SQLITE_DONE ? 0 : store_failed(store, "running a statement");
    if (statement != NULL) {
        store_done(statement);
    }
    return result;
}

int64_t store_number(struct store *store, sqlite3_stmt *statement, int64_t missing)
{
    if (statement == NULL) {
        return -1;
    }
    int64_t number = missing;
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        number =
            sqlite3_column_type(statement, 0) == SQLITE_NULL ? missing : sqlite3_column_int64(statement, 0);
        step = sqlite3_step(statement); /* RETURNING takes effect when it is run to the end */
    }
    if (step != SQLITE_DONE) {
        number = store_failed(store, "reading a number");
    }
    store_done(statement);
    return number;
}

static int configure(struct store *store)
{
    sqlite3 *database = store->database;
    (void)sqlite3_extended_result_codes(database, 1);
    if (sqlite3_busy_timeout(database, BUSY_TIMEOUT_MS) != SQLITE_OK ||
        sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK ||
        sqlite3_exec(database, "PRAGMA trusted_schema = OFF", NULL, NULL, NULL) != SQLITE_OK) {
        return store_failed(store, "preparing it");
    }
    /* WAL: reading goes on while an import writes. FULL: what was said to be stored survives a power cut. */
    if (sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL) !=
        SQLITE_OK) {
        return store_failed(store, "reading it");
    }
    return 0;
}

struct store *store_open(const char *path, enum store_mode mode, char *problem, size_t problem_size)
{
    struct store *store = calloc(1, sizeof *store);
    if (store == NULL) {
        (void)snprintf(problem, problem_size, "%s: out of memory", path);
        return NULL;
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path, &store->database, flags, NULL) != SQLITE_OK) {
        (void)store_failed(store, "opening it");
        goto failed;
    }
    if (configure(store) != 0 || store_migrate(store, store->database) != 0) {
        goto failed;
    }
    return store;
failed:
    (void)snprintf(problem, problem_size, "%s: %s", path, store->problem);
    store_close(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (store == NULL) {
        return;
    }
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        (void)sqlite3_finalize(store->statements[i]);
    }
    (void)sqlite3_close(store->database);
    free(store);
}

int store_check_integrity(struct store *store)
{
    sqlite3_stmt *statement = NULL;
    int result = -1;
    if (sqlite3_prepare_v2(store->database, "PRAGMA integrity_check(1)", -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        (void)store_failed(store, "checking it");
    } else {
        const char *answer = (const char *)sqlite3_column_text(statement, 0);
        result = answer != NULL && strcmp(answer, "ok") == 0 ? 0 : -1;
        if (result != 0) {
            (void)snprintf(store->problem, sizeof store->problem, "it is damaged: %s",
                           answer != NULL ? answer : "?");
        }
    }
    (void)sqlite3_finalize(statement);
    return result;
}

int store_begin_read(struct store *store)
{
    return store_run(store, store_statement(store, STATEMENT_BEGIN_READ));
}

int store_begin_write(struct store *store)
{
    return store_run(store, store_statement(store, STATEMENT_BEGIN_WRITE));
}

int store_commit(struct store *store)
{
    return store_run(store, store_statement(store, STATEMENT_COMMIT));
}

void store_end(struct store *store)
{
    if (!sqlite3_get_autocommit(store->database)) {
        char kept[PROBLEM_SIZE];
        memcpy(kept, store->problem, sizeof kept);
        (void)store_run(store, store_statement(store, STATEMENT_ROLLBACK));
        memcpy(store->problem, kept, sizeof kept);
    }
}

int64_t store_rev(struct store *store)
{
    return store_number(store, store_statement(store, STATEMENT_REV), 0);
}

int64_t store_grow_rev(struct store *store)
{
    return store_number(store, store_statement(store, STATEMENT_GROW_REV), -1);
}

int64_t store_data_version(struct store *store)
{
    return store_number(store, store_statement(store, STATEMENT_DATA_VERSION), -1);
}

int64_t store_rev_of(struct store *store, const char *name, const char *hash)
{
    static const enum statement order[] = {STATEMENT_MADE_REV, STATEMENT_SET_MADE_REV};
    int64_t rev = 0;
    for (size_t i = 0; i < 2 && rev == 0; i++) {
        sqlite3_stmt *statement = store_statement(store, order[i]);
        if (statement == NULL || sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC) != SQLITE_OK ||
            sqlite3_bind_text(statement, 2, hash, -1, SQLITE_STATIC) != SQLITE_OK) {
            return store_failed(store, "reading a rev");
        }
        rev = store_number(store, statement, 0);
    }
    return rev;
}
