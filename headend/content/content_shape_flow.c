#include "headend/content/content_shape.h"

const char *const content_flow_kinds[] = {"checklist", "policies", NULL};
const char *const content_node_kinds[] = {"radio", "check", "number",  "money",
                                          "date",  "area",  "outcome", NULL};
const char *const content_operations[] = {"is", "not", "has", "lacks", "least", "most", "within", NULL};

/* What fits into a double, so that no reader of JSON rounds it. */
#define NUMBER(name_, type, member, missing_)                                                                \
    CONTENT_NUMBER_VALUE(name_, type, member, 0, -9007199254740991, 9007199254740991, missing_)

static const struct content_value clause_values[] = {
    CONTENT_ID_VALUE("node", flow_clause, node, 1),
    CONTENT_CHOICE_VALUE("op", flow_clause, op, 1, content_operations, 0),
    CONTENT_IDS_VALUE("values", flow_clause, values, value_count, FLOW_VALUES_MAX),
    NUMBER("number", flow_clause, number, CONTENT_NO_NUMBER),
};
static const struct content_element clause = CONTENT_LEAF("clause", clause_values);

static const struct content_value option_values[] = {
    CONTENT_ID_VALUE("id", flow_option, id, 1),
    CONTENT_ATTRIBUTE_TEXT("hint", flow_option, hint, 0, 60),
    CONTENT_TEXT_OF("option", flow_option, text, 1, 40),
};
static const struct content_element option = CONTENT_LEAF("option", option_values);

static const struct content_value next_values[] = {
    CONTENT_ID_VALUE("to", flow_next, to, 1),
};
static const struct content_use next_children[] = {
    {.element = &clause, .most = FLOW_CLAUSES_MAX, CONTENT_MANY(flow_next, when, when_count, flow_clause)},
};
static const struct content_element next = CONTENT_LIST("next", next_values, next_children);

static const struct content_value node_values[] = {
    CONTENT_ID_VALUE("id", flow_node, id, 1),
    CONTENT_CHOICE_VALUE("kind", flow_node, kind, 1, content_node_kinds, 0),
    CONTENT_ATTRIBUTE_TEXT("unit", flow_node, unit, 0, 10),
    NUMBER("min", flow_node, min, 0),
    NUMBER("max", flow_node, max, 0),
    CONTENT_ID_VALUE("default", flow_node, otherwise, 0),
    CONTENT_ATTRIBUTE_TEXT("where", flow_node, where, 0, 200),
    CONTENT_ATTRIBUTE_TEXT("takes", flow_node, takes, 0, 100),
    CONTENT_IDS_VALUE("items", flow_node, items, item_count, FLOW_ITEMS_MAX),
    CONTENT_CHILD_TEXT("text", flow_node, text, 1, 60),
    CONTENT_CHILD_TEXT("help", flow_node, help, 0, 200),
    CONTENT_CHILD_TEXT("speech", flow_node, speech, 0, 300),
};
static const struct content_use node_children[] = {
    {.element = &option,
     .most = FLOW_OPTIONS_MAX,
     CONTENT_MANY(flow_node, options, option_count, flow_option)},
    {.element = &next, .most = FLOW_NEXT_MAX, CONTENT_MANY(flow_node, next, next_count, flow_next)},
};
static const struct content_element node = CONTENT_LIST("node", node_values, node_children);

static const struct content_use when_children[] = {
    {.element = &clause,
     .least = 1,
     .most = FLOW_CLAUSES_MAX,
     CONTENT_MANY(flow_item, when, when_count, flow_clause)},
};
static const struct content_element when = {
    .name = "when", .children = when_children, .child_count = CONTENT_COUNT(when_children)};

static const struct content_value exempt_values[] = {
    CONTENT_ATTRIBUTE_TEXT("why", flow_exemption, why, 1, 120),
};
static const struct content_use exempt_children[] = {
    {.element = &clause,
     .least = 1,
     .most = FLOW_CLAUSES_MAX,
     CONTENT_MANY(flow_exemption, when, when_count, flow_clause)},
};
static const struct content_element exempt = CONTENT_LIST("exempt", exempt_values, exempt_children);

static const struct content_value item_values[] = {
    CONTENT_ID_VALUE("id", flow_item, id, 1),
    CONTENT_CHOICE_VALUE("need", flow_item, need, 0, content_needs, FLOW_NECESSARY),
    CONTENT_CHILD_TEXT("name", flow_item, name, 1, 60),
    CONTENT_CHILD_TEXT("detail", flow_item, detail, 0, 200),
};
static const struct content_use item_children[] = {
    {.element = &when, .most = 1, CONTENT_PART},
    {.element = &exempt,
     .most = FLOW_EXEMPTIONS_MAX,
     CONTENT_MANY(flow_item, exempt, exempt_count, flow_exemption)},
};
static const struct content_element item = CONTENT_LIST("item", item_values, item_children);

static const struct content_value flow_values[] = {
    CONTENT_ID_VALUE("id", service_flow, id, 1),
    CONTENT_CHOICE_VALUE("kind", service_flow, kind, 1, content_flow_kinds, 0),
    CONTENT_ID_VALUE("guide", service_flow, guide, 0),
    CONTENT_ID_VALUE("start", service_flow, start, 1),
    CONTENT_CHILD_TEXT("title", service_flow, title, 1, 40),
};
static const struct content_use flow_children[] = {
    {.element = &node,
     .least = 1,
     .most = FLOW_NODES_MAX,
     CONTENT_MANY(service_flow, nodes, node_count, flow_node)},
    {.element = &item, .most = FLOW_ITEMS_MAX, CONTENT_MANY(service_flow, items, item_count, flow_item)},
};
const struct content_element content_flow_element = CONTENT_LIST("flow", flow_values, flow_children);
