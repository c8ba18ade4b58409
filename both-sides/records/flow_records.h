#ifndef BOTH_SIDES_RECORDS_FLOW_RECORDS_H
#define BOTH_SIDES_RECORDS_FLOW_RECORDS_H

#include "both-sides/records/content_id.h"
#include "both-sides/records/record_table.h"

/* A flow of questions with what the headend adds to it (page, rev, source, as_of). */

struct arena;

extern const struct word_list flow_kinds, flow_node_kinds, flow_operations, flow_needs;

struct flow_record {
    struct service_flow flow;
    const char *page;
    int64_t rev;
    const char *source;
    int64_t as_of;
    struct arena *arena;
};

extern const struct record_table flow_table;

#endif
