#ifndef HEADEND_DATABASE_STORE_H
#define HEADEND_DATABASE_STORE_H

#include <stddef.h>
#include <stdint.h>

/* A database of the headend. The driver behind it is SQLite, one file a store; nothing here says so, and
 * only this room knows. Files with SQL include statement.h, too.
 *
 * One handle a thread, or a lock around it. What a failing call returned -1 for is told by store_problem. */

struct store;

/* One step of the way from an empty store to the form of this program: brings version - 1 to version. A step
 * that was released is never changed: add one. */
struct store_step {
    int version;
    const char *sql;
};

/* What one service keeps in a store; stands beside the service's SQL. */
struct store_steps {
    const struct store_step *steps;
    size_t count;
};

/* What one store holds. The versions of all its services are one series, 1 2 3 … without a gap; steps of the
 * same version are run in the order of the services. */
struct store_schema {
    const struct store_steps *const *services;
    size_t service_count;
    int32_t application_id; /* tells the store from any other database */
    int busy_timeout_ms;    /* how long a call waits for another writer */
    int is_durable;         /* what was committed survives a power cut, at the price of a wait */
    int is_private;         /* only the owner may read it, and what is deleted is overwritten */
    int checkpoint_pages; /* about so many changed pages of 4 KiB are brought home at once; 0: as it comes */
};

enum store_mode {
    STORE_EXISTING, /* a missing store is an error */
    STORE_CREATE,   /* a missing store is made; a broken one never is replaced */
};

/* Opens, checks that it is a store of this schema and brings an older one up to date. NULL: `problem` says
 * why. The schema is borrowed. */
struct store *store_open(const char *path, const struct store_schema *schema, enum store_mode mode,
                         char *problem, size_t problem_size);
void store_close(struct store *store);

/* Reads the whole store for damage. Slow on a big one: once at start. */
int store_check_integrity(struct store *store);

/* Why the last call on this handle failed. */
const char *store_problem(const struct store *store);

/* A read sees one moment of the store from begin to end; a write is all or nothing, and one at a time:
 *
 *     int result = store_begin_write(store) == 0 && … ? store_commit(store) : -1;
 *     store_end(store);
 */
int store_begin_read(struct store *store);
int store_begin_write(struct store *store);
/* A write of a durable store that the disk is not waited for: a crash of the program does not undo it, a
 * power cut may, and with it all writes that came after. A durable write makes those before it durable. */
int store_begin_lazy_write(struct store *store);
int store_commit(struct store *store);
void store_end(struct store *store); /* undoes what was not committed; harmless without a begin */

/* Changes when another handle has committed; -1 on failure. */
int64_t store_data_version(struct store *store);

/* Which content a handle sees: differs once this handle or another has changed it. -1 on failure. */
struct store_moment {
    int64_t version, changes;
};
int store_moment_read(struct store *store, struct store_moment *moment);

/* What a service makes of the content and keeps beside the handle, in place of what it kept before; freed
 * with `free_attached`, at the latest when the handle is closed. NULL: nothing is kept. */
void store_attach(struct store *store, void *attached, void (*free_attached)(void *attached));
void *store_attached(const struct store *store);

/* After deleting from a private store: nothing of it stays on the disk, and the file gets smaller. */
int store_purge(struct store *store);

#endif
