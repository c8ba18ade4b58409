#ifndef SCREENS_QUESTIONS_QUESTIONS_PRIVATE_H
#define SCREENS_QUESTIONS_QUESTIONS_PRIVATE_H

#include "screens/questions/answers_view.h"
#include "screens/questions/checklist.h"
#include "screens/questions/policy_matches.h"
#include "screens/questions/question_view.h"
#include "screens/stage/asking.h"
#include "screens/stage/frame.h"

/* What the parts of the screen questions.c share. */

enum { QUESTIONS_TITLE_SIZE = 256 };
enum questions_view { VIEW_NOTHING, VIEW_QUESTION, VIEW_ANSWERS, VIEW_CHECKLIST, VIEW_MATCHES };

/* The flow is asked here, by this box; once something is answered a newer one does not take its place. */
struct questions {
    struct screen screen;
    struct frame frame;
    char title[QUESTIONS_TITLE_SIZE];
    char flow_id[FLOW_ID_SIZE];
    struct flow_record *record;    /* NULL until it is there */
    struct station_list *stations; /* for questions about areas */
    struct policy_list *policies;  /* for policies */
    request_id flow_request, stations_request;
    struct asking policies_asking;
    struct answer last;
    struct question_trail trail;
    size_t dropped; /* answers that the last one has made void */
    enum questions_view view;
    struct question_view question;
    struct answers_view answers;
    struct checklist *checklist;
    struct policy_matches matches;
};

/* Header and footer for what is shown now (questions_frame.c). */
void questions_show_frame(struct questions *questions);
/* The hints alone: the focus has moved. */
void questions_show_hints(struct questions *questions);

/* questions.c */
void questions_close_view(struct questions *questions);
/* What stands at the trail's place. */
void questions_show_current(struct questions *questions);
void questions_show_answers(struct questions *questions);
void questions_start_again(struct questions *questions);

/* The policies are not there: what fits cannot be told yet. */
int questions_lack_policies(const struct questions *questions);
/* Once: how the policies will be asked for. */
void questions_start_asking(struct questions *questions);
/* Asks for the flow, and then for what it needs (questions_content.c). */
void questions_ask(struct questions *questions);

/* questions_keys.c */
enum key_result questions_key(struct screen *screen, const struct remote_event *event);

#endif
