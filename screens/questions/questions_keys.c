#include "screens/questions/questions_private.h"

/* What is ticked and not yet answered stands there when one comes back. */
static void keep_ticks(struct questions *questions)
{
    if (questions->view == VIEW_QUESTION && questions->question.entry.node->kind == FLOW_CHECK) {
        question_trail_keep(&questions->trail, &questions->question.entry.answer);
    }
}

/* One question back; KEY_IGNORED: there is none. */
static enum key_result go_back(struct questions *questions)
{
    if (questions->view == VIEW_ANSWERS) {
        questions_show_current(questions);
        return KEY_DONE;
    }
    keep_ticks(questions);
    if (!question_trail_back(&questions->trail)) {
        return KEY_IGNORED;
    }
    questions_show_current(questions);
    return KEY_DONE;
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

static enum key_result question_key(struct questions *questions, const struct remote_event *event)
{
    switch (question_view_key(&questions->question, event)) {
    case QUESTION_VIEW_ANSWERED:
        take_answer(questions);
        return KEY_DONE;
    case QUESTION_VIEW_ANSWERS:
        keep_ticks(questions);
        questions_show_answers(questions);
        return KEY_DONE;
    case QUESTION_VIEW_DONE:
        questions_show_hints(questions); /* what is typed, and the pad */
        return KEY_DONE;
    case QUESTION_VIEW_STAYED:
        return KEY_STAYED;
    case QUESTION_VIEW_IGNORED:
        break;
    }
    return KEY_IGNORED;
}

static enum key_result answers_key(struct questions *questions, const struct remote_event *event)
{
    size_t at = 0;
    switch (answers_view_key(&questions->answers, event, &at)) {
    case ANSWERS_VIEW_ON:
        question_trail_go_on(&questions->trail);
        questions_show_current(questions);
        return KEY_DONE;
    case ANSWERS_VIEW_CHANGE:
        question_trail_go(&questions->trail, at);
        questions_show_current(questions);
        return KEY_DONE;
    case ANSWERS_VIEW_OFF:
        frame_set_status(&questions->frame, questions->screen.stage,
                         string_get(questions->screen.stage->strings, STRING_QUESTIONS_DROPPED_WHY), 0);
        return KEY_DONE;
    case ANSWERS_VIEW_STAYED:
        return KEY_STAYED;
    case ANSWERS_VIEW_DONE:
        questions_show_hints(questions);
        return KEY_DONE;
    case ANSWERS_VIEW_IGNORED:
        break;
    }
    return KEY_IGNORED;
}

static enum key_result result_key(struct questions *questions, const struct remote_event *event)
{
    struct stage *stage = questions->screen.stage;
    switch (checklist_key(questions->checklist, event)) {
    case CHECKLIST_STATIONS:
        stage_open(stage, DESTINATION_GUIDE_STATIONS, questions->record->flow.guide, questions->title);
        return KEY_DONE;
    case CHECKLIST_ANSWERS:
        questions_show_answers(questions);
        return KEY_DONE;
    case CHECKLIST_AGAIN:
        questions_start_again(questions);
        return KEY_DONE;
    case CHECKLIST_STAYED:
        return KEY_STAYED;
    case CHECKLIST_DONE:
        return KEY_DONE;
    case CHECKLIST_IGNORED:
        break;
    }
    return KEY_IGNORED;
}

/* While it cannot be told what fits: OK asks again, and the answers can be looked at. */
static enum key_result lacking_key(struct questions *questions, const struct remote_event *event)
{
    int is_press = event->press == REMOTE_PRESS;
    if (event->key == REMOTE_KEY_BLUE && is_press) {
        questions_show_answers(questions);
        return KEY_DONE;
    }
    if (event->key == REMOTE_KEY_OK && is_press && asking_retry(&questions->policies_asking)) {
        questions_show_frame(questions);
        return KEY_DONE;
    }
    return event->key == REMOTE_KEY_BLUE || event->key == REMOTE_KEY_OK ? KEY_STAYED : KEY_IGNORED;
}

static enum key_result matches_key(struct questions *questions, const struct remote_event *event)
{
    const char *id = NULL;
    if (questions_lack_policies(questions)) {
        return lacking_key(questions, event);
    }
    switch (policy_matches_key(&questions->matches, event, &id)) {
    case POLICY_MATCHES_OPEN:
        stage_open(questions->screen.stage, DESTINATION_POLICY, id, NULL);
        return KEY_DONE;
    case POLICY_MATCHES_ANSWERS:
        questions_show_answers(questions);
        return KEY_DONE;
    case POLICY_MATCHES_STAYED:
        return KEY_STAYED;
    case POLICY_MATCHES_DONE:
        return KEY_DONE;
    case POLICY_MATCHES_IGNORED:
        break;
    }
    return KEY_IGNORED;
}

static enum key_result view_key(struct questions *questions, const struct remote_event *event)
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
        return KEY_DONE;
    }
    return event->key == REMOTE_KEY_OK ? KEY_STAYED : KEY_IGNORED;
}

enum key_result questions_key(struct screen *screen, const struct remote_event *event)
{
    struct questions *questions = (struct questions *)screen;
    if (event->press == REMOTE_RELEASE) {
        return KEY_IGNORED;
    }
    enum key_result result = view_key(questions, event);
    if (result != KEY_IGNORED) {
        return result;
    }
    if (event->key != REMOTE_KEY_BACK || questions->view == VIEW_NOTHING) {
        return KEY_IGNORED;
    }
    return event->press == REMOTE_PRESS ? go_back(questions) : KEY_STAYED;
}
