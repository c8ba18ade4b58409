#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/flow/service_flow.h"

/* A flow built of the input, wrong in any way that an array of records can be: it is refused with words, or
 * whatever is answered ends in an outcome within the depth. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NODES = 24, ITEMS = 4, WALKS = 8 };

struct source {
    const uint8_t *data;
    size_t size, at;
};

static unsigned take(struct source *source)
{
    return source->size == 0 ? 0 : source->data[source->at++ % source->size];
}

/* Mostly one of few names, so that they meet. */
static void take_id(struct source *source, char id[FLOW_ID_SIZE])
{
    unsigned byte = take(source);
    (void)snprintf(id, FLOW_ID_SIZE, byte < 250 ? "%c" : "%c%%", byte == 255 ? 0 : 'a' + (int)(byte % NODES));
}

struct built {
    struct flow_node nodes[NODES];
    struct flow_option options[NODES][3];
    struct flow_next next[NODES][2];
    struct flow_clause clauses[NODES][2];
    char values[NODES][2][1][FLOW_ID_SIZE];
    struct flow_item items[ITEMS];
    struct flow_clause item_clauses[ITEMS];
    char item_values[ITEMS][1][FLOW_ID_SIZE];
};

static void take_clause(struct source *source, struct flow_clause *clause, char values[1][FLOW_ID_SIZE])
{
    take_id(source, clause->node);
    clause->op = (int)(take(source) % 8);
    clause->values = values;
    clause->value_count = take(source) % 2;
    clause->number = (int64_t)take(source);
    take_id(source, values[0]);
}

static void take_node(struct source *source, struct built *built, size_t i)
{
    struct flow_node *node = &built->nodes[i];
    take_id(source, node->id);
    if (take(source) % 8 != 0) { /* else names seldom fit */
        (void)snprintf(node->id, sizeof node->id, "%c", 'a' + (int)i);
    }
    node->kind = (int)(take(source) % 8);
    node->options = built->options[i];
    node->option_count = node->kind <= FLOW_CHECK ? take(source) % 4 : take(source) % 16 == 1;
    node->next = built->next[i];
    node->next_count = node->kind == FLOW_OUTCOME ? 0 : take(source) % 3;
    node->min = (int64_t)take(source) - 8;
    node->max = (int64_t)take(source);
    for (size_t k = 0; k < node->option_count; k++) {
        take_id(source, node->options[k].id);
    }
    for (size_t k = 0; k < node->next_count; k++) {
        take_id(source, node->next[k].to);
        node->next[k].when = &built->clauses[i][k];
        node->next[k].when_count = take(source) % 2;
        take_clause(source, &built->clauses[i][k], built->values[i][k]);
    }
    if (node->kind != FLOW_OUTCOME) {
        take_id(source, node->otherwise);
    }
}

static void walk(const struct service_flow *flow, struct source *source)
{
    struct flow_answer_value answers[NODES] = {0};
    size_t path[FLOW_DEPTH_MAX + 1];
    for (size_t asked = 0; asked <= FLOW_DEPTH_MAX; asked++) {
        size_t count = service_flow_path(flow, answers, path);
        size_t last = path[count - 1];
        const char *why = NULL;
        for (size_t i = 0; i < flow->item_count; i++) {
            (void)service_flow_item(flow, answers, &flow->items[i], &why);
        }
        if (flow->nodes[last].kind == FLOW_OUTCOME) {
            return;
        }
        answers[last] =
            (struct flow_answer_value){.given = 1, .chosen = take(source), .number = (int64_t)take(source)};
        memcpy(answers[last].area_code, "431002", 7);
    }
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct built built;
    struct source source = {data, size, 0};
    struct service_flow flow = {.nodes = built.nodes, .items = built.items};
    char problem[200] = "";
    memset(&built, 0, sizeof built);
    flow.node_count = take(&source) % (NODES + 1);
    flow.item_count = take(&source) % (ITEMS + 1);
    take_id(&source, flow.start);
    for (size_t i = 0; i < flow.node_count; i++) {
        take_node(&source, &built, i);
    }
    for (size_t i = 0; i < flow.item_count; i++) {
        take_id(&source, built.items[i].id);
        built.items[i].need = (int)(take(&source) % 4);
        built.items[i].when = &built.item_clauses[i];
        built.items[i].when_count = take(&source) % 2;
        take_clause(&source, &built.item_clauses[i], built.item_values[i]);
    }
    int result = service_flow_check(&flow, problem);
    if (result != (problem[0] == '\0' ? 0 : -1)) {
        abort();
    }
    for (size_t i = 0; result == 0 && i < WALKS; i++) {
        walk(&flow, &source);
    }
    return 0;
}
