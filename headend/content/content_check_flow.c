#include <string.h>

#include "both-sides/xml/config_error.h"
#include "headend/content/content_check.h"
#include "headend/content/content_walk.h"

/* The check names the place as "node ID: …" or "item ID: …": its line is that of the element with that id. */
static int line_of_problem(const struct content_record *record, const char *problem)
{
    static const char *const names[] = {"node", "item"};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(problem, names[i], length) == 0 && problem[length] == ' ') {
            const char *start = problem + length + 1;
            size_t id_length = strcspn(start, ": ");
            char id[CONTENT_ID_SIZE] = "";
            memcpy(id, start, id_length < sizeof id ? id_length : sizeof id - 1);
            return content_record_line(record, names[i], id);
        }
    }
    return content_record_line(record, NULL, NULL);
}

static void check_clause(struct content_record *record, const xmlNode *clause)
{
    xmlChar *op = xmlGetNoNsProp(clause, BAD_CAST "op");
    int numeric = xmlStrEqual(op, BAD_CAST "least") || xmlStrEqual(op, BAD_CAST "most");
    int has_values = xmlHasProp(clause, BAD_CAST "values") != NULL;
    int has_number = xmlHasProp(clause, BAD_CAST "number") != NULL;
    if (has_number != numeric || has_values == numeric) {
        config_error_add(&record->source->errors, content_line(clause), "clause",
                         "number with least and most, values with is, not, has, lacks and within",
                         "flow %s: op=\"%.20s\" with%s values and with%s a number", record->id,
                         op != NULL ? (const char *)op : "", has_values ? "" : "out",
                         has_number ? "" : "out");
    }
    xmlFree(op);
}

/* At most four deep: flow, node, next, clause. */
static void check_clauses(struct content_record *record, const xmlNode *parent, int depth)
{
    for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (strcmp((const char *)child->name, "clause") == 0) {
            check_clause(record, child);
        } else if (depth > 0) {
            check_clauses(record, child, depth - 1);
        }
    }
}

static void check_policy_items(const struct content_set *set, struct content_record *record)
{
    const struct service_flow *flow = record->value;
    for (size_t i = 0; i < flow->item_count; i++) {
        if (content_set_find(set, CONTENT_POLICY, flow->items[i].id) == NULL) {
            config_error_add(&record->source->errors, content_record_line(record, "item", flow->items[i].id),
                             "item", "the id of a <policy>, here or in the store",
                             "flow %s: there is no policy %s for this item", record->id, flow->items[i].id);
        }
    }
}

void content_check_flow(const struct content_set *set, struct content_record *record)
{
    const struct service_flow *flow = record->value;
    char problem[200] = "";
    content_check_guide_named(set, record, flow->guide, "it");
    if (flow->kind == FLOW_POLICIES) {
        check_policy_items(set, record);
    }
    /* What is not even of the form would only be told a second time. */
    if (record->source->is_store || record->source->errors.count > 0) {
        return;
    }
    check_clauses(record, record->element, 3);
    if (record->source->errors.count == 0 && service_flow_check(flow, problem) != 0) {
        config_error_add(&record->source->errors, line_of_problem(record, problem), "flow",
                         "what docs/content.md says of a flow", "flow %s: %s", record->id, problem);
    }
}
