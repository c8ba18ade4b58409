#ifndef HEADEND_CONTENT_CONTENT_IMPORT_H
#define HEADEND_CONTENT_CONTENT_IMPORT_H

#include "headend/content/content_set.h"
#include "headend/database/store.h"

/* Content of files into the store, and out of it again: all or nothing. */

struct content_import_counts {
    size_t read, added, changed, unchanged;
};

enum content_import_result {
    CONTENT_IMPORT_DONE,
    CONTENT_IMPORT_REFUSED,     /* nothing changed; the set has the errors */
    CONTENT_IMPORT_STORE_FAILED /* nothing changed; `problem` says why */
};

/* Checks what the set's files hold together with the rest of the store, and takes it. Records of a kind then
 * stand in the order of the files, those that were not in them keep their places. */
enum content_import_result content_import(struct content_set *set, struct store *store,
                                          const char *store_path, int64_t now,
                                          struct content_import_counts *counts, char problem[300]);

/* Takes one record out, if what is left can do without it: else refused, and the set has the errors. `set` is
 * empty at first. *found is 0 when there is no such record. */
enum content_import_result content_withdraw(struct content_set *set, struct store *store,
                                            const char *store_path, enum content_kind kind, const char *id,
                                            int *found, char problem[300]);

#endif
