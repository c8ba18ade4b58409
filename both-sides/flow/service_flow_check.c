#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/calendar_date.h"
#include "both-sides/flow/service_flow.h"
#include "both-sides/flow/service_flow_graph.h"
#include "both-sides/flow/service_flow_names.h"

enum { PROBLEM_SIZE = 200, PLACE_SIZE = 64, FEN = 100 };

/* What is known while a flow is checked, and where a problem would be. */
struct check {
    const struct service_flow *flow;
    struct flow_names nodes;
    struct flow_names items;
    char place[PLACE_SIZE]; /* "node years" */
    char *problem;
    struct flow_graph graph;
};

__attribute__((format(printf, 2, 3))) static int refuse(struct check *check, const char *format, ...)
{
    int length = snprintf(check->problem, PROBLEM_SIZE, "%s: ", check->place);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(check->problem + length, PROBLEM_SIZE - (size_t)length, format, arguments);
    va_end(arguments);
    return -1;
}

static void stand_at(struct check *check, const char *kind, const char *id)
{
    (void)snprintf(check->place, sizeof check->place, "%s %s", kind, id);
}

/* --- Names --- */

/* A name that may be printed, whatever came in its place. */
static const char *shown(const char *id)
{
    return flow_id_is_good(id) ? id : "(not an id)";
}

static int add_name(struct check *check, const char *kind, struct flow_names *names, const char *id)
{
    if (!flow_id_is_good(id)) {
        (void)snprintf(check->place, sizeof check->place, "%s number %zu", kind, names->count + 1);
        return refuse(check, "its id is not of [a-z0-9-], at most %d", FLOW_ID_SIZE - 1);
    }
    names->sorted[names->count] = (struct flow_name){id, names->count};
    names->count++;
    return 0;
}

static int sort_names(struct check *check, const char *kind, struct flow_names *names)
{
    const char *twice = flow_names_sort(names);
    if (twice != NULL) {
        stand_at(check, kind, twice);
        return refuse(check, "comes twice");
    }
    return 0;
}

static int read_names(struct check *check)
{
    const struct service_flow *flow = check->flow;
    (void)snprintf(check->place, sizeof check->place, "flow");
    if (flow->node_count == 0 || flow->node_count > FLOW_NODES_MAX) {
        return refuse(check, "has %zu nodes: 1 to %d", flow->node_count, FLOW_NODES_MAX);
    }
    if (flow->item_count > FLOW_ITEMS_MAX) {
        return refuse(check, "has %zu items: at most %d", flow->item_count, FLOW_ITEMS_MAX);
    }
    for (size_t i = 0; i < flow->node_count; i++) {
        if (add_name(check, "node", &check->nodes, flow->nodes[i].id) != 0) {
            return -1;
        }
    }
    for (size_t i = 0; i < flow->item_count; i++) {
        if (add_name(check, "item", &check->items, flow->items[i].id) != 0) {
            return -1;
        }
    }
    return sort_names(check, "node", &check->nodes) != 0 || sort_names(check, "item", &check->items) != 0 ? -1
                                                                                                          : 0;
}

/* --- Clauses --- */

static int op_fits(int op, int kind)
{
    switch (op) {
    case FLOW_IS:
    case FLOW_NOT:
        return kind == FLOW_RADIO;
    case FLOW_HAS:
    case FLOW_LACKS:
        return kind == FLOW_CHECK;
    case FLOW_LEAST:
    case FLOW_MOST:
        return kind == FLOW_NUMBER || kind == FLOW_MONEY || kind == FLOW_DATE;
    case FLOW_WITHIN:
        return kind == FLOW_AREA;
    default:
        return 0;
    }
}

static int value_is_good(const struct flow_node *node, const char *value)
{
    if (node->kind == FLOW_AREA) {
        return area_code_is_valid(value);
    }
    for (size_t i = 0; i < node->option_count; i++) {
        if (strcmp(node->options[i].id, value) == 0) {
            return 1;
        }
    }
    return 0;
}

