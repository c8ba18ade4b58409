#ifndef HEADEND_DATABASE_STORE_H
#define HEADEND_DATABASE_STORE_H

#include <stddef.h>
#include <stdint.h>

/* The headend's SQLite file. One handle a thread. What a failing call returned -1 for is told by
 * store_problem. */

struct store;

enum store_mode {
    STORE_EXISTING, /* a missing file is an error */
    STORE_CREATE,   /* a missing file is made; a broken one never is replaced */
};

/* Opens, checks that it is a store of ours and brings an older one up to date. NULL: `problem` says why. */
struct store *store_open(const char *path, enum store_mode mode, char *problem, size_t problem_size);
void store_close(struct store *store);

/* Reads the whole file for damage. Slow on a big store: once at start. */
int store_check_integrity(struct store *store);

/* Why the last call on this handle failed. */
const char *store_problem(const struct store *store);

/* A read sees one moment of the store from begin to end; a write is all or nothing. */
int store_begin_read(struct store *store);
int store_begin_write(struct store *store);
int store_commit(struct store *store);
void store_end(struct store *store); /* undoes what was not committed; harmless without a begin */

/* Grows with every change of the store. store_grow_rev belongs into a write. Both return -1 on failure. */
int64_t store_rev(struct store *store);
int64_t store_grow_rev(struct store *store);

/* Changes when another handle has committed (PRAGMA data_version); -1 on failure. */
int64_t store_data_version(struct store *store);

/* The rev of something that is made elsewhere (the menu): grows whenever `hash` is another than last time. -1
 * on failure. */
int64_t store_rev_of(struct store *store, const char *name, const char *hash);

#endif
