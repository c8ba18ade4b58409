#include "screens/questions/questions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/questions/questions_private.h"

/* --- Views --- */

void questions_close_view(struct questions *questions)
{
    question_view_close(&questions->question);
    checklist_free(questions->checklist);
    questions->checklist = NULL;
    policy_matches_close(&questions->matches);
    questions->view = VIEW_NOTHING;
}

void questions_show_answers(struct questions *questions)
{
    questions_close_view(questions);
    questions->view = VIEW_ANSWERS;
    answers_view_open(&questions->answers, questions->screen.stage, &questions->trail, questions->stations,
                      questions->dropped);
    questions->dropped = 0;
    questions_show_frame(questions);
}

static void show_checklist(struct questions *questions)
{
    questions->checklist = checklist_new(questions->screen.stage, questions->record, &questions->trail);
    if (questions->checklist == NULL) {
        log_line(LOG_LEVEL_ERROR, "questions", "no memory for the checklist");
        return;
    }
    questions->view = VIEW_CHECKLIST;
}

/* What stands at the trail's place. */
void questions_show_current(struct questions *questions)
{
    struct stage *stage = questions->screen.stage;
    questions_close_view(questions);
    if (question_trail_node(&questions->trail)->kind != FLOW_OUTCOME) {
        question_view_open(&questions->question, stage, &questions->trail, questions->stations);
        questions->view = VIEW_QUESTION;
    } else if (questions->record->flow.kind == FLOW_CHECKLIST) {
        show_checklist(questions);
    } else {
        policy_matches_open(&questions->matches, stage, &questions->trail, questions->policies);
        questions->view = VIEW_MATCHES;
    }
    questions_show_frame(questions);
}

void questions_start_again(struct questions *questions)
{
    questions_close_view(questions);
    question_trail_start(&questions->trail, &questions->record->flow);
    questions_show_current(questions);
}

/* --- Operations --- */

static void questions_enter(struct screen *screen)
{
    struct questions *questions = (struct questions *)screen;
    if (questions->record == NULL && questions->flow_request == 0) {
        questions_ask(questions);
    }
    canvas_damage_all(screen->stage->kit.canvas);
}

static void questions_place(struct screen *screen)
{
    struct questions *questions = (struct questions *)screen;
    switch (questions->view) {
    case VIEW_QUESTION:
        question_view_place(&questions->question);
        break;
    case VIEW_ANSWERS:
        answers_view_place(&questions->answers);
        break;
    case VIEW_CHECKLIST:
        checklist_place(questions->checklist);
        break;
    case VIEW_MATCHES:
        policy_matches_place(&questions->matches);
        break;
    case VIEW_NOTHING:
        break;
    }
    questions_show_frame(questions);
}

static struct settle *settling(struct questions *questions)
{
    return questions->view == VIEW_ANSWERS ? &questions->answers.list.settle
                                           : &questions->matches.list.settle;
}

static void questions_update(struct screen *screen)
{
    struct questions *questions = (struct questions *)screen;
    const struct stage *stage = screen->stage;
    if (questions->view == VIEW_QUESTION) {
        question_view_update(&questions->question);
    } else if (questions->view == VIEW_CHECKLIST) {
        checklist_update(questions->checklist);
    } else if (questions->view != VIEW_NOTHING && settle_step(settling(questions), stage->now_us)) {
        list_damage_focus(questions->view == VIEW_ANSWERS ? &questions->answers.list
                                                          : &questions->matches.list,
                          &stage->kit);
    }
}

static int64_t questions_deadline(const struct screen *screen)
{
    const struct questions *questions = (const struct questions *)screen;
    switch (questions->view) {
    case VIEW_QUESTION:
        return question_view_deadline(&questions->question);
    case VIEW_ANSWERS:
        return questions->answers.list.settle.next_us;
    case VIEW_CHECKLIST:
        return checklist_deadline(questions->checklist);
    case VIEW_MATCHES:
        return questions->matches.list.settle.next_us;
    case VIEW_NOTHING:
        break;
    }
    return INT64_MAX;
}

