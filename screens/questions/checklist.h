#ifndef SCREENS_QUESTIONS_CHECKLIST_H
#define SCREENS_QUESTIONS_CHECKLIST_H

#include "backend-client/records/guide_records.h"
#include "screens/questions/question_trail.h"
#include "screens/stage/screen.h"
#include "screens/widgets/kit.h"

/* What the questions of a matter come to: this household's own list of what to bring, what not and why, where
 * and how long, and a QR code that takes it to a phone. */

struct checklist;

/* All borrowed. NULL without memory. */
struct checklist *checklist_new(const struct stage *stage, const struct flow_record *record,
                                const struct question_trail *trail);
void checklist_free(struct checklist *checklist);
void checklist_place(struct checklist *checklist);
/* KEY_PRESSED: a button, which checklist_focus names. */
enum key_result checklist_key(struct checklist *checklist, const struct remote_event *event);
/* 1: Up and Down have a use. */
int checklist_scrolls(const struct checklist *checklist);
void checklist_update(struct checklist *checklist);
int64_t checklist_deadline(const struct checklist *checklist);
void checklist_draw(const struct checklist *checklist);
/* "要带 3 样，不用带 2 样" */
void checklist_summary(const struct checklist *checklist, char *out, size_t size);
/* "stations" (哪里能办), "answers" (to look at them), "again" (from the start) */
const char *checklist_focus(const struct checklist *checklist);
void checklist_say(const struct checklist *checklist, struct spoken *spoken);
void checklist_report(const struct checklist *checklist, struct screen_report *report);

/* What stands behind the page's path for the phone: which items, in the order of the flow, are needed and
 * which are exempt (openapi.yaml Flow.page). -1: `size` is too small. */
int checklist_added(const struct service_flow *flow, const struct flow_node *outcome,
                    const enum flow_item_state states[FLOW_ITEMS_MAX], char *out, size_t size);
/* State of each item for these answers; items that the outcome does not look at are of no concern. whys[i] is
 * set for an exempt one. `whys` may be NULL. */
void checklist_states(const struct question_trail *trail, const struct flow_node *outcome,
                      enum flow_item_state states[FLOW_ITEMS_MAX], const char *whys[FLOW_ITEMS_MAX]);

#endif
