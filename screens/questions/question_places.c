#include "screens/questions/question_places.h"

#include <string.h>

#include "both-sides/area.h"

enum { COUNTY_DIGITS = 6 };

static int clauses_need(const struct flow_clause *clauses, size_t count, const char *node)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; strcmp(clauses[i].node, node) == 0 && k < clauses[i].value_count; k++) {
            char prefix[AREA_CODE_SIZE];
            area_prefix(clauses[i].values[k], prefix);
            if (strlen(prefix) > COUNTY_DIGITS) {
                return 1;
            }
        }
    }
    return 0;
}

static int item_needs(const struct flow_item *item, const char *node)
{
    int needs = clauses_need(item->when, item->when_count, node);
    for (size_t i = 0; i < item->exempt_count; i++) {
        needs |= clauses_need(item->exempt[i].when, item->exempt[i].when_count, node);
    }
    return needs;
}

int question_places_need_townships(const struct service_flow *flow, const char *node)
{
    int needs = 0;
    for (size_t i = 0; i < flow->node_count; i++) {
        for (size_t k = 0; k < flow->nodes[i].next_count; k++) {
            needs |= clauses_need(flow->nodes[i].next[k].when, flow->nodes[i].next[k].when_count, node);
        }
    }
    for (size_t i = 0; i < flow->item_count; i++) {
        needs |= item_needs(&flow->items[i], node);
    }
    return needs;
}
