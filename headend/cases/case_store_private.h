#ifndef HEADEND_CASES_CASE_STORE_PRIVATE_H
#define HEADEND_CASES_CASE_STORE_PRIVATE_H

#include <pthread.h>

#include "headend/cases/case_store.h"
#include "headend/database/statement.h"

/* For case_store.c, case_limits.c and case_unanswered.c. */

struct case_store {
    struct store *store;
    pthread_mutex_t lock; /* held during every public function */
};

static inline struct store_value case_hash(const struct hash *hash)
{
    return store_bytes(hash->bytes, HASH_BYTES);
}

/* Logs why the last call failed; returns -1. */
int case_store_failed(struct case_store *store);

/* store_run and store_number; -1: logged. */
int case_store_run(struct case_store *store, const char *sql, struct store_values values);
int64_t case_store_number(struct case_store *store, const char *sql, struct store_values values);

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
