#ifndef HEADEND_CONTENT_CONTENT_KINDS_H
#define HEADEND_CONTENT_CONTENT_KINDS_H

#include "both-sides/records/flow_records.h"
#include "both-sides/records/guide_records.h"
#include "both-sides/records/policy_records.h"
#include "both-sides/records/station_records.h"
#include "both-sides/records/tariff_records.h"

/* What stands in content files and in the store, in the order in which an export writes it: the records of
 * both-sides/records. Strings lie in the arena of whoever read the record. */

enum content_kind {
    CONTENT_THEMES, /* the one <themes>; its id is "themes" */
    CONTENT_GUIDE,
    CONTENT_FLOW,
    CONTENT_POLICIES, /* the one <policies>; its id is "policies" */
    CONTENT_POLICY,
    CONTENT_HOURS,
    CONTENT_SET,
    CONTENT_DAY, /* its id is its date */
    CONTENT_STATION,
    CONTENT_TARIFF,
    CONTENT_KINDS
};

enum { CONTENT_FLOWS_MAX = 600 };

/* Where their pages for phones stand. */
#define PAGES_OF_GUIDES   "/p/guides/"
#define PAGES_OF_FLOWS    "/p/flows/"
#define PAGES_OF_POLICIES "/p/policies/"
#define PAGES_OF_STATIONS "/p/stations/"

struct content_kind_shape {
    const struct record_table *table; /* its element is what the kind is called, on a command line too */
    const char *fixed_id;             /* where there can be one only; else NULL and the id is a field */
    size_t most;                      /* in a store */
    const char *file, *file_by; /* in an export: how the file's name begins, and the field that ends it, if
                                   each has one of its own */
    const char *names;          /* the field with the id of another record that may be missing; NULL: none */
    enum content_kind named;    /* what it is then */
};
extern const struct content_kind_shape content_kinds[CONTENT_KINDS];

/* A content file: <content version="1"> around records of every kind. assets/schemas/content.rng is printed
 * from it. */
extern const struct record_table content_file_table;

#endif
