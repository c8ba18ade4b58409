#ifndef TESTS_RANDOM_FLOW_H
#define TESTS_RANDOM_FLOW_H

#include <stdio.h>
#include <string.h>

#include "both-sides/flow/service_flow.h"

/* Random good flows, each from its seed: layers of questions, each question reached from one of the
 * layer before, outcomes at the end. Room is left to spoil them. To be included by one file of a test
 * program. */

enum { RANDOM_NODES_MAX = 80, RANDOM_ITEMS_MAX = 12, RANDOM_WAYS_MADE = 12 };

struct random_flow {
    struct service_flow flow;
    uint64_t state;
    size_t question_count;                 /* nodes[0] is the start, the outcomes follow */
    size_t reached_from[RANDOM_NODES_MAX]; /* a node with an edge to this one */
    struct flow_node nodes[RANDOM_NODES_MAX];
    struct flow_option options[RANDOM_NODES_MAX][FLOW_OPTIONS_MAX];
    struct flow_next next[RANDOM_NODES_MAX][FLOW_NEXT_MAX];
    struct flow_clause clauses[RANDOM_NODES_MAX][FLOW_NEXT_MAX];
    char values[RANDOM_NODES_MAX][FLOW_NEXT_MAX][1][FLOW_ID_SIZE];
    struct flow_item items[RANDOM_ITEMS_MAX];
    struct flow_clause item_clauses[RANDOM_ITEMS_MAX][2];
    char item_values[RANDOM_ITEMS_MAX][2][1][FLOW_ID_SIZE];
    struct flow_exemption exemptions[RANDOM_ITEMS_MAX];
};

/* 0 to below - 1 (xorshift). */
static size_t pick(struct random_flow *made, size_t below)
{
    made->state ^= made->state << 13;
    made->state ^= made->state >> 7;
    made->state ^= made->state << 17;
    return (size_t)(made->state % below);
}

static struct flow_node *add_node(struct random_flow *made, int kind)
{
    size_t index = made->flow.node_count++;
    struct flow_node *node = &made->nodes[index];
    (void)snprintf(node->id, sizeof node->id, kind == FLOW_OUTCOME ? "end-%zu" : "q-%zu", index);
    node->kind = kind;
    node->text = "text";
    node->options = made->options[index];
    node->next = made->next[index];
    node->option_count = kind == FLOW_RADIO || kind == FLOW_CHECK ? 1 + pick(made, FLOW_OPTIONS_MAX) : 0;
    for (size_t i = 0; i < node->option_count; i++) {
        (void)snprintf(node->options[i].id, FLOW_ID_SIZE, "o-%zu", i);
        node->options[i].text = "option";
    }
    return node;
}

/* A clause that fits the kind of node `about`. */
static void make_clause(struct random_flow *made, struct flow_clause *clause, char values[1][FLOW_ID_SIZE],
                        size_t about)
{
    static const int ops[][2] = {{FLOW_IS, FLOW_NOT},     {FLOW_HAS, FLOW_LACKS},
                                 {FLOW_LEAST, FLOW_MOST}, {FLOW_LEAST, FLOW_MOST},
                                 {FLOW_LEAST, FLOW_MOST}, {FLOW_WITHIN, FLOW_WITHIN}};
    const struct flow_node *node = &made->nodes[about];
    memcpy(clause->node, node->id, sizeof clause->node);
    clause->op = ops[node->kind][pick(made, 2)];
    clause->number = 20200101;
    clause->values = values;
    clause->value_count = node->option_count > 0 || node->kind == FLOW_AREA;
    if (node->option_count > 0) {
        memcpy(values[0], node->options[pick(made, node->option_count)].id, FLOW_ID_SIZE);
    } else {
        (void)snprintf(values[0], FLOW_ID_SIZE, "43100%zu", 2 + pick(made, 2));
    }
}

static struct flow_next *add_next(struct random_flow *made, size_t from, size_t to, size_t about)
{
    struct flow_node *node = &made->nodes[from];
    size_t i = node->next_count++;
    memcpy(node->next[i].to, made->nodes[to].id, FLOW_ID_SIZE);
    node->next[i].when = &made->clauses[from][i];
    node->next[i].when_count = 1;
    make_clause(made, &made->clauses[from][i], made->values[from][i], about);
    return &node->next[i];
}

