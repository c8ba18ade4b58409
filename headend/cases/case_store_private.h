#ifndef HEADEND_CASES_CASE_STORE_PRIVATE_H
#define HEADEND_CASES_CASE_STORE_PRIVATE_H

#include <pthread.h>
#include <sqlite3.h>

#include "headend/cases/case_store.h"

/* For case_store*.c, case_limits.c and case_unanswered.c. */

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

/* Brings the file to the form of this program. NULL: done; else why not. */
const char *case_store_migrate(struct case_store *store);

/* A transaction of a writer; `good`: it holds. -1: logged. */
int case_store_begin(struct case_store *store);
int case_store_end(struct case_store *store, int good);

/* Whether a box or an address has found the case of an admission today. -1: logged. */
enum { CASE_NOT_SEEN, CASE_IS_ASKED, CASE_WAS_FOUND };
int64_t case_store_has_seen(struct case_store *store, const struct case_admission *admission,
                            const struct hash *who);

/* Adds to the day's counts of box, address and case: failures, and look-ups that were not answered. -1:
 * logged. */
int case_store_add(struct case_store *store, const struct case_admission *admission, int failures,
                   int unanswered);

#endif
