#ifndef HEADEND_DATABASE_STORE_STATEMENT_H
#define HEADEND_DATABASE_STORE_STATEMENT_H

#include <sqlite3.h>
#include <stdint.h>

#include "headend/database/store.h"

/* For the store_*.c files only: every statement of the store, prepared once a handle. */

enum statement {
    STATEMENT_BEGIN_READ,
    STATEMENT_BEGIN_WRITE,
    STATEMENT_COMMIT,
    STATEMENT_ROLLBACK,
    STATEMENT_REV,
    STATEMENT_GROW_REV,
    STATEMENT_DATA_VERSION,
    STATEMENT_MADE_REV,
    STATEMENT_SET_MADE_REV,
    STATEMENT_FIND_ID,
    STATEMENT_FIND_GUID,
    STATEMENT_PUT,
    STATEMENT_SET_SOURCE_HASH,
    STATEMENT_WITHDRAW,
    STATEMENT_RESTORE,
    STATEMENT_WITHDRAWAL,
    STATEMENT_WITHDRAWN_IDS,
    STATEMENT_LIST,
    STATEMENT_COUNT_LIST,
    STATEMENT_BOUNDARY,
    STATEMENT_ALL,
    STATEMENT_ALL_WITHDRAWN,
    STATEMENT_CONTENT_PUT,
    STATEMENT_CONTENT_PLACE,
    STATEMENT_CONTENT_REMOVE,
    STATEMENT_CONTENT_ALL,
    STATEMENT_CONTENT_OF_KIND,
    STATEMENT_CONTENT_ONE,
    STATEMENT_CONTENT_REV,
    STATEMENT_CONTENT_SET_REV,
    STATEMENT_CONTENT_NEXT_PLACE,
    STATEMENT_COUNT
};

/* A statement ready to be bound, or NULL (store_problem says why). It is reset when it is next asked for;
 * reset it yourself with store_done as soon as its rows are read, as an open one keeps the read going. */
sqlite3_stmt *store_statement(struct store *store, enum statement which);
void store_done(sqlite3_stmt *statement);

/* Binds nothing more, runs to the end. Returns 0 or -1. */
int store_run(struct store *store, sqlite3_stmt *statement);

/* Runs to the first row and returns its first column as a number, `missing` without a row, -1 on failure. */
int64_t store_number(struct store *store, sqlite3_stmt *statement, int64_t missing);

/* Notes the reason of a failure for store_problem; returns -1. */
int store_failed(struct store *store, const char *doing);

/* Brings the schema up to date (store_schema.c). */
int store_migrate(struct store *store, sqlite3 *database);

extern const char *const store_sql[STATEMENT_COUNT];

#endif
