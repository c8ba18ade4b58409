#include <stdio.h>
#include <string.h>

#include "screens/questions/checklist.h"

static int looks_at(const struct flow_node *outcome, const char *item)
{
    int found = outcome->item_count == 0;
    for (size_t i = 0; i < outcome->item_count && !found; i++) {
        found = strcmp(outcome->items[i], item) == 0;
    }
    return found;
}

void checklist_states(const struct question_trail *trail, const struct flow_node *outcome,
                      enum flow_item_state states[FLOW_ITEMS_MAX], const char *whys[FLOW_ITEMS_MAX])
{
    const struct service_flow *flow = trail->flow;
    struct flow_answer_value counted[FLOW_NODES_MAX];
    service_flow_counted(flow, trail->answers, counted);
    for (size_t i = 0; i < flow->item_count; i++) {
        const char *why = "";
        states[i] = looks_at(outcome, flow->items[i].id)
                        ? service_flow_item(flow, counted, &flow->items[i], &why)
                        : FLOW_ITEM_NO_CONCERN;
        if (whys != NULL) {
            whys[i] = why;
        }
    }
    explicit_bzero(counted, sizeof counted);
}

/* A digit for each four items, the first of them its highest bit. */
static size_t put_digits(const enum flow_item_state *states, size_t count, enum flow_item_state wanted,
                         char *out)
{
    size_t digits = (count + 3) / 4;
    for (size_t digit = 0; digit < digits; digit++) {
        unsigned bits = 0;
        for (size_t i = 0; i < 4; i++) {
            size_t item = digit * 4 + i;
            bits |= item < count && states[item] == wanted ? 8U >> i : 0;
        }
        out[digit] = "0123456789abcdef"[bits];
    }
    out[digits] = '\0';
    return digits;
}

int checklist_added(const struct service_flow *flow, const struct flow_node *outcome,
                    const enum flow_item_state states[FLOW_ITEMS_MAX], char *out, size_t size)
{
    char needed[FLOW_ITEMS_MAX / 4 + 1], exempt[FLOW_ITEMS_MAX / 4 + 1];
    (void)put_digits(states, flow->item_count, FLOW_ITEM_NEEDED, needed);
    (void)put_digits(states, flow->item_count, FLOW_ITEM_EXEMPT, exempt);
    int length = snprintf(out, size, "?outcome=%s&items=%s&exempt=%s", outcome->id, needed, exempt);
    explicit_bzero(needed, sizeof needed);
    explicit_bzero(exempt, sizeof exempt);
    return length >= 0 && (size_t)length < size ? 0 : -1;
}
