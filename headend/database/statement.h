#ifndef HEADEND_DATABASE_STATEMENT_H
#define HEADEND_DATABASE_STATEMENT_H

#include <stddef.h>
#include <stdint.h>

#include "headend/database/store.h"

/* For the files that hold a service's SQL. Each text is prepared once a handle and kept until it is closed:
 * write texts out, never build them. SQL is what SQLite and PostgreSQL both take: parameters ?1 ?2 …,
 * integers of 64 bits, text, bytes; INSERT … ON CONFLICT (column), RETURNING and LIMIT, but no INSERT OR
 * REPLACE, no rowid, no min or max of two values. */

struct store_value {
    enum { STORE_INTEGER, STORE_TEXT, STORE_BYTES } type;
    int64_t integer;
    const void *bytes; /* borrowed for the time of the call; of a query until it is done. NULL is null */
    size_t length;     /* of STORE_BYTES */
};

static inline struct store_value store_integer(int64_t integer)
{
    return (struct store_value){.type = STORE_INTEGER, .integer = integer};
}

static inline struct store_value store_text(const char *text)
{
    return (struct store_value){.type = STORE_TEXT, .bytes = text};
}

static inline struct store_value store_bytes(const void *bytes, size_t length)
{
    return (struct store_value){.type = STORE_BYTES, .bytes = bytes, .length = length};
}

struct store_values {
    const struct store_value *items;
    size_t count;
};

#define STORE_VALUES(...)                                                                                    \
    (struct store_values)                                                                                    \
    {                                                                                                        \
        .items = (const struct store_value[]){__VA_ARGS__},                                                  \
        .count = sizeof((const struct store_value[]){__VA_ARGS__}) / sizeof(struct store_value)              \
    }
#define STORE_NO_VALUES ((struct store_values){.count = 0})

/* Runs a statement to its end. */
int store_run(struct store *store, const char *sql, struct store_values values);

/* The first column of the first row; `missing` without a row or when it is null; -1 on failure. */
int64_t store_number(struct store *store, const char *sql, struct store_values values, int64_t missing);

/* --- Rows ---
 * They are done with as soon as they are read: an open query keeps a read going. The same text asked for
 * again ends the query before. */

struct store_rows;

/* NULL on failure. store_next and store_done take NULL: -1, nothing. */
struct store_rows *store_query(struct store *store, const char *sql, struct store_values values);
int store_next(struct store_rows *rows); /* 1: a row; 0: there is none any more; -1 */
void store_done(struct store_rows *rows);

/* Columns count from 0. What is returned stands until the next row. */
int64_t store_column_integer(struct store_rows *rows, int column);
/* NULL when memory is out or the column is null. */
const char *store_column_text(struct store_rows *rows, int column);
const void *store_column_bytes(struct store_rows *rows, int column, size_t *length);
char *store_column_copy(struct store_rows *rows, int column);
/* Cut to what there is room for; empty where store_column_text is NULL. */
void store_column_fixed(struct store_rows *rows, int column, char *out, size_t size);

/* Notes the reason of a failure for store_problem; returns -1. */
int store_failed(struct store *store, const char *why);

#endif
