#include "screens/questions/questions_private.h"

/* What is ticked and not yet answered stands there when one comes back. */
static void keep_ticks(struct questions *questions)
{
    if (questions->view == VIEW_QUESTION && questions->question.entry.node->kind == FLOW_CHECK) {
        question_trail_keep(&questions->trail, &questions->question.entry.answer);
    }
}

/* One question back; 0: there is none. */
static int go_back(struct questions *questions)
{
    if (questions->view == VIEW_ANSWERS) {
        questions_show_current(questions);
        return 1;
    }
    keep_ticks(questions);
    if (!question_trail_back(&questions->trail)) {
        return 0;
    }
    questions_show_current(questions);
    return 1;
}

static void take_answer(struct questions *questions)
{
    questions->dropped = question_trail_answer(&questions->trail, &questions->question.entry.answer);
    if (questions->dropped > 0) {
        questions_show_answers(questions);
    } else {
        questions_show_current(questions);
    }
}

static int question_key(struct questions *questions, const struct remote_event *event)
{
    switch (question_view_key(&questions->question, event)) {
    case QUESTION_VIEW_ANSWERED:
        take_answer(questions);
        return 1;
    case QUESTION_VIEW_ANSWERS:
        keep_ticks(questions);
        questions_show_answers(questions);
        return 1;
    case QUESTION_VIEW_TAKEN:
        questions_show_hints(questions); /* what is typed, and the pad */
        return 1;
    case QUESTION_VIEW_STAYED:
        return 1;
    case QUESTION_VIEW_IGNORED:
        break;
    }
    return 0;
}

static int answers_key(struct questions *questions, const struct remote_event *event)
{
    size_t at = 0;
    switch (answers_view_key(&questions->answers, event, &at)) {
    case ANSWERS_VIEW_ON:
        question_trail_go_on(&questions->trail);
        questions_show_current(questions);
        return 1;
    case ANSWERS_VIEW_CHANGE:
        question_trail_go(&questions->trail, at);
        questions_show_current(questions);
        return 1;
    case ANSWERS_VIEW_OFF:
        frame_set_status(&questions->frame, questions->screen.stage,
                         string_get(questions->screen.stage->strings, STRING_QUESTIONS_DROPPED_WHY), 0);
        return 1;
    case ANSWERS_VIEW_TAKEN:
        questions_show_hints(questions);
        return 1;
    case ANSWERS_VIEW_IGNORED:
        break;
    }
    return 0;
}

static int result_key(struct questions *questions, const struct remote_event *event)
{
    struct stage *stage = questions->screen.stage;
    switch (checklist_key(questions->checklist, event)) {
    case CHECKLIST_STATIONS:
        stage_open(stage, DESTINATION_GUIDE_STATIONS, questions->record->flow.guide, questions->title);
        return 1;
    case CHECKLIST_ANSWERS:
        questions_show_answers(questions);
        return 1;
    case CHECKLIST_AGAIN:
        questions_start_again(questions);
        return 1;
    case CHECKLIST_TAKEN:
        return 1;
    case CHECKLIST_IGNORED:
        break;
    }
    return 0;
}

/* While it cannot be told what fits: OK asks again, and the answers can be looked at. */
static int lacking_key(struct questions *questions, const struct remote_event *event)
{
    int is_press = event->press == REMOTE_PRESS;
    if (event->key == REMOTE_KEY_BLUE && is_press) {
        questions_show_answers(questions);
    } else if (event->key == REMOTE_KEY_OK && is_press && asking_retry(&questions->policies_asking)) {
        questions_show_frame(questions);
    }
    return event->key == REMOTE_KEY_BLUE || event->key == REMOTE_KEY_OK;
}

static int matches_key(struct questions *questions, const struct remote_event *event)
{
    const char *id = NULL;
    if (questions_lack_policies(questions)) {
        return lacking_key(questions, event);
    }
    switch (policy_matches_key(&questions->matches, event, &id)) {
    case POLICY_MATCHES_OPEN:
        stage_open(questions->screen.stage, DESTINATION_POLICY, id, NULL);
        return 1;
    case POLICY_MATCHES_ANSWERS:
        questions_show_answers(questions);
        return 1;
    case POLICY_MATCHES_TAKEN:
        return 1;
    case POLICY_MATCHES_IGNORED:
        break;
    }
    return 0;
}

static int view_key(struct questions *questions, const struct remote_event *event)
{
    switch (questions->view) {
    case VIEW_QUESTION:
        return question_key(questions, event);
    case VIEW_ANSWERS:
        return answers_key(questions, event);
    case VIEW_CHECKLIST:
        return result_key(questions, event);
    case VIEW_MATCHES:
        return matches_key(questions, event);
    case VIEW_NOTHING:
        break;
    }
    if (event->key == REMOTE_KEY_OK && event->press == REMOTE_PRESS &&
        questions->last.state == ANSWER_FAILED) {
        questions_ask(questions);
        questions_show_frame(questions);
    }
    return event->key == REMOTE_KEY_OK;
}

int questions_key(struct screen *screen, const struct remote_event *event)
{
    struct questions *questions = (struct questions *)screen;
    if (event->press == REMOTE_RELEASE) {
        return 0;
    }
    if (view_key(questions, event)) {
        return 1;
    }
    if (event->key != REMOTE_KEY_BACK || questions->view == VIEW_NOTHING) {
        return 0;
    }
    return event->press == REMOTE_PRESS ? go_back(questions) : 1;
}
