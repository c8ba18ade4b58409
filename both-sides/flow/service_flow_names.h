#ifndef BOTH_SIDES_FLOW_SERVICE_FLOW_NAMES_H
#define BOTH_SIDES_FLOW_SERVICE_FLOW_NAMES_H

#include "both-sides/flow/service_flow.h"

/* The ids of a flow's nodes or items, in order, so that each mention is found without a search through all.
 * For service_flow_check. */

enum { FLOW_NAMES_MAX = FLOW_ITEMS_MAX > FLOW_NODES_MAX ? FLOW_ITEMS_MAX : FLOW_NODES_MAX };

struct flow_names {
    struct flow_name {
        const char *id; /* borrowed */
        size_t index;
    } sorted[FLOW_NAMES_MAX];
    size_t count;
};

/* Put the ids in, with index and count; then sort. Returns one that comes twice, NULL: none. */
const char *flow_names_sort(struct flow_names *names);
/* SIZE_MAX: none. */
size_t flow_names_find(const struct flow_names *names, const char *id);

#endif
