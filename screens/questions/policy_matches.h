#ifndef SCREENS_QUESTIONS_POLICY_MATCHES_H
#define SCREENS_QUESTIONS_POLICY_MATCHES_H

#include "backend-client/records/guide_records.h"
#include "screens/questions/checklist.h"
#include "screens/widgets/list.h"

/* What the questions of 惠企惠民政策 come to: the policies that fit, then those that do not yet and why, then
 * a row that leads to the answers. Nothing of it leaves the box. */

struct policy_match {
    const struct policy *policy;
    const char *why; /* it does not fit; NULL: it does */
};

struct policy_matches {
    const struct stage *stage;
    const struct flow_node *outcome;
    struct policy_match rows[FLOW_ITEMS_MAX];
    size_t count, fitting;
    size_t chosen; /* by the last KEY_PRESSED; `count`: the row that leads to the answers */
    struct list list;
    struct text_layout *heading, *words;
    int words_y;
};

/* All borrowed; `policies` NULL: not there yet, so that nothing can be said to fit or not. */
void policy_matches_open(struct policy_matches *matches, const struct stage *stage,
                         const struct question_trail *trail, const struct policy_list *policies);
/* Other policies: the focus stays on its row. */
void policy_matches_take(struct policy_matches *matches, const struct question_trail *trail,
                         const struct policy_list *policies);
void policy_matches_close(struct policy_matches *matches);
void policy_matches_place(struct policy_matches *matches);
enum key_result policy_matches_key(struct policy_matches *matches, const struct remote_event *event);
void policy_matches_say(const struct policy_matches *matches, struct spoken *spoken);
void policy_matches_draw(const struct policy_matches *matches);

#endif
