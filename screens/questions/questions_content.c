#include <stdio.h>

#include "screens/questions/questions_private.h"

static int has_node(const struct service_flow *flow, int kind)
{
    for (size_t i = 0; i < flow->node_count; i++) {
        if (flow->nodes[i].kind == kind) {
            return 1;
        }
    }
    return 0;
}

/* A newer flow would take something from the one who is answering. */
static int anything_answered(const struct questions *questions)
{
    return questions->record != NULL &&
           (questions->trail.count > 1 ||
            (questions->view == VIEW_QUESTION && question_view_is_begun(&questions->question)));
}

int questions_lack_policies(const struct questions *questions)
{
    return questions->view == VIEW_MATCHES && questions->policies == NULL;
}

static void on_stations(void *context, const struct answer *answer, struct station_list *stations)
{
    struct questions *questions = context;
    struct station_list *before = questions->stations;
    if (answer->final) {
        questions->stations_request = 0;
    }
    if (stations == NULL) {
        return;
    }
    questions->stations = stations;
    questions->answers.stations = stations;
    if (questions->view == VIEW_QUESTION) {
        question_entry_set_stations(&questions->question.entry, stations);
        question_view_place(&questions->question);
    }
    station_list_free(before);
}

static void on_policies(void *context, const struct answer *answer, struct policy_list *policies)
{
    struct questions *questions = context;
    struct policy_list *before = questions->policies;
    asking_heard(&questions->policies_asking, answer);
    questions->policies = policies != NULL ? policies : before;
    if (questions->view == VIEW_MATCHES && policies != NULL && before != NULL) {
        policy_matches_take(&questions->matches, &questions->trail, policies);
        questions_show_frame(questions);
    } else if (questions->view == VIEW_MATCHES && before == NULL) {
        questions_show_current(questions);
    }
    if (policies != NULL) {
        policy_list_free(before);
    }
}

static request_id ask_policies(void *context)
{
    struct questions *questions = context;
    return hall_client_get_policies(questions->screen.stage->client, on_policies, questions);
}

void questions_start_asking(struct questions *questions)
{
    asking_start(&questions->policies_asking, questions->screen.stage, ask_policies, questions);
}

static void ask_for_more(struct questions *questions)
{
    struct stage *stage = questions->screen.stage;
    const struct service_flow *flow = &questions->record->flow;
    if (has_node(flow, FLOW_AREA) && questions->stations == NULL && questions->stations_request == 0) {
        request_id request = hall_client_get_stations(stage->client, on_stations, questions);
        questions->stations_request = request;
    }
    if (flow->kind == FLOW_POLICIES && questions->policies == NULL &&
        questions->policies_asking.request == 0) {
        asking_now(&questions->policies_asking);
    }
}

static void forget_flow(struct questions *questions)
{
    questions_close_view(questions);
    question_trail_forget(&questions->trail);
    flow_record_free(questions->record);
    questions->record = NULL;
}

static void take_flow(struct questions *questions, struct flow_record *record)
{
    if (anything_answered(questions)) {
        flow_record_free(record);
        return;
    }
    char focus[CHOICES_ID_SIZE] = "";
    if (questions->view == VIEW_QUESTION) {
        (void)snprintf(focus, sizeof focus, "%s", question_view_focus(&questions->question));
    }
    forget_flow(questions);
    questions->record = record;
    (void)snprintf(questions->title, sizeof questions->title, "%s", record->flow.title);
    question_trail_start(&questions->trail, &record->flow);
    ask_for_more(questions);
    questions_show_current(questions);
    if (questions->view == VIEW_QUESTION) {
        question_entry_focus_on(&questions->question.entry, focus);
    }
}

static void on_flow(void *context, const struct answer *answer, struct flow_record *record)
{
    struct questions *questions = context;
    questions->last = *answer;
    if (answer->final) {
        questions->flow_request = 0;
    }
    if (record != NULL) {
        take_flow(questions, record);
    } else if (answer->state == ANSWER_FAILED && answer->failure == FAILURE_NOT_FOUND &&
               !anything_answered(questions)) {
        forget_flow(questions);
    }
    questions_show_frame(questions);
}

void questions_ask(struct questions *questions)
{
    struct stage *stage = questions->screen.stage;
    hall_client_cancel(stage->client, questions->flow_request);
    questions->flow_request = 0;
    questions->last = (struct answer){.state = ANSWER_CACHED};
    request_id request = hall_client_get_flow(stage->client, questions->flow_id, on_flow, questions);
    questions->flow_request = request;
}