static int check_clause(struct check *check, const struct flow_clause *clause)
{
    size_t index = flow_names_find(&check->nodes, clause->node);
    if (index == SIZE_MAX) {
        return refuse(check, "a clause about nothing: no node is called %s", shown(clause->node));
    }
    const struct flow_node *node = &check->flow->nodes[index];
    if (!op_fits(clause->op, node->kind)) {
        return refuse(check, "a clause whose operation does not fit the kind of node %s", node->id);
    }
    int by_number = clause->op == FLOW_LEAST || clause->op == FLOW_MOST;
    if (by_number ? clause->value_count != 0
                  : clause->value_count == 0 || clause->value_count > FLOW_VALUES_MAX) {
        return refuse(check, "a clause about %s with %zu values: %s", node->id, clause->value_count,
                      by_number ? "it takes a number" : "1 to 16");
    }
    for (size_t i = 0; i < clause->value_count; i++) {
        if (!value_is_good(node, clause->values[i])) {
            return refuse(check, "a clause with a value that is no %s of node %s: %s",
                          node->kind == FLOW_AREA ? "area code" : "option", node->id,
                          shown(clause->values[i]));
        }
    }
    return 0;
}

static int check_clauses(struct check *check, const struct flow_clause *clauses, size_t count)
{
    if (count > FLOW_CLAUSES_MAX) {
        return refuse(check, "%zu clauses together: at most %d", count, FLOW_CLAUSES_MAX);
    }
    for (size_t i = 0; i < count; i++) {
        if (check_clause(check, &clauses[i]) != 0) {
            return -1;
        }
    }
    return 0;
}

/* --- Nodes --- */

static int check_options(struct check *check, const struct flow_node *node)
{
    int chooses = node->kind == FLOW_RADIO || node->kind == FLOW_CHECK;
    if (chooses ? node->option_count == 0 || node->option_count > FLOW_OPTIONS_MAX
                : node->option_count != 0) {
        return refuse(check, "has %zu options: %s", node->option_count,
                      chooses ? "1 to 8" : "only radio and check have any");
    }
    for (size_t i = 0; i < node->option_count; i++) {
        if (!flow_id_is_good(node->options[i].id)) {
            return refuse(check, "the id of option %zu is not of [a-z0-9-], at most %d", i + 1,
                          FLOW_ID_SIZE - 1);
        }
        for (size_t other = 0; other < i; other++) {
            if (strcmp(node->options[other].id, node->options[i].id) == 0) {
                return refuse(check, "option %s comes twice", node->options[i].id);
            }
        }
    }
    return 0;
}

static int bound_is_date(int64_t bound)
{
    return bound == 0 || (bound <= 99991231 && calendar_date_is_real((int)bound));
}

/* Fen to yuan, rounded up. */
static int64_t whole_yuan_up(int64_t fen)
{
    return fen / FEN + (fen % FEN != 0);
}

static int check_bounds(struct check *check, const struct flow_node *node)
{
    if (node->min < 0 || node->max < 0) {
        return refuse(check, "a bound below 0: remotes have no minus");
    }
    if (node->max != 0 && node->min > node->max) {
        return refuse(check, "min is more than max: no answer is possible");
    }
    if (node->kind == FLOW_MONEY && node->max != 0 && whole_yuan_up(node->min) > node->max / FEN) {
        return refuse(check, "no whole yuan lies between its bounds: no answer is possible");
    }
    if (node->kind == FLOW_DATE && (!bound_is_date(node->min) || !bound_is_date(node->max))) {
        return refuse(check, "a bound that is no date");
    }
    return 0;
}

static int check_outcome(struct check *check, const struct flow_node *node)
{
    if (node->next_count != 0 || node->otherwise[0] != '\0') {
        return refuse(check, "an outcome leads nowhere");
    }
    if (node->item_count > FLOW_ITEMS_MAX) {
        return refuse(check, "names %zu items: at most %d", node->item_count, FLOW_ITEMS_MAX);
    }
    for (size_t i = 0; i < node->item_count; i++) {
        if (flow_names_find(&check->items, node->items[i]) == SIZE_MAX) {
            return refuse(check, "no item is called %s", shown(node->items[i]));
        }
    }
    return 0;
}

static int add_edge(struct check *check, size_t from, const char *id)
{
    size_t to = flow_names_find(&check->nodes, id);
    if (to == SIZE_MAX) {
        return refuse(check, "leads to nowhere: no node is called %s", shown(id));
    }
    check->graph.edges[from][check->graph.edge_count[from]++] = (unsigned char)to;
    return 0;
}

/* What stands behind a `next` without clauses is never reached; it is no edge, but must be right all the
 * same. */
