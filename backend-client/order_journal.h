#ifndef BACKEND_CLIENT_ORDER_JOURNAL_H
#define BACKEND_CLIENT_ORDER_JOURNAL_H

#include <limits.h>
#include <stddef.h>

#include "both-sides/records/order_records.h"

/* What a box keeps of its orders, so that a power cut loses none: the idempotency key of each, and the
 * order's id once it is known (docs/decisions/0154). An entry is on the disk before the headend is asked for
 * an order, and ends when somebody has been shown how the order ended. No amount, no account, no time: a
 * clock that jumps changes nothing.
 *
 * A file of lines, "KEY ORDER", "KEY -" where the id is not known yet. A line that is not valid is left out;
 * a file that is not a journal counts as empty, and the next entry takes its place. */

enum {
    ORDER_JOURNAL_MAX = ORDERS_MAX, /* the headend tells of no more; the oldest gives way */
    ORDER_JOURNAL_BYTES_MAX = 4096, /* a larger file is not a journal */
};

struct journal_entry {
    char key[IDEMPOTENCY_KEY_SIZE];
    char order[ORDER_ID_SIZE]; /* "": not known */
};

struct order_journal {
    char path[PATH_MAX];                             /* "": there is no place, and nothing can be begun */
    struct journal_entry entries[ORDER_JOURNAL_MAX]; /* the oldest first */
    size_t count;
    int last_wallet; /* enum wallet: the one chosen last in this run, WALLET_COUNT: none. In no file */
};

/* `path`: copied; NULL: there is no place. What cannot be read is logged, and counts as nothing. */
void order_journal_open(struct order_journal *journal, const char *path);
/* A new key, on the disk when this returns 0. Else the errno of what failed: then no order may be asked for,
 * and the journal is as it was. */
int order_journal_begin(struct order_journal *journal, char key[IDEMPOTENCY_KEY_SIZE]);
/* The order that was made under the key. Where it cannot be written the log says so, and the key alone finds
 * it again. */
void order_journal_name(struct order_journal *journal, const char *key, const char *order);
/* Somebody knows how it ended, or it never was. Where it cannot be written it is told once more after the
 * next start. A key that is not there changes nothing. */
void order_journal_end(struct order_journal *journal, const char *key);
/* NULL: there is none. Valid until one is begun or ends. */
const struct journal_entry *order_journal_find(const struct order_journal *journal, const char *key);

/* The lines of a file, for order_journal_open and the fuzzer. Returns how many lines were not valid; -1: it
 * is no journal. */
int order_journal_parse(struct order_journal *journal, const char *bytes, size_t length);

#endif
