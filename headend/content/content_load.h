#ifndef HEADEND_CONTENT_CONTENT_LOAD_H
#define HEADEND_CONTENT_CONTENT_LOAD_H

#include "headend/content/content_set.h"
#include "headend/database/store.h"

/* Content from the store. Records that the set has already (from files) are left out. -1: `problem` says why.
 */

enum { CONTENT_PROBLEM_SIZE = 300 };

/* Every kind. */
int content_load_all(struct content_set *set, struct store *store, const char *path,
                     char problem[CONTENT_PROBLEM_SIZE]);
int content_load_kind(struct content_set *set, struct store *store, enum content_kind kind,
                      char problem[CONTENT_PROBLEM_SIZE]);

/* One record, for what is made of it alone (a phone's page, /v1/guides/{id}). 1: *set holds it as its only
 * record: `(*set)->records[0]->value` is its struct of content_records.h; free the set when done with it. 0:
 * the store has none; -1. */
int content_load_one(struct store *store, enum content_kind kind, const char *id, struct content_set **set,
                     char problem[CONTENT_PROBLEM_SIZE]);

/* Likewise a revision of before that was kept for CONTENT_KEPT_DAYS after the next one. */
int content_load_kept(struct store *store, enum content_kind kind, const char *id, int64_t rev, int64_t now,
                      struct content_set **set, char problem[CONTENT_PROBLEM_SIZE]);

#endif
