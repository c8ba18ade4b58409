#ifndef SCREENS_QUESTIONS_QUESTION_TRAIL_H
#define SCREENS_QUESTIONS_QUESTION_TRAIL_H

#include "both-sides/flow/service_flow.h"

/* What a household has answered so far, and which question it stands at. Answers that a change of mind has
 * taken off the path are kept, should it change again; they do not count. */

struct question_trail {
    const struct service_flow *flow; /* borrowed; found good */
    struct flow_answer_value answers[FLOW_NODES_MAX];
    size_t path[FLOW_DEPTH_MAX + 1]; /* nodes; the last has no answer yet or is an outcome */
    size_t count;
    size_t at; /* place in the path */
};

void question_trail_start(struct question_trail *trail, const struct service_flow *flow);
/* Also from memory. */
void question_trail_forget(struct question_trail *trail);

const struct flow_node *question_trail_node(const struct question_trail *trail);
/* What was answered here, or not given. */
const struct flow_answer_value *question_trail_given(const struct question_trail *trail);

/* Takes the answer to where the trail stands and goes to the first question without one, or to the outcome.
 * Returns how many answers no longer count that did before. */
size_t question_trail_answer(struct question_trail *trail, const struct flow_answer_value *answer);
/* Keeps what was ticked here before it counts as an answer. */
void question_trail_keep(struct question_trail *trail, const struct flow_answer_value *answer);
/* 0: this is the first question. */
int question_trail_back(struct question_trail *trail);
/* To a place in the path; to its end. */
void question_trail_go(struct question_trail *trail, size_t at);
void question_trail_go_on(struct question_trail *trail);

/* Answered questions: those on the path in its order, then those that do not count. */
struct question_row {
    size_t node;
    int counts;
    size_t at; /* place in the path, if it counts */
};
size_t question_trail_rows(const struct question_trail *trail, struct question_row rows[FLOW_NODES_MAX]);

#endif
