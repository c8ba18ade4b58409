#ifndef BOTH_SIDES_RECORDS_POLICY_RECORDS_H
#define BOTH_SIDES_RECORDS_POLICY_RECORDS_H

#include "both-sides/records/content_id.h"
#include "both-sides/records/record_table.h"
#include "both-sides/store_life.h"

/* Policies for enterprises and people (惠企惠民政策). Initials, valid_to, page and rev are the headend's to
 * fill. */

struct arena;

enum { POLICY_LIST_MAX = 300 };

struct policy {
    char id[CONTENT_ID_SIZE];
    const char *name, *initials, *org_name, *who, *benefit, *how, *materials, *link_way, *basis, *page;
    char guide[CONTENT_ID_SIZE]; /* "": none */
    int last_day;                /* of content files: YYYYMMDD, the last one on which it holds; 0: no end */
    int sample;
    int64_t valid_to; /* of answers: ms UTC, exclusive; 0: no end */
    int64_t rev;
};

/* The one <policies> of content files. */
struct policy_settings {
    char flow[CONTENT_ID_SIZE]; /* that finds the household's own */
};

struct policy_list {
    int64_t rev;
    char life[STORE_LIFE_SIZE]; /* of the store; "": the headend does not say */
    int64_t as_of;
    const char *source;
    char flow[CONTENT_ID_SIZE];
    struct policy *policies;
    size_t count;
    struct arena *arena;
};

extern const struct record_table policy_table, policy_settings_table, policy_list_table;

#endif
