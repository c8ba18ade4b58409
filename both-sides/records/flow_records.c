#include "both-sides/records/flow_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(flow_kinds, FLOW_KIND_COUNT, "checklist", "policies");
WORD_LIST(flow_node_kinds, FLOW_NODE_KIND_COUNT, "radio", "check", "number", "money", "date", "area",
          "outcome");
WORD_LIST(flow_operations, FLOW_OP_COUNT, "is", "not", "has", "lacks", "least", "most", "within");
WORD_LIST(flow_needs, FLOW_NEED_COUNT, "necessary", "optional", "later");

static const struct record_field clause_fields[] = {
    ID("node", flow_clause, node, REQUIRED, ATTRIBUTE),
    WORD("op", flow_operations, flow_clause, op, REQUIRED, ATTRIBUTE),
    IDS("values", FLOW_VALUES_MAX, flow_clause, values, value_count, OPTIONAL, ATTRIBUTE),
    INT64_ANY("number", flow_clause, number, OPTIONAL, ATTRIBUTE, ELSE(FLOW_NO_NUMBER)),
};
static const struct record_table clause_table = {
    .name = "clause",
    .schema = "Clause",
    .element = "clause",
    .about = "Of one answer. is, not: the chosen option is (is not) one of `values`; has, lacks: one of "
             "`values` is (none is) among the ticked; least, most: number, money (fen) or date (YYYYMMDD) "
             "against `number`; within: the area is in one of `values` (codes). A node that was never "
             "answered satisfies only not and lacks. A list of clauses holds when all of them do; an empty "
             "one always.",
    FIELDS(clause_fields),
    .size = sizeof(struct flow_clause)};

static const struct record_field next_fields[] = {
    ID("to", flow_next, to, REQUIRED, ATTRIBUTE),
    RECORDS("when", FLOW_CLAUSES_MAX, clause_table, flow_next, when, when_count, REQUIRED, XML_OPTIONAL,
            EACH),
};
static const struct record_table next_table = {
    .name = "next", .element = "next", FIELDS(next_fields), .size = sizeof(struct flow_next)};

static const struct record_field option_fields[] = {
    ID("id", flow_option, id, REQUIRED, ATTRIBUTE),
    TEXT("text", 1, 40, flow_option, text, REQUIRED, OWN_TEXT),
    TEXT("hint", 0, 60, flow_option, hint, OPTIONAL, ATTRIBUTE),
};
static const struct record_table option_table = {
    .name = "option", .element = "option", FIELDS(option_fields), .size = sizeof(struct flow_option)};

static const struct record_field node_fields[] = {
    ID("id", flow_node, id, REQUIRED, ATTRIBUTE),
    WORD("kind", flow_node_kinds, flow_node, kind, REQUIRED, ATTRIBUTE),
    TEXT("text", 1, 60, flow_node, text, REQUIRED, CHILD,
         ABOUT("the question, or the headline of the outcome")),
    TEXT("help", 0, 200, flow_node, help, OPTIONAL, CHILD),
    TEXT("speech", 0, 300, flow_node, speech, OPTIONAL, CHILD, UNREAD),
    TEXT("unit", 0, 10, flow_node, unit, OPTIONAL, ATTRIBUTE),
    INT64("min", flow_node, min, OPTIONAL, ATTRIBUTE),
    INT64("max", flow_node, max, OPTIONAL, ATTRIBUTE),
    RECORDS("options", FLOW_OPTIONS_MAX, option_table, flow_node, options, option_count, OPTIONAL, EACH),
    RECORDS("next", FLOW_NEXT_MAX, next_table, flow_node, next, next_count, OPTIONAL, EACH,
            ABOUT("the first whose clauses hold")),
    ID("default", flow_node, otherwise, OPTIONAL, ATTRIBUTE,
       ABOUT("where else; every node but an outcome has it")),
    TEXT("where", 0, 200, flow_node, where, OPTIONAL, ATTRIBUTE, ABOUT("of an outcome")),
    TEXT("takes", 0, 100, flow_node, takes, OPTIONAL, ATTRIBUTE, ABOUT("of an outcome")),
    IDS("items", FLOW_ITEMS_MAX, flow_node, items, item_count, OPTIONAL, ATTRIBUTE,
        ABOUT("of an outcome: the items it looks at; none is all of them")),
};
static const struct record_table node_table = {
    .name = "node", .element = "node", FIELDS(node_fields), .size = sizeof(struct flow_node)};

static const struct record_field exemption_fields[] = {
    RECORDS("when", FLOW_CLAUSES_MAX, clause_table, flow_exemption, when, when_count, REQUIRED, .min = 1,
            EACH),
    TEXT("why", 1, 120, flow_exemption, why, REQUIRED, ATTRIBUTE),
};
static const struct record_table exemption_table = {.name = "exemption",
                                                    .element = "exempt",
                                                    FIELDS(exemption_fields),
                                                    .size = sizeof(struct flow_exemption)};

static const struct record_field item_fields[] = {
    ID("id", flow_item, id, REQUIRED, ATTRIBUTE),
    TEXT("name", 1, 60, flow_item, name, REQUIRED, CHILD),
    TEXT("detail", 0, 200, flow_item, detail, OPTIONAL, CHILD),
    WORD("need", flow_needs, flow_item, need, OPTIONAL, ALWAYS, ATTRIBUTE, ELSE(FLOW_NECESSARY)),
    RECORDS("when", FLOW_CLAUSES_MAX, clause_table, flow_item, when, when_count, OPTIONAL, .min = 1, WRAPPED,
            ABOUT("else the item does not concern this household")),
    RECORDS("exempt", FLOW_EXEMPTIONS_MAX, exemption_table, flow_item, exempt, exempt_count, OPTIONAL, EACH),
};
static const struct record_table item_table = {
    .name = "item", .element = "item", FIELDS(item_fields), .size = sizeof(struct flow_item)};

static const struct record_field flow_fields[] = {
    ID("id", flow_record, flow.id, REQUIRED, ATTRIBUTE),
    WORD("kind", flow_kinds, flow_record, flow.kind, REQUIRED, ATTRIBUTE,
         ABOUT("items are materials, or policies by their id")),
    TEXT("title", 1, 40, flow_record, flow.title, REQUIRED, CHILD),
    ID("guide", flow_record, flow.guide, OPTIONAL, ATTRIBUTE),
    ID("start", flow_record, flow.start, REQUIRED, ATTRIBUTE),
    RECORDS("nodes", FLOW_NODES_MAX, node_table, flow_record, flow.nodes, flow.node_count, REQUIRED, .min = 1,
            EACH),
    RECORDS("items", FLOW_ITEMS_MAX, item_table, flow_record, flow.items, flow.item_count, REQUIRED,
            XML_OPTIONAL, EACH),
    TEXT(
        "page", 0, 200, flow_record, page, OPTIONAL, .form = FORM_PAGE,
        ABOUT("path of the checklist's page for the phone, of this revision; the box adds "
              "\"?outcome=ID&items=\" and a hexadecimal digit for each four items, which are needed (highest "
              "bit first), and \"&exempt=\" likewise")),
    INT64("rev", flow_record, rev, REQUIRED),
    TEXT("source", 0, 60, flow_record, source, OPTIONAL),
    MOMENT("as_of", flow_record, as_of, OPTIONAL),
};
const struct record_table flow_table = {.name = "flow",
                                        .schema = "Flow",
                                        .element = "flow",
                                        FIELDS(flow_fields),
                                        .size = sizeof(struct flow_record)};