/* What stands where the questions are not, or their result. */
static struct message missing(const struct questions *questions)
{
    if (questions_lack_policies(questions)) {
        return asking_message(&questions->policies_asking);
    }
    if (questions->last.state != ANSWER_FAILED) {
        return (struct message){NULL, STRING_MESSAGE_LOADING, STRING_MESSAGE_LOADING};
    }
    if (questions->last.failure == FAILURE_NOT_FOUND) {
        return (struct message){"guide", STRING_QUESTIONS_GONE, STRING_QUESTIONS_GONE_DO};
    }
    return message_for_failure(questions->last.failure);
}

static void questions_draw(struct screen *screen, struct rect clip)
{
    struct questions *questions = (struct questions *)screen;
    enum questions_view view = questions_lack_policies(questions) ? VIEW_NOTHING : questions->view;
    (void)clip;
    frame_draw(&questions->frame, screen->stage);
    switch (view) {
    case VIEW_QUESTION:
        question_view_draw(&questions->question);
        break;
    case VIEW_ANSWERS:
        answers_view_draw(&questions->answers);
        break;
    case VIEW_CHECKLIST:
        checklist_draw(questions->checklist);
        break;
    case VIEW_MATCHES:
        policy_matches_draw(&questions->matches);
        break;
    case VIEW_NOTHING: {
        struct message message = missing(questions);
        message_draw(&message, screen->stage, frame_body(screen->stage));
        break;
    }
    }
}

static void questions_report(const struct screen *screen, struct screen_report *report)
{
    const struct questions *questions = (const struct questions *)screen;
    report->title = questions->frame.title;
    report->notice = questions->frame.status;
    report->offline = questions->last.state == ANSWER_FAILED;
    report->focus = "";
    if (questions_lack_policies(questions)) {
        report->notice = string_get(screen->stage->strings, missing(questions).says);
        report->offline = asking_failed(&questions->policies_asking);
        return;
    }
    switch (questions->view) {
    case VIEW_QUESTION:
        report->focus = question_view_focus(&questions->question);
        report->title = questions->question.entry.node->text;
        report->position = (int64_t)questions->trail.at + 1;
        report->total = (int64_t)questions->trail.count;
        break;
    case VIEW_ANSWERS:
        report->focus = questions->answers.list.focus_id;
        report->position = (int64_t)questions->answers.list.focus;
        report->total = questions->answers.list.total;
        break;
    case VIEW_CHECKLIST:
        report->focus = checklist_focus(questions->checklist);
        report->title = question_trail_node(&questions->trail)->text;
        checklist_position(questions->checklist, report);
        break;
    case VIEW_MATCHES:
        report->focus = questions->matches.list.focus_id;
        report->title = question_trail_node(&questions->trail)->text;
        report->position = (int64_t)questions->matches.list.focus;
        report->total = questions->matches.list.total;
        break;
    case VIEW_NOTHING:
        report->notice = string_get(screen->stage->strings, missing(questions).says);
        break;
    }
}

/* What the household said goes with the screen. */
static void questions_free(struct screen *screen)
{
    struct questions *questions = (struct questions *)screen;
    struct hall_client *client = screen->stage->client;
    hall_client_cancel(client, questions->flow_request);
    hall_client_cancel(client, questions->stations_request);
    asking_stop(&questions->policies_asking);
    questions_close_view(questions);
    flow_record_free(questions->record);
    station_list_free(questions->stations);
    policy_list_free(questions->policies);
    explicit_bzero(questions, sizeof *questions);
    free(questions);
}

static const struct screen_operations questions_operations = {
    .name = "questions",
    .enter = questions_enter,
    .place = questions_place,
    .key = questions_key,
    .update = questions_update,
    .deadline = questions_deadline,
    .draw = questions_draw,
    .report = questions_report,
    .free = questions_free,
};

struct screen *questions_new(struct stage *stage, const struct destination *destination)
{
    struct questions *questions = calloc(1, sizeof *questions);
    if (questions == NULL) {
        return NULL;
    }
    questions->screen = (struct screen){&questions_operations, stage};
    (void)snprintf(questions->title, sizeof questions->title, "%s", destination->title);
    (void)snprintf(questions->flow_id, sizeof questions->flow_id, "%s", destination->id);
    questions_start_asking(questions);
    questions_show_frame(questions);
    return &questions->screen;
}
