#ifndef HEADEND_DATABASE_STORE_PRIVATE_H
#define HEADEND_DATABASE_STORE_PRIVATE_H

#include <sqlite3.h>

#include "headend/database/statement.h"

/* The driver for SQLite, for this room only. */

enum { STORE_PROBLEM_SIZE = 240 };

struct store {
    sqlite3 *database;
    const struct store_schema *schema;
    struct store_rows *statements; /* prepared, the latest first */
    int is_synchronous;            /* what is written from now on is waited for */
    void *attached;
    void (*free_attached)(void *attached);
    char problem[STORE_PROBLEM_SIZE];
};

/* Notes what SQLite says of its last failure; returns -1. */
int store_failed_doing(struct store *store, const char *doing);

/* Runs statements that give no rows and are needed once. */
int store_execute(struct store *store, const char *sql);

/* Whether it is a store of its schema or may become one (0), and bringing it up to date. */
int store_check_owner(struct store *store);
int store_migrate(struct store *store);

void store_finalize(struct store *store);

#endif
