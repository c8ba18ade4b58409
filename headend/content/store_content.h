#ifndef HEADEND_CONTENT_STORE_CONTENT_H
#define HEADEND_CONTENT_STORE_CONTENT_H

#include "headend/database/store.h"

/* Guides, flows, policies and stations in the store: XML elements by kind and id (content_text.h). Unless it
 * says otherwise a call returns 0, or -1 and store_problem says why. */

enum { CONTENT_KEPT_DAYS = 90 };

struct content_row {
    const char *kind; /* a word of content_kinds */
    const char *id;
    const char *text;
    int64_t place;   /* rows of a kind stand in this order */
    int64_t changed; /* ms */
    int64_t rev;
};

extern const struct store_steps content_steps;

/* Inserts or replaces, and reads it back. */
int store_content_put(struct store *store, const struct content_row *row);
int store_content_set_place(struct store *store, const char *kind, const char *id, int64_t place);
int store_content_remove(struct store *store, const char *kind, const char *id);

/* Rows are borrowed for the time of the call. Stops when `take` returns non-zero and returns that. */
typedef int (*store_take_content)(void *context, const struct content_row *row);
/* `kind` NULL: of every kind. */
int store_content_each(struct store *store, const char *kind, store_take_content take, void *context);
/* Not called when there is none. */
int store_content_one(struct store *store, const char *kind, const char *id, store_take_content take,
                      void *context);

/* Keeps a copy of what is there now of a record, by its rev, until that moment (ms). */
int store_content_keep(struct store *store, const char *kind, const char *id, int64_t until);
/* A copy that was kept, and whose time is not over. Not called when there is none. */
int store_content_kept(struct store *store, const char *kind, const char *id, int64_t rev, int64_t now,
                       store_take_content take, void *context);
/* Drops the copies whose time is over. */
int store_content_drop_kept(struct store *store, int64_t now);

/* 1: there is one; 0: there is none. */
int store_content_has(struct store *store, const char *kind, const char *id);

/* Grows when anything of the kind does, is taken out, or stands in another order; 0: never was there. */
int64_t store_content_rev(struct store *store, const char *kind);
int store_content_set_rev(struct store *store, const char *kind, int64_t rev);

/* The place behind all others of the kind; -1 on failure. */
int64_t store_content_next_place(struct store *store, const char *kind);

#endif
