#include "headend/cases/case_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "headend/cases/case_store_private.h"

static const int64_t kept_ms = (int64_t)CASE_KEPT_DAYS * 24 * 3600 * 1000;

/* The first program wrote no version: what it made is met by the first step as it is. */
static const struct store_step steps[] = {
    {1, "CREATE TABLE IF NOT EXISTS kept (target BLOB PRIMARY KEY, tail BLOB NOT NULL, missing INTEGER NOT "
        "NULL, status INTEGER NOT NULL, promise_date INTEGER NOT NULL, paused_since INTEGER NOT NULL, rated "
        "INTEGER NOT NULL, as_of INTEGER NOT NULL, fixed TEXT NOT NULL) STRICT, WITHOUT ROWID;"
        "CREATE INDEX IF NOT EXISTS kept_by_age ON kept (as_of);"
        "CREATE TABLE IF NOT EXISTS seen (day INTEGER NOT NULL, who BLOB NOT NULL, target BLOB NOT NULL, "
        "PRIMARY KEY (day, who, target)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE IF NOT EXISTS counts (day INTEGER NOT NULL, who BLOB NOT NULL, count INTEGER NOT NULL, "
        "PRIMARY KEY (day, who)) STRICT, WITHOUT ROWID;"},
    /* What stood in `seen` had been found. */
    {2, "ALTER TABLE seen ADD COLUMN found INTEGER NOT NULL DEFAULT 1;"
        "ALTER TABLE seen ADD COLUMN open INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE counts ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;"},
};
static const struct store_steps case_steps = {steps, sizeof steps / sizeof steps[0]};
static const struct store_steps *const services[] = {&case_steps};

static const struct store_schema case_schema = {
    .services = services,
    .service_count = 1,
    .application_id = 0x74764863, /* "tvHc" */
    .busy_timeout_ms = 2000,
    .is_private = 1,
};

int case_store_failed(struct case_store *store)
{
    log_line(LOG_LEVEL_ERROR, "cases", "the file of cases: %s", store_problem(store->store));
    return -1;
}

int case_store_run(struct case_store *store, const char *sql, struct store_values values)
{
    return store_run(store->store, sql, values) == 0 ? 0 : case_store_failed(store);
}

int64_t case_store_number(struct case_store *store, const char *sql, struct store_values values)
{
    int64_t number = store_number(store->store, sql, values, 0);
    return number >= 0 ? number : case_store_failed(store);
}

struct case_store *case_store_open(const char *path, char problem[CASE_STORE_PROBLEM_SIZE])
{
    struct case_store *store = calloc(1, sizeof *store);
    if (store == NULL || pthread_mutex_init(&store->lock, NULL) != 0) {
        (void)snprintf(problem, CASE_STORE_PROBLEM_SIZE, "out of memory");
        free(store);
        return NULL;
    }
    store->store = store_open(path, &case_schema, STORE_CREATE, problem, CASE_STORE_PROBLEM_SIZE);
    if (store->store == NULL) {
        case_store_close(store);
        return NULL;
    }
    return store;
}

void case_store_close(struct case_store *store)
{
    if (store != NULL) {
        store_close(store->store);
        (void)pthread_mutex_destroy(&store->lock);
        free(store);
    }
}

/* --- Cases --- */

static int read_kept(struct store_rows *row, struct case_kept *kept)
{
    size_t tail_length = 0;
    const void *tail = store_column_bytes(row, 0, &tail_length);
    memset(kept, 0, sizeof *kept);
    if (tail == NULL || tail_length != HASH_BYTES) {
        return -1;
    }
    memcpy(kept->tail.bytes, tail, HASH_BYTES);
    kept->is_missing = (int)store_column_integer(row, 1);
    kept->known = (struct case_known){.status = (int)store_column_integer(row, 2),
                                      .promise_date = (int)store_column_integer(row, 3),
                                      .paused_since = (int)store_column_integer(row, 4),
                                      .rated = (int)store_column_integer(row, 5),
                                      .as_of = store_column_integer(row, 6),
                                      .fixed = store_column_copy(row, 7)};
    return kept->known.fixed != NULL ? 0 : -1;
}

int case_store_get(struct case_store *store, const struct hash *target, int64_t now_ms,
                   struct case_kept *kept)
{
    (void)pthread_mutex_lock(&store->lock);
    struct store_rows *rows =
        store_query(store->store,
                    "SELECT tail, missing, status, promise_date, paused_since, rated, as_of, fixed FROM kept "
                    "WHERE target = ?1 AND as_of > ?2",
                    STORE_VALUES(case_hash(target), store_integer(now_ms - kept_ms)));
    int result = store_next(rows);
    if (result == 1 && read_kept(rows, kept) != 0) {
        result = store_failed(store->store, "what was kept of a case cannot be read");
    }
    if (result < 0) {
        (void)case_store_failed(store);
    }
    store_done(rows);
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

int case_store_put(struct case_store *store, const struct hash *target, const struct case_kept *kept)
{
    const struct case_known *known = &kept->known;
    (void)pthread_mutex_lock(&store->lock);
    int result = case_store_run(
        store,
        "INSERT INTO kept (target, tail, missing, status, promise_date, paused_since, rated, as_of, fixed) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (target) DO UPDATE SET tail = ?2, "
        "missing = ?3, status = ?4, promise_date = ?5, paused_since = ?6, rated = ?7, as_of = ?8, fixed = ?9",
        STORE_VALUES(case_hash(target), case_hash(&kept->tail), store_integer(kept->is_missing),
                     store_integer(known->status), store_integer(known->promise_date),
                     store_integer(known->paused_since), store_integer(known->rated),
                     store_integer(known->as_of), store_text(known->fixed != NULL ? known->fixed : "")));
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

int case_store_put_rated(struct case_store *store, const struct hash *target, int stars)
{
    (void)pthread_mutex_lock(&store->lock);
    int result = case_store_run(store, "UPDATE kept SET rated = ?2 WHERE target = ?1",
                                STORE_VALUES(case_hash(target), store_integer(stars)));
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}

int case_store_forget(struct case_store *store, int64_t now_ms, int day)
{
    struct store_values oldest = STORE_VALUES(store_integer(now_ms - kept_ms));
    struct store_values today = STORE_VALUES(store_integer(day));
    (void)pthread_mutex_lock(&store->lock);
    int result = case_store_run(store, "DELETE FROM kept WHERE as_of <= ?1", oldest) == 0 &&
                         case_store_run(store, "DELETE FROM seen WHERE day <> ?1", today) == 0 &&
                         case_store_run(store, "DELETE FROM counts WHERE day <> ?1", today) == 0
                     ? 0
                     : -1;
    if (result == 0 && store_purge(store->store) != 0) {
        result = case_store_failed(store);
    }
    (void)pthread_mutex_unlock(&store->lock);
    return result;
}
