#include <stdio.h>

#include "headend/content/content_json.h"

static void clauses(struct json_writer *json, const struct flow_clause *when, size_t count)
{
    json_open_array(json, "when");
    for (size_t i = 0; i < count; i++) {
        json_open_map(json, NULL);
        json_text(json, "node", when[i].node);
        json_text(json, "op", flow_operations.words[when[i].op]);
        json_content_ids(json, "values", when[i].values, when[i].value_count);
        if (when[i].number != FLOW_NO_NUMBER) {
            json_number(json, "number", when[i].number);
        }
        json_close_map(json);
    }
    json_close_array(json);
}

static void options(struct json_writer *json, const struct flow_node *node)
{
    if (node->option_count == 0) {
        return;
    }
    json_open_array(json, "options");
    for (size_t i = 0; i < node->option_count; i++) {
        json_open_map(json, NULL);
        json_text(json, "id", node->options[i].id);
        json_text(json, "text", node->options[i].text);
        json_text_if(json, "hint", node->options[i].hint);
        json_close_map(json);
    }
    json_close_array(json);
}

static void next(struct json_writer *json, const struct flow_node *node)
{
    if (node->next_count == 0) {
        return;
    }
    json_open_array(json, "next");
    for (size_t i = 0; i < node->next_count; i++) {
        json_open_map(json, NULL);
        json_text(json, "to", node->next[i].to);
        clauses(json, node->next[i].when, node->next[i].when_count);
        json_close_map(json);
    }
    json_close_array(json);
}

static void nodes(struct json_writer *json, const struct service_flow *flow)
{
    json_open_array(json, "nodes");
    for (size_t i = 0; i < flow->node_count; i++) {
        const struct flow_node *node = &flow->nodes[i];
        json_open_map(json, NULL);
        json_text(json, "id", node->id);
        json_text(json, "kind", flow_node_kinds.words[node->kind]);
        json_text(json, "text", node->text);
        json_text_if(json, "help", node->help);
        json_text_if(json, "speech", node->speech);
        json_text_if(json, "unit", node->unit);
        if (node->min != 0 || node->max != 0) {
            json_number(json, "min", node->min);
            json_number(json, "max", node->max);
        }
        options(json, node);
        next(json, node);
        json_text_if(json, "default", node->otherwise);
        json_text_if(json, "where", node->where);
        json_text_if(json, "takes", node->takes);
        json_content_ids(json, "items", node->items, node->item_count);
        json_close_map(json);
    }
    json_close_array(json);
}

static void exemptions(struct json_writer *json, const struct flow_item *item)
{
    if (item->exempt_count == 0) {
        return;
    }
    json_open_array(json, "exempt");
    for (size_t i = 0; i < item->exempt_count; i++) {
        json_open_map(json, NULL);
        clauses(json, item->exempt[i].when, item->exempt[i].when_count);
        json_text(json, "why", item->exempt[i].why);
        json_close_map(json);
    }
    json_close_array(json);
}

static void items(struct json_writer *json, const struct service_flow *flow)
{
    json_open_array(json, "items");
    for (size_t i = 0; i < flow->item_count; i++) {
        const struct flow_item *item = &flow->items[i];
        json_open_map(json, NULL);
        json_text(json, "id", item->id);
        json_text(json, "name", item->name);
        json_text_if(json, "detail", item->detail);
        json_text(json, "need", flow_needs.words[item->need]);
        if (item->when_count > 0) {
            clauses(json, item->when, item->when_count);
        }
        exemptions(json, item);
        json_close_map(json);
    }
    json_close_array(json);
}

/* With the revision: what the box adds to it goes by the places that items have in this one. */
static void page(struct json_writer *json, const struct content_record *record)
{
    char pages[CONTENT_ID_SIZE + 32];
    char revision[24];
    (void)snprintf(pages, sizeof pages, PAGES_OF_FLOWS "%s/", record->id);
    (void)snprintf(revision, sizeof revision, "%lld", (long long)record->rev);
    json_content_page(json, pages, revision);
}

char *json_of_flow(const struct content_record *record, const char *source, size_t *length)
{
    const struct service_flow *flow = record->value;
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return json_take(&json, length);
    }
    json_open_map(&json, NULL);
    json_text(&json, "id", flow->id);
    json_text(&json, "kind", flow_kinds.words[flow->kind]);
    json_text(&json, "title", flow->title);
    json_text_if(&json, "guide", flow->guide);
    json_text(&json, "start", flow->start);
    nodes(&json, flow);
    items(&json, flow);
    page(&json, record);
    json_number(&json, "rev", record->rev);
    json_text_if(&json, "source", source);
    json_number(&json, "as_of", record->changed);
    json_close_map(&json);
    return json_take(&json, length);
}
