#include "headend/database/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "headend/database/store_private.h"

const char *store_problem(const struct store *store)
{
    return store->problem;
}

int store_failed(struct store *store, const char *why)
{
    (void)snprintf(store->problem, sizeof store->problem, "%s", why);
    return -1;
}

int store_failed_doing(struct store *store, const char *doing)
{
    int code = sqlite3_extended_errcode(store->database);
    const char *why = code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE
                          ? "refused"
                          : sqlite3_errmsg(store->database);
    (void)snprintf(store->problem, sizeof store->problem, "%s: %s", doing, why);
    return -1;
}

int store_execute(struct store *store, const char *sql)
{
    return sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

/* What is deleted is overwritten, and its room given back by store_purge. A file that was made otherwise is
 * written anew once; where there is no room for that, it stays as it is. */
static int configure_private(struct store *store)
{
    enum { INCREMENTAL = 2 };
    if (store_execute(store, "PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 250; PRAGMA "
                             "auto_vacuum = INCREMENTAL") != 0) {
        return -1;
    }
    int64_t now = store_number(store, "PRAGMA auto_vacuum", STORE_NO_VALUES, INCREMENTAL);
    if (now >= 0 && now != INCREMENTAL) {
        (void)store_execute(store, "VACUUM");
    }
    return now >= 0 ? 0 : -1;
}

/* With WAL, FULL waits for the disk at every commit, NORMAL only when what was written is brought home. */
static int set_durable(struct store *store, int is_durable)
{
    if (store->is_synchronous != is_durable) {
        if (store_execute(store, is_durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL") !=
            0) {
            return store_failed_doing(store, "choosing how it is written");
        }
        store->is_synchronous = is_durable;
    }
    return 0;
}

static int set_checkpoint(struct store *store)
{
    char sql[64];
    (void)snprintf(sql, sizeof sql, "PRAGMA wal_autocheckpoint = %d", store->schema->checkpoint_pages);
    return store->schema->checkpoint_pages > 0 ? store_execute(store, sql) : 0;
}

/* WAL: reading goes on while another writes. */
static int configure(struct store *store)
{
    store->is_synchronous = -1; /* not known yet */
    return store_execute(store, "PRAGMA journal_mode = WAL") == 0 &&
                   set_durable(store, store->schema->is_durable) == 0 &&
                   (!store->schema->is_private || configure_private(store) == 0) && set_checkpoint(store) == 0
               ? 0
               : store_failed_doing(store, "reading it");
}

static int open_file(struct store *store, const char *path, enum store_mode mode)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path, &store->database, flags, NULL) != SQLITE_OK) {
        return store_failed_doing(store, "opening it");
    }
    if (store->schema->is_private && chmod(path, S_IRUSR | S_IWUSR) != 0) {
        return store_failed(store, "its mode cannot be changed");
    }
    (void)sqlite3_extended_result_codes(store->database, 1);
    if (sqlite3_busy_timeout(store->database, store->schema->busy_timeout_ms) != SQLITE_OK ||
        sqlite3_db_config(store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK ||
        store_execute(store, "PRAGMA trusted_schema = OFF") != 0) {
        return store_failed_doing(store, "preparing it");
    }
    return 0;
}

struct store *store_open(const char *path, const struct store_schema *schema, enum store_mode mode,
                         char *problem, size_t problem_size)
{
    struct store *store = calloc(1, sizeof *store);
    if (store == NULL) {
        (void)snprintf(problem, problem_size, "%s: out of memory", path);
        return NULL;
    }
    store->schema = schema;
    if (open_file(store, path, mode) != 0 || store_check_owner(store) != 0 || configure(store) != 0 ||
        store_migrate(store) != 0) {
        (void)snprintf(problem, problem_size, "%s: %s", path, store->problem);
        store_close(store);
        return NULL;
    }
    return store;
}

void store_close(struct store *store)
{
    if (store != NULL) {
        store_attach(store, NULL, NULL);
        store_finalize(store);
        (void)sqlite3_close(store->database);
        free(store);
    }
}

int store_check_integrity(struct store *store)
{
    struct store_rows *rows = store_query(store, "PRAGMA integrity_check(1)", STORE_NO_VALUES);
    const char *answer = store_next(rows) == 1 ? store_column_text(rows, 0) : NULL;
    int result = answer != NULL && strcmp(answer, "ok") == 0 ? 0 : -1;
    if (answer != NULL && result != 0) {
        (void)snprintf(store->problem, sizeof store->problem, "it is damaged: %s", answer);
    }
    store_done(rows);
    return result;
}

int store_begin_read(struct store *store)
{
    return store_run(store, "BEGIN", STORE_NO_VALUES);
}

int store_begin_write(struct store *store)
{
    return set_durable(store, store->schema->is_durable) == 0
               ? store_run(store, "BEGIN IMMEDIATE", STORE_NO_VALUES)
               : -1;
}

int store_begin_lazy_write(struct store *store)
{
    return set_durable(store, 0) == 0 ? store_run(store, "BEGIN IMMEDIATE", STORE_NO_VALUES) : -1;
}

int store_commit(struct store *store)
{
    return store_run(store, "COMMIT", STORE_NO_VALUES);
}

void store_end(struct store *store)
{
    if (!sqlite3_get_autocommit(store->database)) {
        char kept[STORE_PROBLEM_SIZE];
        memcpy(kept, store->problem, sizeof kept);
        (void)store_run(store, "ROLLBACK", STORE_NO_VALUES);
        memcpy(store->problem, kept, sizeof kept);
    }
    if (store->is_synchronous != store->schema->is_durable && sqlite3_get_autocommit(store->database)) {
        (void)set_durable(store, store->schema->is_durable); /* else the next write tries it again */
    }
}

int64_t store_data_version(struct store *store)
{
    return store_number(store, "PRAGMA data_version", STORE_NO_VALUES, -1);
}

int store_moment_read(struct store *store, struct store_moment *moment)
{
    *moment = (struct store_moment){.version = store_data_version(store),
                                    .changes = sqlite3_total_changes(store->database)};
    return moment->version >= 0 ? 0 : -1;
}

void store_attach(struct store *store, void *attached, void (*free_attached)(void *attached))
{
    if (store->attached != NULL) {
        store->free_attached(store->attached);
    }
    store->attached = attached;
    store->free_attached = free_attached;
}

void *store_attached(const struct store *store)
{
    return store->attached;
}

int store_purge(struct store *store)
{
    return store_execute(store, "PRAGMA incremental_vacuum") == 0
               ? store_run(store, "PRAGMA wal_checkpoint(TRUNCATE)", STORE_NO_VALUES)
               : store_failed_doing(store, "giving its room back");
}
