#ifndef BOTH_SIDES_FLOW_SERVICE_FLOW_GRAPH_H
#define BOTH_SIDES_FLOW_SERVICE_FLOW_GRAPH_H

#include "both-sides/flow/service_flow.h"

/* The nodes of a flow as a graph; every name in it has been found already. Each node and edge is looked at
 * once, whatever the number of paths. For service_flow_check. */

enum { FLOW_EDGES_MAX = FLOW_NEXT_MAX + 1, FLOW_SET_WORDS = (FLOW_NODES_MAX + 63) / 64 };

struct flow_graph {
    const struct service_flow *flow;
    size_t start;
    unsigned char edges[FLOW_NODES_MAX][FLOW_EDGES_MAX]; /* indexes of nodes */
    unsigned char edge_count[FLOW_NODES_MAX];
    /* Set by flow_graph_check: which nodes may have been asked before one. */
    uint64_t before[FLOW_NODES_MAX][FLOW_SET_WORDS];
};

/* No cycle, every node reached, no path too long. 0, or -1 with the problem. */
int flow_graph_check(struct flow_graph *graph, char problem[200]);

/* 1: `other` is the node itself or may have been asked before it. */
int flow_graph_asked_by(const struct flow_graph *graph, size_t node, size_t other);

#endif
