#ifndef SCREENS_QUESTIONS_ANSWERS_VIEW_H
#define SCREENS_QUESTIONS_ANSWERS_VIEW_H

#include "backend-client/records/station_records.h"
#include "screens/questions/question_trail.h"
#include "screens/stage/screen.h"
#include "screens/widgets/list.h"

/* 您的回答: what was answered, each to be changed from here; what no longer counts is marked so. The first
 * row goes on. */

struct answers_view {
    const struct stage *stage;
    const struct question_trail *trail;
    const struct station_list *stations;
    struct question_row rows[FLOW_NODES_MAX];
    size_t row_count;
    struct list list;
    size_t dropped;
    char title[256]; /* of the row that goes on */
};

/* `dropped`: how many answers the last change has made void; the first row says so. */
void answers_view_open(struct answers_view *view, const struct stage *stage,
                       const struct question_trail *trail, const struct station_list *stations,
                       size_t dropped);
void answers_view_place(struct answers_view *view);
enum key_result answers_view_key(struct answers_view *view, const struct remote_event *event);
/* What has the focus; NULL: the row that goes on, to the first question without an answer or the outcome. */
const struct question_row *answers_view_chosen(const struct answers_view *view);
void answers_view_draw(const struct answers_view *view);

#endif
