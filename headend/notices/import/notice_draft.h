#ifndef HEADEND_NOTICES_IMPORT_NOTICE_DRAFT_H
#define HEADEND_NOTICES_IMPORT_NOTICE_DRAFT_H

#include "headend/notices/import/feed.h"
#include "headend/notices/import/notice_import.h"
#include "headend/notices/import/picture_import.h"
#include "headend/notices/notice_record.h"

/* For notice_import.c: an entry on its way to become a record. */

enum draft_kind {
    DRAFT_REFUSED,
    DRAFT_SAME, /* the feed says what it said last time */
    DRAFT_NOTICE,
    DRAFT_WITHDRAWAL
};

/* Who imports. */
struct draft_owner {
    char name[NOTICE_OWNER_SIZE];
    int may_say;       /* its entries may name another owner for what is new */
    int may_take_over; /* it may change what is another's */
};

struct draft {
    enum draft_kind kind;
    const struct feed_entry *entry;
    const struct draft_owner *owner;
    int waits;                   /* it has pictures that are still to be fetched */
    int has_waited;              /* they came, or will not */
    int is_counted;              /* in the report, as stored */
    int sets_owner;              /* nobody is known to own it, or it is taken over */
    struct notice_record record; /* only id and guid of a withdrawal; id of one that is the same */
};

/* Everything but writing into the store: checks, cleans the HTML, brings the pictures that need not be
 * fetched. Returns -1 when the import cannot go on (`problem`, 300 bytes). */
int draft_make(struct draft *draft, const struct feed_entry *entry, const struct draft_owner *owner,
               const struct import_options *options, struct picture_import *pictures,
               struct import_report *report, char *problem);

/* Writes it, inside a write. Returns -1 when the store cannot. One that waits and that the store knows but
 * for its pictures is left for draft_apply_pictures. */
int draft_apply(struct draft *draft, const struct import_options *options, struct import_report *report);

/* For a draft that waits, after picture_import_fetch: makes its body anew, with the pictures that came … */
int draft_add_pictures(struct draft *draft, struct picture_import *pictures, struct import_report *report,
                       char *problem);

/* … and writes it, unless somebody else changed the notice meanwhile. */
int draft_apply_pictures(struct draft *draft, const struct import_options *options,
                         struct import_report *report);

#endif