/* The node itself, or one that has been asked before it. */
static size_t asked_by(struct random_flow *made, size_t node)
{
    while (node != 0 && pick(made, 2) == 0) {
        node = made->reached_from[node];
    }
    return node;
}

/* The nodes of a layer, [first, end), are all reached from the one before. */
static void reach_layer(struct random_flow *made, size_t before, size_t first, size_t end)
{
    for (size_t to = first; before != first && to < end; to++) {
        size_t from = before + pick(made, first - before);
        while (made->nodes[from].next_count >= RANDOM_WAYS_MADE) {
            from = from + 1 < first ? from + 1 : before;
        }
        made->reached_from[to] = from;
        (void)add_next(made, from, to, asked_by(made, from));
    }
}

static void add_items(struct random_flow *made)
{
    made->flow.items = made->items;
    made->flow.item_count = pick(made, RANDOM_ITEMS_MAX + 1);
    for (size_t i = 0; i < made->flow.item_count; i++) {
        struct flow_item *item = &made->items[i];
        (void)snprintf(item->id, sizeof item->id, "item-%zu", i);
        item->name = "item";
        item->need = (int)pick(made, 3);
        item->when = &made->item_clauses[i][0];
        item->when_count = pick(made, 2);
        make_clause(made, &made->item_clauses[i][0], made->item_values[i][0],
                    pick(made, made->question_count));
        item->exempt = &made->exemptions[i];
        item->exempt_count = pick(made, 2);
        made->exemptions[i].why = "why";
        made->exemptions[i].when = &made->item_clauses[i][1];
        made->exemptions[i].when_count = 1;
        make_clause(made, &made->item_clauses[i][1], made->item_values[i][1],
                    pick(made, made->question_count));
    }
}

/* Mostly to a node near by, so that long paths come about too. */
static void set_defaults(struct random_flow *made, const size_t *layer_of)
{
    for (size_t i = 0; i < made->question_count; i++) {
        size_t first = i + 1;
        while (layer_of[first] == layer_of[i]) {
            first++;
        }
        size_t rest = made->flow.node_count - first;
        size_t to = first + (pick(made, 4) == 0 ? pick(made, rest) : 0);
        memcpy(made->nodes[i].otherwise, made->nodes[to].id, FLOW_ID_SIZE);
    }
}

static void random_flow_make(struct random_flow *made, uint64_t seed)
{
    memset(made, 0, sizeof *made);
    made->state = seed * 2654435761U + 1;
    made->flow.nodes = made->nodes;
    memcpy(made->flow.id, "made", 5);
    size_t layers = 1 + pick(made, FLOW_DEPTH_MAX);
    size_t before = 0, first = 0;
    size_t layer_of[RANDOM_NODES_MAX] = {0};
    for (size_t layer = 0; layer < layers; layer++) {
        size_t width = layer == 0 ? 1 : 1 + pick(made, 4);
        for (size_t i = 0; i < width; i++) {
            layer_of[made->flow.node_count] = layer;
            (void)add_node(made, (int)pick(made, FLOW_OUTCOME));
        }
        reach_layer(made, before, first, first + width);
        before = first;
        first += width;
    }
    made->question_count = first;
    size_t outcomes = 1 + pick(made, 4);
    for (size_t i = 0; i < outcomes; i++) {
        layer_of[made->flow.node_count] = layers;
        (void)add_node(made, FLOW_OUTCOME);
    }
    reach_layer(made, before, first, first + outcomes);
    set_defaults(made, layer_of);
    memcpy(made->flow.start, made->nodes[0].id, FLOW_ID_SIZE);
    add_items(made);
}

/* An answer such as a household could give. */
static void answer_at_random(struct random_flow *made, struct flow_answer_value *answers, size_t index)
{
    const struct flow_node *node = &made->nodes[index];
    struct flow_answer_value *answer = &answers[index];
    answer->given = 1;
    if (node->kind == FLOW_RADIO) {
        answer->chosen = 1U << pick(made, node->option_count);
    }
    if (node->kind == FLOW_CHECK) {
        answer->chosen = (unsigned)pick(made, (size_t)1 << node->option_count);
    }
    answer->number = 20200100 + (int64_t)pick(made, 3);
    size_t county = 2 + pick(made, 3), township = 1 + pick(made, 9);
    (void)snprintf(answer->area_code, sizeof answer->area_code, "43100%zu00%zu", county, township);
}

#endif
