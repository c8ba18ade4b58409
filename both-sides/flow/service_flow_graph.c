#include "both-sides/flow/service_flow_graph.h"

#include <stdio.h>
#include <string.h>

enum { PROBLEM_SIZE = 200, WORD_BITS = 64 };
enum mark { UNSEEN, ON_PATH, DONE };

/* A walk into the depth without recursion: `stack` is the path to the node that is being looked at. */
struct walk {
    unsigned char mark[FLOW_NODES_MAX];
    unsigned char next_edge[FLOW_NODES_MAX];
    unsigned char stack[FLOW_NODES_MAX];
    size_t stack_count;
    unsigned char done[FLOW_NODES_MAX]; /* each node after all that it leads to */
    size_t done_count;
};

static const char *name_of(const struct flow_graph *graph, size_t node)
{
    return graph->flow->nodes[node].id;
}

static void push(struct walk *walk, size_t node)
{
    walk->mark[node] = ON_PATH;
    walk->stack[walk->stack_count++] = (unsigned char)node;
}

static int walk_from_start(const struct flow_graph *graph, struct walk *walk, char problem[PROBLEM_SIZE])
{
    push(walk, graph->start);
    while (walk->stack_count > 0) {
        size_t node = walk->stack[walk->stack_count - 1];
        if (walk->next_edge[node] == graph->edge_count[node]) {
            walk->mark[node] = DONE;
            walk->done[walk->done_count++] = (unsigned char)node;
            walk->stack_count--;
            continue;
        }
        size_t to = graph->edges[node][walk->next_edge[node]++];
        if (walk->mark[to] == ON_PATH) {
            (void)snprintf(problem, PROBLEM_SIZE, "node %s: leads back to node %s: a cycle",
                           name_of(graph, node), name_of(graph, to));
            return -1;
        }
        if (walk->mark[to] == UNSEEN) {
            push(walk, to);
        }
    }
    return 0;
}

static void add_before(struct flow_graph *graph, size_t node, size_t to)
{
    for (size_t i = 0; i < FLOW_SET_WORDS; i++) {
        graph->before[to][i] |= graph->before[node][i];
    }
    graph->before[to][node / WORD_BITS] |= (uint64_t)1 << (node % WORD_BITS);
}

/* From the start on, each node after all that lead to it. */
static int measure(struct flow_graph *graph, const struct walk *walk, char problem[PROBLEM_SIZE])
{
    unsigned char depth[FLOW_NODES_MAX] = {0}; /* most questions on a path before the node */
    for (size_t i = walk->done_count; i-- > 0;) {
        size_t node = walk->done[i];
        int is_question = graph->flow->nodes[node].kind != FLOW_OUTCOME;
        if (is_question && depth[node] >= FLOW_DEPTH_MAX) {
            (void)snprintf(problem, PROBLEM_SIZE, "node %s: is question %d on one path: at most %d",
                           name_of(graph, node), depth[node] + 1, FLOW_DEPTH_MAX);
            return -1;
        }
        for (size_t edge = 0; edge < graph->edge_count[node]; edge++) {
            size_t to = graph->edges[node][edge];
            if (depth[to] < depth[node] + 1) {
                depth[to] = (unsigned char)(depth[node] + 1);
            }
            add_before(graph, node, to);
        }
    }
    return 0;
}

int flow_graph_check(struct flow_graph *graph, char problem[PROBLEM_SIZE])
{
    struct walk walk;
    memset(&walk, 0, sizeof walk);
    memset(graph->before, 0, sizeof graph->before);
    if (walk_from_start(graph, &walk, problem) != 0) {
        return -1;
    }
    for (size_t i = 0; i < graph->flow->node_count; i++) {
        if (walk.mark[i] == UNSEEN) {
            (void)snprintf(problem, PROBLEM_SIZE, "node %s: no path from the start reaches it",
                           name_of(graph, i));
            return -1;
        }
    }
    return measure(graph, &walk, problem);
}

int flow_graph_asked_by(const struct flow_graph *graph, size_t node, size_t other)
{
    return node == other || (graph->before[node][other / WORD_BITS] >> (other % WORD_BITS) & 1) != 0;
}
