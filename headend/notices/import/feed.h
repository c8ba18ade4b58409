#ifndef HEADEND_NOTICES_IMPORT_FEED_H
#define HEADEND_NOTICES_IMPORT_FEED_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/area.h"
#include "headend/notices/import/feed_notes.h"

/* An RSS (0.9 to 2.0) or Atom feed as it was read: still the feed's own words, only cut to the lengths of a
 * notice. Our extension elements (namespace urn:tv-hall:notice:1) are described in docs/operators.md. */

enum { FEED_BYTES_MAX = 32 * 1024 * 1024, FEED_ENTRIES_MAX = 20000, FEED_PROBLEM_SIZE = FEED_NOTE_SIZE };

#define FEED_NAMESPACE "urn:tv-hall:notice:1"
#define FEED_EXPORT_ID "urn:tv-hall:export" /* the id of a feed that this program wrote */

/* Strings are NULL where the feed says nothing. */
struct feed_entry {
    char *guid;
    char *title;
    char *org_name;
    char *link; /* http(s) */
    char *base; /* xml:base, where there is one */
    char *body;
    char *speech;
    char *source;
    char area_code[AREA_CODE_SIZE];
    int category; /* 0: the feed does not say */
    int level;
    int64_t published, updated; /* 0: likewise */
    int64_t undated_since;      /* of an export: it says no day; this is where it stands in the list */
    char *owner;                /* of an export: the site that it came from */
    int64_t valid_from, valid_to;
    int withdrawn;                   /* the entry only says that it is withdrawn */
    int64_t withdrawn_at;            /* 0: does not say when */
    int number;                      /* from 1, in the order of the feed */
    char note[FEED_PROBLEM_SIZE];    /* odd, but taken; "" */
    char problem[FEED_PROBLEM_SIZE]; /* why it cannot be taken; "" */
};

struct feed {
    struct feed_entry *entries;
    size_t count;
    char *title;
    char *link;              /* of Atom its id */
    char *site;              /* whose it says it is: an address, or whatever tells it from others */
    struct feed_notes notes; /* what was tolerated */
};

/* Slips of content systems are tolerated and noted: docs/operators.md lists them. `charset`: what the server
 * said, "" if nothing. Returns 0, or -1 and why the text is no feed at all (`problem`, FEED_PROBLEM_SIZE).
 * Free with feed_clear in either case. */
int feed_read(const char *text, size_t length, const char *charset, struct feed *feed, char *problem);
void feed_clear(struct feed *feed);

#endif
