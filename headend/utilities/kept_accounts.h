#ifndef HEADEND_UTILITIES_KEPT_ACCOUNTS_H
#define HEADEND_UTILITIES_KEPT_ACCOUNTS_H

#include <stdint.h>

#include "both-sides/records/statement_records.h"
#include "headend/crypto/keyed_hash.h"
#include "headend/database/store.h"

/* The accounts that households have kept, in STORE.household (docs/decisions/0144). A number stands there
 * sealed with AES-256-GCM, under a key of its row alone that is derived from our own secret; a keyed hash of
 * box and number tells whether it is kept already. They go in the same transaction in which the box is
 * revoked or its last member is unbound, whichever program does it.
 *
 * Functions return 0, or -1: store_problem says why; where they return more, it is said. */

extern const struct store_steps kept_accounts_steps;

enum { NICKNAME_SIZE = NICKNAME_MAX * 4 + 1 };

struct kept_number {
    char id[KEPT_ACCOUNT_ID_SIZE];
    char operator_id[CONTENT_ID_SIZE];
    int kind;                             /* enum utility_kind */
    char account_no[ACCOUNT_NUMBER_SIZE]; /* "": it cannot be opened, as the secret is another one */
    char nickname[NICKNAME_SIZE];         /* "": none */
    int64_t kept_ms;                      /* when */
};

enum keep_result { KEEP_FAILED = -1, KEEP_DONE, KEEP_FULL };

/* Keeps what `number` says but for its id. What is kept already takes the nickname, if there is one. */
enum keep_result kept_accounts_keep(struct store *store, const struct keyed_hash *secret, const char *box,
                                    const struct kept_number *number);

/* How many of KEPT_ACCOUNTS_MAX, in the order in which they were kept; -1. Whoever reads them wipes them. */
int kept_accounts_read(struct store *store, const struct keyed_hash *secret, const char *box,
                       struct kept_number numbers[KEPT_ACCOUNTS_MAX]);
/* 1; 0: this box has kept no such account; -1. Whoever reads it wipes it. */
int kept_accounts_find(struct store *store, const struct keyed_hash *secret, const char *box, const char *id,
                       struct kept_number *number);

/* 1: done; 0: this box has kept no such account; -1. */
int kept_accounts_rename(struct store *store, const char *box, const char *id, const char *nickname);
int kept_accounts_remove(struct store *store, const char *box, const char *id);

/* How many a box has kept; -1. */
int64_t kept_accounts_count(struct store *store, const char *box);

#endif
