#ifndef HEADEND_CASE_STORE_PRIVATE_H
#define HEADEND_CASE_STORE_PRIVATE_H

#include <pthread.h>
#include <sqlite3.h>

#include "headend/case_store.h"

/* For case_store.c and case_limits.c. */

struct case_store {
    sqlite3 *database;
    pthread_mutex_t lock; /* held during every public function */
};

/* A value for a statement: a number, or a hash. */
struct case_value {
    const struct hash *hash;
    int64_t number;
};

/* NULL: logged. Finalize it. */
sqlite3_stmt *case_store_prepare(struct case_store *store, const char *sql, const struct case_value *values,
                                 int count);

/* Runs to the end. The first column of the first row, `missing` without a row; -1: logged. */
int64_t case_store_number(struct case_store *store, const char *sql, const struct case_value *values,
                          int count, int64_t missing);

#endif
