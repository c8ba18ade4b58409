#include "screens/questions/question_trail.h"

#include <string.h>

static void walk(struct question_trail *trail)
{
    trail->count = service_flow_path(trail->flow, trail->answers, trail->path);
}

void question_trail_start(struct question_trail *trail, const struct service_flow *flow)
{
    question_trail_forget(trail);
    trail->flow = flow;
    walk(trail);
}

void question_trail_forget(struct question_trail *trail)
{
    explicit_bzero(trail, sizeof *trail);
}

const struct flow_node *question_trail_node(const struct question_trail *trail)
{
    return &trail->flow->nodes[trail->path[trail->at]];
}

const struct flow_answer_value *question_trail_given(const struct question_trail *trail)
{
    return &trail->answers[trail->path[trail->at]];
}

static int is_on_path(const struct question_trail *trail, size_t node)
{
    for (size_t i = 0; i < trail->count; i++) {
        if (trail->path[i] == node) {
            return 1;
        }
    }
    return 0;
}

size_t question_trail_answer(struct question_trail *trail, const struct flow_answer_value *answer)
{
    size_t before[FLOW_DEPTH_MAX + 1];
    size_t before_count = trail->count;
    size_t dropped = 0;
    memcpy(before, trail->path, sizeof before);
    trail->answers[trail->path[trail->at]] = *answer;
    trail->answers[trail->path[trail->at]].given = 1;
    walk(trail);
    for (size_t i = 0; i < before_count; i++) {
        dropped += trail->answers[before[i]].given && !is_on_path(trail, before[i]);
    }
    question_trail_go_on(trail);
    return dropped;
}

void question_trail_keep(struct question_trail *trail, const struct flow_answer_value *answer)
{
    struct flow_answer_value *kept = &trail->answers[trail->path[trail->at]];
    if (!kept->given) {
        *kept = *answer;
        kept->given = 0;
    }
}

int question_trail_back(struct question_trail *trail)
{
    if (trail->at == 0) {
        return 0;
    }
    trail->at--;
    return 1;
}

void question_trail_go(struct question_trail *trail, size_t at)
{
    if (at < trail->count) {
        trail->at = at;
    }
}

void question_trail_go_on(struct question_trail *trail)
{
    trail->at = trail->count - 1;
}

size_t question_trail_rows(const struct question_trail *trail, struct question_row rows[FLOW_NODES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < trail->count; i++) {
        if (trail->answers[trail->path[i]].given) {
            rows[count++] = (struct question_row){trail->path[i], 1, i};
        }
    }
    for (size_t node = 0; node < trail->flow->node_count; node++) {
        if (trail->answers[node].given && !is_on_path(trail, node)) {
            rows[count++] = (struct question_row){node, 0, 0};
        }
    }
    return count;
}
