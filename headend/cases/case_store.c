#include "headend/cases/case_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "both-sides/log.h"
#include "headend/cases/case_store_private.h"

enum { BUSY_TIMEOUT_MS = 2000 };

static const int64_t kept_ms = (int64_t)CASE_KEPT_DAYS * 24 * 3600 * 1000;

/* secure_delete: what was forgotten is not left in the file's free pages; case_store_forget sees to the log.
 */
static const char settings[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;"
    "PRAGMA trusted_schema = OFF;";

static void log_failure(struct case_store *store)
{
    log_line(LOG_LEVEL_ERROR, "cases", "the file of cases: %s", sqlite3_errmsg(store->database));
}

sqlite3_stmt *case_store_prepare(struct case_store *store, const char *sql, const struct case_value *values,
                                 int count)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);
    for (int i = 0; i < count && code == SQLITE_OK; i++) {
        code = values[i].hash != NULL
                   ? sqlite3_bind_blob(statement, i + 1, values[i].hash->bytes, HASH_BYTES, SQLITE_TRANSIENT)
                   : sqlite3_bind_int64(statement, i + 1, values[i].number);
    }
    if (code != SQLITE_OK) {
        log_failure(store);
        (void)sqlite3_finalize(statement);
        return NULL;
    }
    return statement;
}

int64_t case_store_number(struct case_store *store, const char *sql, const struct case_value *values,
                          int count, int64_t missing)
{
    sqlite3_stmt *statement = case_store_prepare(store, sql, values, count);
    if (statement == NULL) {
        return -1;
    }
    int64_t number = missing;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        number = sqlite3_column_int64(statement, 0);
        code = sqlite3_step(statement);
    }
    if (code != SQLITE_DONE) {
        log_failure(store);
        number = -1;
    }
    (void)sqlite3_finalize(statement);
    return number;
}

struct case_store *case_store_open(const char *path, char problem[CASE_STORE_PROBLEM_SIZE])
{
    struct case_store *store = calloc(1, sizeof *store);
    if (store == NULL || pthread_mutex_init(&store->lock, NULL) != 0) {
        (void)snprintf(problem, CASE_STORE_PROBLEM_SIZE, "out of memory");
        free(store);
        return NULL;
    }
    const char *why = NULL;
    if (sqlite3_open_v2(path, &store->database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) == SQLITE_OK &&
        chmod(path, S_IRUSR | S_IWUSR) == 0 &&
        sqlite3_busy_timeout(store->database, BUSY_TIMEOUT_MS) == SQLITE_OK) {
        why = case_store_migrate(store);
    } else {
        why = sqlite3_errmsg(store->database);
    }
    if (why == NULL && sqlite3_exec(store->database, settings, NULL, NULL, NULL) != SQLITE_OK) {
        why = sqlite3_errmsg(store->database);
    }
    if (why != NULL) {
        (void)snprintf(problem, CASE_STORE_PROBLEM_SIZE, "%.200s: %.80s", path, why);
        case_store_close(store);
        return NULL;
    }
    return store;
}

void case_store_close(struct case_store *store)
{
    if (store != NULL) {
        (void)sqlite3_close(store->database);
        (void)pthread_mutex_destroy(&store->lock);
        free(store);
    }
}

/* --- Cases --- */

static int read_kept(sqlite3_stmt *row, struct case_kept *kept)
{
    const char *fixed = (const char *)sqlite3_column_text(row, 7);
    const void *tail = sqlite3_column_blob(row, 0);
    memset(kept, 0, sizeof *kept);
    if (fixed == NULL || tail == NULL || sqlite3_column_bytes(row, 0) != HASH_BYTES) {
        return -1;
    }
    memcpy(kept->tail.bytes, tail, HASH_BYTES);
    kept->is_missing = sqlite3_column_int(row, 1);
    kept->known = (struct case_known){.status = sqlite3_column_int(row, 2),
                                      .promise_date = sqlite3_column_int(row, 3),
                                      .paused_since = sqlite3_column_int(row, 4),
                                      .rated = sqlite3_column_int(row, 5),
                                      .as_of = sqlite3_column_int64(row, 6),
                                      .fixed = strdup(fixed)};
    return kept->known.fixed != NULL ? 0 : -1;
}

int case_store_get(struct case_store *store, const struct hash *target, int64_t now_ms,
                   struct case_kept *kept)
{
    const struct case_value values[] = {{.hash = target}, {.number = now_ms - kept_ms}};
    int result = -1;
    (void)pthread_mutex_lock(&store->lock);
    sqlite3_stmt *statement = case_store_prepare(store,
                                                 "SELECT tail, missing, status, promise_date, paused_since, "
                                                 "rated, as_of, fixed FROM kept WHERE target = ?1 "
                                                 "AND as_of > ?2",
                                                 values, 2);
    int code = statement != NULL ? sqlite3_step(statement) : SQLITE_ERROR;
    if (code == SQLITE_ROW) {
        result = read_kept(statement, kept) == 0 ? 1 : -1;
    } else if (code == SQLITE_DONE) {
        result = 0;
    }
    if (result < 0) {
        log_failure(store);
    }
    (void)sqlite3_finalize(statement);
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

static int put(struct case_store *store, const struct hash *target, const struct case_kept *kept)
{
    const struct case_known *known = &kept->known;
    const struct case_value values[] = {
        {.hash = target},          {.hash = &kept->tail},           {.number = kept->is_missing},
        {.number = known->status}, {.number = known->promise_date}, {.number = known->paused_since},
        {.number = known->rated},  {.number = known->as_of}};
    sqlite3_stmt *statement = case_store_prepare(
        store, "INSERT OR REPLACE INTO kept VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", values, 8);
    if (statement == NULL) {
        return -1;
    }
    const char *fixed = known->fixed != NULL ? known->fixed : "";
    int good = sqlite3_bind_text(statement, 9, fixed, -1, SQLITE_STATIC) == SQLITE_OK &&
               sqlite3_step(statement) == SQLITE_DONE;
    if (!good) {
        log_failure(store);
    }
    (void)sqlite3_finalize(statement);
    return good ? 0 : -1;
}

int case_store_put(struct case_store *store, const struct hash *target, const struct case_kept *kept)
{
    (void)pthread_mutex_lock(&store->lock);
    int result = put(store, target, kept);
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

int case_store_put_rated(struct case_store *store, const struct hash *target, int stars)
{
    const struct case_value values[] = {{.hash = target}, {.number = stars}};
    (void)pthread_mutex_lock(&store->lock);
    int64_t result = case_store_number(store, "UPDATE kept SET rated = ?2 WHERE target = ?1", values, 2, 0);
    (void)pthread_mutex_unlock(&store->lock);
    return result < 0 ? -1 : 0;
}

int case_store_forget(struct case_store *store, int64_t now_ms, int day)
{
    const struct case_value oldest = {.number = now_ms - kept_ms};
    const struct case_value today = {.number = day};
    (void)pthread_mutex_lock(&store->lock);
    int result = case_store_number(store, "DELETE FROM kept WHERE as_of <= ?1", &oldest, 1, 0) < 0 ||
                         case_store_number(store, "DELETE FROM seen WHERE day <> ?1", &today, 1, 0) < 0 ||
                         case_store_number(store, "DELETE FROM counts WHERE day <> ?1", &today, 1, 0) < 0 ||
                         case_store_number(store, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, 0, 0) < 0
                     ? -1
                     : 0;
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}
