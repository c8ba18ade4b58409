#include <stdio.h>
#include <stdlib.h>

#include "backend-client/records/guide_decode.h"
#include "backend-client/records/phone_address.h"
#include "both-sides/arena.h"
#include "both-sides/json/json_table.h"

/* In the order of enum flow_op, enum flow_node_kind, enum flow_need, enum flow_kind. */
static const char *const op_words[] = {"is", "not", "has", "lacks", "least", "most", "within", NULL};
static const char *const node_words[] = {"radio", "check", "number",  "money",
                                         "date",  "area",  "outcome", NULL};
static const char *const need_words[] = {"necessary", "optional", "later", NULL};
static const char *const kind_words[] = {"checklist", "policies", NULL};

static const struct json_field clause_fields[] = {
    ID("node", REQUIRED, struct flow_clause, node),
    WORD("op", REQUIRED, op_words, struct flow_clause, op),
    IDS("values", FLOW_VALUES_MAX, struct flow_clause, values, value_count),
    INT64_ANY("number", struct flow_clause, number),
};
static const struct json_record clause_record = RECORD("clause", clause_fields, struct flow_clause);

static const struct json_field next_fields[] = {
    ID("to", REQUIRED, struct flow_next, to),
    OBJECTS("when", REQUIRED, FLOW_CLAUSES_MAX, clause_record, struct flow_next, when, when_count),
};
static const struct json_record next_record = RECORD("next", next_fields, struct flow_next);

static const struct json_field option_fields[] = {
    ID("id", REQUIRED, struct flow_option, id),
    TEXT("text", REQUIRED, 1, 40, struct flow_option, text),
    TEXT("hint", OPTIONAL, 0, 60, struct flow_option, hint),
};
static const struct json_record option_record = RECORD("option", option_fields, struct flow_option);

static const struct json_field node_fields[] = {
    ID("id", REQUIRED, struct flow_node, id),
    WORD("kind", REQUIRED, node_words, struct flow_node, kind),
    TEXT("text", REQUIRED, 1, 60, struct flow_node, text),
    TEXT("help", OPTIONAL, 0, 200, struct flow_node, help),
    TEXT("speech", OPTIONAL, 0, 300, struct flow_node, speech),
    TEXT("unit", OPTIONAL, 0, 10, struct flow_node, unit),
    INT64_ANY("min", struct flow_node, min),
    INT64_ANY("max", struct flow_node, max),
    OBJECTS("options", OPTIONAL, FLOW_OPTIONS_MAX, option_record, struct flow_node, options, option_count),
    OBJECTS("next", OPTIONAL, FLOW_NEXT_MAX, next_record, struct flow_node, next, next_count),
    ID("default", OPTIONAL, struct flow_node, otherwise),
    TEXT("where", OPTIONAL, 0, 200, struct flow_node, where),
    TEXT("takes", OPTIONAL, 0, 100, struct flow_node, takes),
    IDS("items", FLOW_ITEMS_MAX, struct flow_node, items, item_count),
};
static const struct json_record node_record = RECORD("node", node_fields, struct flow_node);

static const struct json_field exemption_fields[] = {
    OBJECTS("when", REQUIRED, FLOW_CLAUSES_MAX, clause_record, struct flow_exemption, when, when_count),
    TEXT("why", REQUIRED, 1, 120, struct flow_exemption, why),
};
static const struct json_record exemption_record =
    RECORD("exemption", exemption_fields, struct flow_exemption);

static const struct json_field item_fields[] = {
    ID("id", REQUIRED, struct flow_item, id),
    TEXT("name", REQUIRED, 1, 60, struct flow_item, name),
    TEXT("detail", OPTIONAL, 0, 200, struct flow_item, detail),
    WORD("need", OPTIONAL, need_words, struct flow_item, need),
    OBJECTS("when", OPTIONAL, FLOW_CLAUSES_MAX, clause_record, struct flow_item, when, when_count),
    OBJECTS("exempt", OPTIONAL, FLOW_EXEMPTIONS_MAX, exemption_record, struct flow_item, exempt,
            exempt_count),
};
static const struct json_record item_record = RECORD("item", item_fields, struct flow_item);

static const struct json_field flow_fields[] = {
    ID("id", REQUIRED, struct flow_record, flow.id),
    WORD("kind", REQUIRED, kind_words, struct flow_record, flow.kind),
    TEXT("title", REQUIRED, 1, 40, struct flow_record, flow.title),
    ID("guide", OPTIONAL, struct flow_record, flow.guide),
    ID("start", REQUIRED, struct flow_record, flow.start),
    OBJECTS("nodes", REQUIRED, FLOW_NODES_MAX, node_record, struct flow_record, flow.nodes, flow.node_count),
    OBJECTS("items", REQUIRED, FLOW_ITEMS_MAX, item_record, struct flow_record, flow.items, flow.item_count),
    TEXT("page", OPTIONAL, 0, 200, struct flow_record, page),
    INT64("rev", REQUIRED, struct flow_record, rev),
    TEXT("source", OPTIONAL, 0, 60, struct flow_record, source),
    INT64("as_of", OPTIONAL, struct flow_record, as_of),
};
static const struct json_record flow_json = RECORD("flow", flow_fields, struct flow_record);

/* An id of four bytes in the document takes FLOW_ID_SIZE in memory, and a flow that does so everywhere is no
 * flow that anybody asks a household. */
enum { FLOW_MEMORY_MAX = 8 * 1024 * 1024 };

static size_t memory_for(size_t length)
{
    size_t most = length * 16 + 65536;
    return most < FLOW_MEMORY_MAX ? most : FLOW_MEMORY_MAX;
}

struct flow_record *flow_record_decode(const void *bytes, size_t length, char error[JSON_ERROR_SIZE])
{
    struct arena *arena = arena_new(length / 2, memory_for(length));
    struct flow_record *record = malloc(sizeof *record);
    char problem[200];
    error[0] = '\0';
    if (arena == NULL || record == NULL ||
        json_decode(&flow_json, bytes, length, record, arena, error) != 0) {
        goto fail;
    }
    if (service_flow_check(&record->flow, problem) != 0) {
        (void)snprintf(error, JSON_ERROR_SIZE, "flow: %.150s", problem);
        goto fail;
    }
    record->arena = arena;
    record->page = phone_page(record->page);
    return record;
fail:
    arena_free(arena);
    free(record);
    return NULL;
}

void flow_record_free(struct flow_record *record)
{
    if (record != NULL) {
        arena_free(record->arena);
        free(record);
    }
}
