#ifndef HEADEND_NOTICES_STORE_NOTICES_H
#define HEADEND_NOTICES_STORE_NOTICES_H

#include "headend/database/store.h"
#include "headend/notices/cursor.h"
#include "headend/notices/notice_record.h"

/* Notices in the store. Unless it says otherwise a call returns 0, or -1 and store_problem says why. */

extern const struct store_steps notices_steps;

/* Finds a notice, withdrawn or not. 1: found (clear the record); 0: there is none; -1. */
int store_notice_by_id(struct store *store, const char *id, struct notice_record *record);

/* Inserts or replaces by id, with the rev that the record carries, and reads it back. */
int store_notice_put(struct store *store, const struct notice_record *record);

/* Notes how the feed now writes what has stayed the same. */
int store_notice_set_source(struct store *store, const char *id, const char *source_hash,
                            int pictures_missing);

/* From then on it belongs to that site. */
int store_notice_set_owner(struct store *store, const char *id, const char *owner);

struct withdrawal {
    int64_t moment;                /* 0: not withdrawn */
    int by_operator;               /* then no import brings it back */
    char owner[NOTICE_OWNER_SIZE]; /* the site that said so; "": the operator, or not known */
};

int store_withdrawal(struct store *store, const char *id, struct withdrawal *withdrawal);
/* The moment of an earlier withdrawal is kept. */
int store_withdraw(struct store *store, const char *id, const char *guid, struct withdrawal withdrawal,
                   int64_t rev);
int store_restore(struct store *store, const char *id);

struct notice_query {
    int64_t now;
    int category;          /* 0: all */
    const char *area_code; /* "": everywhere */
    int has_cursor;
    struct cursor cursor; /* the last row of the page before */
    int limit;
};

/* One page into `records` (room for `limit`; bodies are left out), the rows of all pages into *total, and
 * whether more follow into *more. Call it inside store_begin_read so that they agree. Returns the rows (clear
 * each) or -1. */
int store_notices_list(struct store *store, const struct notice_query *query, struct notice_record *records,
                       int64_t *total, int *more);

/* Ids withdrawn since `since`, newest first. Returns how many, or -1. */
int store_withdrawn_ids(struct store *store, int64_t since, char (*ids)[NOTICE_ID_SIZE], int limit);

/* When a notice next begins or ends to hold after `now`; INT64_MAX: never; -1 on failure. */
int64_t store_next_boundary(struct store *store, int64_t now);

/* How many hold now, or -1. */
int64_t store_notices_count(struct store *store, int64_t now);

/* Every notice in the order of the list, `withdrawn` being the moment or 0; stops when `take` returns
 * non-zero and returns that. */
typedef int (*store_take_notice)(void *context, const struct notice_record *record, int64_t withdrawn);
int store_notices_each(struct store *store, store_take_notice take, void *context);

/* Every withdrawal, of notices that were never here too. */
typedef int (*store_take_withdrawal)(void *context, const char *guid, const struct withdrawal *withdrawal);
int store_withdrawals_each(struct store *store, store_take_withdrawal take, void *context);

#endif
