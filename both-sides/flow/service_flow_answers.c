#include <string.h>

#include "both-sides/area.h"
#include "both-sides/flow/service_flow.h"

/* Nodes whose answers count: a byte a node; NULL: all. */
typedef const unsigned char *node_bytes;

size_t service_flow_node(const struct service_flow *flow, const char *id)
{
    for (size_t i = 0; i < flow->node_count; i++) {
        if (strcmp(flow->nodes[i].id, id) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* --- Clauses --- */

/* One of the clause's options is among the chosen. */
static int chose_one_of(const struct flow_node *node, unsigned chosen, const struct flow_clause *clause)
{
    for (size_t i = 0; i < node->option_count; i++) {
        for (size_t k = 0; (chosen >> i & 1) != 0 && k < clause->value_count; k++) {
            if (strcmp(node->options[i].id, clause->values[k]) == 0) {
                return 1;
            }
        }
    }
    return 0;
}

static int lies_within(const char *area_code, const struct flow_clause *clause)
{
    for (size_t i = 0; i < clause->value_count; i++) {
        if (area_is_within(area_code, clause->values[i])) {
            return 1;
        }
    }
    return 0;
}

static int clause_holds(const struct service_flow *flow, const struct flow_answer_value *answers,
                        node_bytes only, const struct flow_clause *clause)
{
    size_t index = service_flow_node(flow, clause->node);
    if (index == SIZE_MAX || !answers[index].given || (only != NULL && !only[index])) {
        return clause->op == FLOW_NOT || clause->op == FLOW_LACKS;
    }
    const struct flow_node *node = &flow->nodes[index];
    const struct flow_answer_value *answer = &answers[index];
    switch (clause->op) {
    case FLOW_IS:
    case FLOW_HAS:
        return chose_one_of(node, answer->chosen, clause);
    case FLOW_NOT:
    case FLOW_LACKS:
        return !chose_one_of(node, answer->chosen, clause);
    case FLOW_LEAST:
        return answer->number >= clause->number;
    case FLOW_MOST:
        return answer->number <= clause->number;
    default:
        return lies_within(answer->area_code, clause);
    }
}

static int all_hold(const struct service_flow *flow, const struct flow_answer_value *answers, node_bytes only,
                    const struct flow_clause *when, size_t when_count)
{
    for (size_t i = 0; i < when_count; i++) {
        if (!clause_holds(flow, answers, only, &when[i])) {
            return 0;
        }
    }
    return 1;
}

int service_flow_holds(const struct service_flow *flow, const struct flow_answer_value *answers,
                       const struct flow_clause *when, size_t when_count)
{
    return all_hold(flow, answers, NULL, when, when_count);
}

/* --- Ways --- */

static size_t next_of(const struct service_flow *flow, const struct flow_answer_value *answers,
                      node_bytes only, size_t index)
{
    const struct flow_node *node = &flow->nodes[index];
    for (size_t i = 0; i < node->next_count; i++) {
        if (all_hold(flow, answers, only, node->next[i].when, node->next[i].when_count)) {
            return service_flow_node(flow, node->next[i].to);
        }
    }
    return service_flow_node(flow, node->otherwise);
}

size_t service_flow_path(const struct service_flow *flow, const struct flow_answer_value *answers,
                         size_t path[FLOW_DEPTH_MAX + 1])
{
    unsigned char on_path[FLOW_NODES_MAX] = {0};
    size_t count = 0;
    size_t node = service_flow_node(flow, flow->start);
    while (node != SIZE_MAX && count <= FLOW_DEPTH_MAX) {
        path[count++] = node;
        if (flow->nodes[node].kind == FLOW_OUTCOME || !answers[node].given) {
            break;
        }
        on_path[node] = 1;
        node = next_of(flow, answers, on_path, node);
    }
    return count;
}

/* The longest way from what a node leads to, as far as `left` knows it. */
static unsigned char longest_after(const struct service_flow *flow, const unsigned char left[FLOW_NODES_MAX],
                                   const struct flow_node *node)
{
    unsigned char longest = left[service_flow_node(flow, node->otherwise)];
    for (size_t i = 0; i < node->next_count; i++) {
        unsigned char after = left[service_flow_node(flow, node->next[i].to)];
        longest = after > longest ? after : longest;
    }
    return longest;
}

size_t service_flow_most_left(const struct service_flow *flow, size_t node)
{
    unsigned char left[FLOW_NODES_MAX] = {0}; /* questions from a node on, itself included */
    int grows = flow->nodes[node].kind != FLOW_OUTCOME;
    /* Mostly a node stands before those that it leads to: from the end there is little to do twice. */
    for (int pass = 0; grows && pass <= FLOW_DEPTH_MAX; pass++) {
        grows = 0;
        for (size_t i = flow->node_count; i-- > 0;) {
            if (flow->nodes[i].kind != FLOW_OUTCOME) {
                unsigned char more = (unsigned char)(longest_after(flow, left, &flow->nodes[i]) + 1);
                grows |= more != left[i];
                left[i] = more;
            }
        }
    }
    return left[node] > 0 ? left[node] - 1U : 0;
}

void service_flow_counted(const struct service_flow *flow, const struct flow_answer_value *answers,
                          struct flow_answer_value *counted)
{
    size_t path[FLOW_DEPTH_MAX + 1];
    size_t count = service_flow_path(flow, answers, path);
    memset(counted, 0, flow->node_count * sizeof counted[0]);
    for (size_t i = 0; i < count; i++) {
        counted[path[i]] = answers[path[i]];
    }
}

/* --- Items --- */

enum flow_item_state service_flow_item(const struct service_flow *flow,
                                       const struct flow_answer_value *answers, const struct flow_item *item,
                                       const char **why)
{
    if (!service_flow_holds(flow, answers, item->when, item->when_count)) {
        return FLOW_ITEM_NO_CONCERN;
    }
    for (size_t i = 0; i < item->exempt_count; i++) {
        if (service_flow_holds(flow, answers, item->exempt[i].when, item->exempt[i].when_count)) {
            *why = item->exempt[i].why;
            return FLOW_ITEM_EXEMPT;
        }
    }
    return FLOW_ITEM_NEEDED;
}
