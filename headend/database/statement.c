#include "headend/database/statement.h"

#include <stdlib.h>
#include <string.h>

#include "headend/database/store_private.h"

/* A prepared statement; its rows are read from it. */
struct store_rows {
    struct store_rows *next;
    struct store *store;
    const char *sql; /* SQLite's own copy */
    sqlite3_stmt *statement;
};

void store_finalize(struct store *store)
{
    while (store->statements != NULL) {
        struct store_rows *rows = store->statements;
        store->statements = rows->next;
        (void)sqlite3_finalize(rows->statement);
        free(rows);
    }
}

/* NULL: noted. */
static struct store_rows *prepare(struct store *store, const char *sql)
{
    struct store_rows *rows = calloc(1, sizeof *rows);
    if (rows == NULL) {
        (void)store_failed(store, "out of memory");
        return NULL;
    }
    if (sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &rows->statement, NULL) !=
        SQLITE_OK) {
        (void)store_failed_doing(store, "preparing a statement");
        free(rows);
        return NULL;
    }
    *rows = (struct store_rows){.next = store->statements,
                                .store = store,
                                .sql = sqlite3_sql(rows->statement),
                                .statement = rows->statement};
    store->statements = rows;
    return rows;
}

void store_done(struct store_rows *rows)
{
    if (rows != NULL) {
        (void)sqlite3_reset(rows->statement);
        (void)sqlite3_clear_bindings(rows->statement);
    }
}

static int bind(sqlite3_stmt *statement, int index, const struct store_value *value)
{
    switch (value->type) {
    case STORE_INTEGER:
        return sqlite3_bind_int64(statement, index, value->integer);
    case STORE_TEXT:
        return sqlite3_bind_text(statement, index, value->bytes, -1, SQLITE_STATIC);
    case STORE_BYTES:
        return sqlite3_bind_blob64(statement, index, value->bytes, value->length, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

struct store_rows *store_query(struct store *store, const char *sql, struct store_values values)
{
    struct store_rows *rows = store->statements;
    while (rows != NULL && strcmp(rows->sql, sql) != 0) {
        rows = rows->next;
    }
    if (rows == NULL) {
        rows = prepare(store, sql);
    }
    store_done(rows);
    for (size_t i = 0; i < values.count && rows != NULL; i++) {
        if (bind(rows->statement, (int)i + 1, &values.items[i]) != SQLITE_OK) {
            (void)store_failed_doing(store, "binding a value");
            store_done(rows);
            rows = NULL;
        }
    }
    return rows;
}

int store_next(struct store_rows *rows)
{
    int step = rows != NULL ? sqlite3_step(rows->statement) : SQLITE_ERROR;
    if (step == SQLITE_ROW || step == SQLITE_DONE) {
        return step == SQLITE_ROW;
    }
    return rows != NULL ? store_failed_doing(rows->store, "running a statement") : -1;
}

int store_run(struct store *store, const char *sql, struct store_values values)
{
    struct store_rows *rows = store_query(store, sql, values);
    int step = store_next(rows);
    while (step == 1) {
        step = store_next(rows);
    }
    store_done(rows);
    return step;
}

int64_t store_number(struct store *store, const char *sql, struct store_values values, int64_t missing)
{
    struct store_rows *rows = store_query(store, sql, values);
    int64_t number = missing;
    int step = store_next(rows);
    if (step == 1) {
        number =
            sqlite3_column_type(rows->statement, 0) == SQLITE_NULL ? missing : store_column_integer(rows, 0);
    }
    while (step == 1) { /* RETURNING takes effect when it is run to the end */
        step = store_next(rows);
    }
    store_done(rows);
    return step == 0 ? number : -1;
}

int64_t store_column_integer(struct store_rows *rows, int column)
{
    return sqlite3_column_int64(rows->statement, column);
}

const char *store_column_text(struct store_rows *rows, int column)
{
    return (const char *)sqlite3_column_text(rows->statement, column);
}

const void *store_column_bytes(struct store_rows *rows, int column, size_t *length)
{
    const void *bytes = sqlite3_column_blob(rows->statement, column);
    *length = (size_t)sqlite3_column_bytes(rows->statement, column);
    return bytes;
}

char *store_column_copy(struct store_rows *rows, int column)
{
    const char *text = store_column_text(rows, column);
    return text != NULL ? strdup(text) : NULL;
}

void store_column_fixed(struct store_rows *rows, int column, char *out, size_t size)
{
    const char *text = store_column_text(rows, column);
    size_t length = text != NULL ? strnlen(text, size - 1) : 0;
    if (length > 0) {
        memcpy(out, text, length);
    }
    out[length] = '\0';
}