static int check_ways(struct check *check, size_t index)
{
    const struct flow_node *node = &check->flow->nodes[index];
    unsigned char open = FLOW_EDGES_MAX;
    if (node->otherwise[0] == '\0') {
        return refuse(check, "has no default: an answer could lead nowhere");
    }
    if (node->next_count > FLOW_NEXT_MAX) {
        return refuse(check, "has %zu next: at most %d", node->next_count, FLOW_NEXT_MAX);
    }
    for (size_t i = 0; i < node->next_count; i++) {
        const struct flow_next *next = &node->next[i];
        if (add_edge(check, index, next->to) != 0 ||
            check_clauses(check, next->when, next->when_count) != 0) {
            return -1;
        }
        if (next->when_count == 0 && open == FLOW_EDGES_MAX) {
            open = check->graph.edge_count[index];
        }
    }
    if (add_edge(check, index, node->otherwise) != 0) {
        return -1;
    }
    if (check->graph.edge_count[index] > open) {
        check->graph.edge_count[index] = open;
    }
    return 0;
}

static int check_node(struct check *check, size_t index)
{
    const struct flow_node *node = &check->flow->nodes[index];
    stand_at(check, "node", node->id);
    if (node->kind < FLOW_RADIO || node->kind > FLOW_OUTCOME) {
        return refuse(check, "is of no kind");
    }
    if (check_options(check, node) != 0 || check_bounds(check, node) != 0) {
        return -1;
    }
    return node->kind == FLOW_OUTCOME ? check_outcome(check, node) : check_ways(check, index);
}

/* Once the graph is known to have no cycle. */
static int check_asked_before(struct check *check, size_t index)
{
    const struct flow_node *node = &check->flow->nodes[index];
    stand_at(check, "node", node->id);
    for (size_t i = 0; i < node->next_count; i++) {
        for (size_t k = 0; k < node->next[i].when_count; k++) {
            size_t about = flow_names_find(&check->nodes, node->next[i].when[k].node);
            if (!flow_graph_asked_by(&check->graph, index, about)) {
                return refuse(check, "a clause about node %s, which cannot have been asked before",
                              check->flow->nodes[about].id);
            }
        }
    }
    return 0;
}

/* --- Items --- */

static int check_item(struct check *check, const struct flow_item *item)
{
    stand_at(check, "item", item->id);
    if (item->need < FLOW_NECESSARY || item->need > FLOW_LATER) {
        return refuse(check, "is of no need");
    }
    if (check_clauses(check, item->when, item->when_count) != 0) {
        return -1;
    }
    if (item->exempt_count > FLOW_EXEMPTIONS_MAX) {
        return refuse(check, "has %zu exemptions: at most %d", item->exempt_count, FLOW_EXEMPTIONS_MAX);
    }
    for (size_t i = 0; i < item->exempt_count; i++) {
        const struct flow_exemption *exemption = &item->exempt[i];
        if (exemption->why == NULL || exemption->why[0] == '\0') {
            return refuse(check, "an exemption without a why");
        }
        if (check_clauses(check, exemption->when, exemption->when_count) != 0) {
            return -1;
        }
    }
    return 0;
}

/* --- The whole --- */

static int check_graph(struct check *check)
{
    const struct service_flow *flow = check->flow;
    check->graph.flow = flow;
    check->graph.start = flow_names_find(&check->nodes, flow->start);
    if (check->graph.start == SIZE_MAX) {
        (void)snprintf(check->place, sizeof check->place, "start");
        return refuse(check, "no node is called %s", shown(flow->start));
    }
    for (size_t i = 0; i < flow->node_count; i++) {
        if (check_node(check, i) != 0) {
            return -1;
        }
    }
    if (flow_graph_check(&check->graph, check->problem) != 0) {
        return -1;
    }
    for (size_t i = 0; i < flow->node_count; i++) {
        if (check_asked_before(check, i) != 0) {
            return -1;
        }
    }
    return 0;
}

int service_flow_check(const struct service_flow *flow, char problem[PROBLEM_SIZE])
{
    struct check check;
    memset(&check, 0, sizeof check);
    check.flow = flow;
    check.problem = problem;
    problem[0] = '\0';
    if (read_names(&check) != 0 || check_graph(&check) != 0) {
        return -1;
    }
    for (size_t i = 0; i < flow->item_count; i++) {
        if (check_item(&check, &flow->items[i]) != 0) {
            return -1;
        }
    }
    return 0;
}
