#include "screens/questions/questions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/questions/answers_view.h"
#include "screens/questions/checklist.h"
#include "screens/questions/policy_matches.h"
#include "screens/questions/question_view.h"
#include "screens/stage/asking.h"
#include "screens/stage/frame.h"
#include "screens/stage/leaving.h"
#include "screens/stage/spoken_parts.h"

enum { TITLE_SIZE = 256 };
enum view { VIEW_NOTHING, VIEW_QUESTION, VIEW_ANSWERS, VIEW_CHECKLIST, VIEW_MATCHES };

/* The flow is asked here, by this box; once something is answered a newer one does not take its place. */
struct questions {
    struct screen screen;
    struct frame frame;
    char title[TITLE_SIZE];
    char flow_id[FLOW_ID_SIZE];
    struct flow_record *record;                                  /* NULL until it is there */
    struct station_list *stations;                               /* for questions about areas */
    struct policy_list *policies;                                /* for policies */
    struct asking flow_asking, stations_asking, policies_asking; /* each once, or again after a failure */
    struct question_trail trail;
    size_t dropped; /* answers that the last one has made void */
    enum view view;
    struct question_view question;
    struct answers_view answers;
    struct checklist *checklist;
    struct policy_matches matches;
};

/* The policies are not there: what fits cannot be told yet. */
static int lacks_policies(const struct questions *questions)
{
    return questions->view == VIEW_MATCHES && questions->policies == NULL;
}

/* The list that is shown; NULL: none is. */
static struct list *shown_list(struct questions *questions)
{
    return questions->view == VIEW_ANSWERS                                 ? &questions->answers.list
           : questions->view == VIEW_MATCHES && !lacks_policies(questions) ? &questions->matches.list
                                                                           : NULL;
}

/* --- Header and footer --- */

static void show_hints(struct questions *questions)
{
    struct frame *frame = &questions->frame;
    const struct frame before = *frame;
    frame->hint_count = 0;
    switch (questions->view) {
    case VIEW_QUESTION:
        question_view_hints(&questions->question, frame);
        frame_hint_add(frame, STRING_KEY_BACK,
                       questions->trail.at > 0 ? STRING_HINT_PREVIOUS : STRING_HINT_BACK);
        break;
    case VIEW_ANSWERS:
        frame_hint_add(frame, STRING_KEY_OK,
                       questions->answers.list.focus == 0 ? STRING_HINT_OPEN : STRING_HINT_CHANGE);
        frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
        break;
    case VIEW_CHECKLIST:
        if (checklist_scrolls(questions->checklist)) {
            frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
        }
        frame_hint_add(frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_MOVE);
        frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_PREVIOUS);
        break;
    case VIEW_MATCHES:
        if (!lacks_policies(questions)) {
            frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_OPEN);
        } else if (asking_failed(&questions->policies_asking)) {
            frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
        }
        frame_hint_add(frame, STRING_KEY_BLUE, STRING_HINT_ANSWERS);
        frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_PREVIOUS);
        break;
    case VIEW_NOTHING:
        if (asking_failed(&questions->flow_asking) && !asking_is_gone(&questions->flow_asking)) {
            frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
        }
        frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
        break;
    }
    frame_damage_changed_hints(frame, &before, questions->screen.stage);
}

static void show_status(struct questions *questions)
{
    const struct stage *stage = questions->screen.stage;
    struct frame *frame = &questions->frame;
    char text[FRAME_STATUS_SIZE] = "";
    if (asking_failed(&questions->flow_asking) && questions->record != NULL) {
        frame_status_for_failure(frame, stage, &questions->flow_asking.last);
    } else if (questions->view == VIEW_MATCHES && questions->matches.fitting > 0) {
        frame_set_count(frame, stage, STRING_MATCHES_SOME, (int64_t)questions->matches.fitting, 0);
    } else {
        if (questions->view == VIEW_CHECKLIST) {
            checklist_summary(questions->checklist, text, sizeof text);
        }
        frame_set_status(frame, stage, text, 0);
    }
}

static void show_frame(struct questions *questions)
{
    const struct stage *stage = questions->screen.stage;
    questions->frame.title = questions->view == VIEW_ANSWERS
                                 ? string_get(stage->strings, STRING_QUESTIONS_ANSWERS)
                                 : questions->title;
    show_hints(questions);
    show_status(questions);
    canvas_damage_all(stage->kit.canvas);
}

/* --- Views --- */

static void close_view(struct questions *questions)
{
    question_view_close(&questions->question);
    checklist_free(questions->checklist);
    questions->checklist = NULL;
    policy_matches_close(&questions->matches);
    questions->view = VIEW_NOTHING;
}

static void show_answers(struct questions *questions)
{
    close_view(questions);
    questions->view = VIEW_ANSWERS;
    answers_view_open(&questions->answers, questions->screen.stage, &questions->trail, questions->stations,
                      questions->dropped);
    questions->dropped = 0;
    show_frame(questions);
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
static void show_current(struct questions *questions)
{
    struct stage *stage = questions->screen.stage;
    close_view(questions);
    if (question_trail_node(&questions->trail)->kind != FLOW_OUTCOME) {
        question_view_open(&questions->question, stage, &questions->trail, questions->stations);
        questions->view = VIEW_QUESTION;
    } else if (questions->record->flow.kind == FLOW_CHECKLIST) {
        show_checklist(questions);
    } else {
        policy_matches_open(&questions->matches, stage, &questions->trail, questions->policies);
        questions->view = VIEW_MATCHES;
    }
    show_frame(questions);
}

static void start_again(struct questions *questions)
{
    close_view(questions);
    question_trail_start(&questions->trail, &questions->record->flow);
    show_current(questions);
}

/* --- Content --- */

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

static void on_stations(void *context, const struct response *response, struct station_list *stations)
{
    struct questions *questions = context;
    struct station_list *before = questions->stations;
    asking_heard(&questions->stations_asking, response);
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

static void on_policies(void *context, const struct response *response, struct policy_list *policies)
{
    struct questions *questions = context;
    struct policy_list *before = questions->policies;
    asking_heard(&questions->policies_asking, response);
    questions->policies = policies != NULL ? policies : before;
    if (questions->view == VIEW_MATCHES && policies != NULL && before != NULL) {
        policy_matches_take(&questions->matches, &questions->trail, policies);
        show_frame(questions);
    } else if (questions->view == VIEW_MATCHES && before == NULL) {
        show_current(questions);
    }
    if (policies != NULL) {
        policy_list_free(before);
    }
}

static void ask_for_more(struct questions *questions)
{
    const struct service_flow *flow = &questions->record->flow;
    if (has_node(flow, FLOW_AREA) && questions->stations == NULL && questions->stations_asking.request == 0) {
        asking_now(&questions->stations_asking);
    }
    if (flow->kind == FLOW_POLICIES && questions->policies == NULL &&
        questions->policies_asking.request == 0) {
        asking_now(&questions->policies_asking);
    }
}

static void forget_flow(struct questions *questions)
{
    close_view(questions);
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
    show_current(questions);
    if (questions->view == VIEW_QUESTION) {
        question_entry_focus_on(&questions->question.entry, focus);
    }
}

static void on_flow(void *context, const struct response *response, struct flow_record *record)
{
    struct questions *questions = context;
    asking_heard(&questions->flow_asking, response);
    if (record != NULL) {
        take_flow(questions, record);
    } else if (asking_is_gone(&questions->flow_asking) && !anything_answered(questions)) {
        forget_flow(questions);
    }
    show_frame(questions);
}

/* --- Keys --- */

static int holds_answers(const struct screen *screen)
{
    const struct questions *questions = (const struct questions *)screen;
    return questions->record != NULL &&
           (questions->trail.count > 1 ||
            (questions->view == VIEW_QUESTION && question_entry_is_begun(&questions->question.entry)));
}

static void leave(void *questions)
{
    struct stage *stage = ((struct questions *)questions)->screen.stage;
    stage->close(stage->application, questions);
}

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
        show_current(questions);
        return KEY_DONE;
    }
    keep_ticks(questions);
    if (question_trail_back(&questions->trail)) {
        show_current(questions);
    } else if (holds_answers(&questions->screen)) {
        struct stage *stage = questions->screen.stage;
        stage->open(stage->application, leaving_new(stage, leave, questions));
    } else {
        return KEY_IGNORED;
    }
    return KEY_DONE;
}

static void take_answer(struct questions *questions)
{
    questions->dropped = question_trail_answer(&questions->trail, &questions->question.entry.answer);
    if (questions->dropped > 0) {
        show_answers(questions);
    } else {
        show_current(questions);
    }
}

static void open_answers(struct questions *questions)
{
    keep_ticks(questions);
    show_answers(questions);
}

/* 您的回答: on, or back to one of them. */
static void press_answers(struct questions *questions)
{
    const struct stage *stage = questions->screen.stage;
    const struct question_row *row = answers_view_chosen(&questions->answers);
    if (row != NULL && !row->counts) {
        frame_set_status(&questions->frame, stage, string_get(stage->strings, STRING_QUESTIONS_DROPPED_WHY),
                         0);
        return;
    }
    if (row != NULL) {
        question_trail_go(&questions->trail, row->at);
    } else {
        question_trail_go_on(&questions->trail);
    }
    show_current(questions);
}

static void press_checklist(struct questions *questions)
{
    const char *button = checklist_focus(questions->checklist);
    if (strcmp(button, "stations") == 0) {
        stage_open(questions->screen.stage, DESTINATION_GUIDE_STATIONS, questions->record->flow.guide,
                   questions->title);
    } else if (strcmp(button, "answers") == 0) {
        open_answers(questions);
    } else {
        start_again(questions);
    }
}

/* What was chosen in a view. */
static void press(struct questions *questions)
{
    const struct policy_matches *matches = &questions->matches;
    switch (questions->view) {
    case VIEW_QUESTION:
        if (questions->question.zone == QUESTION_ZONE_TRAIL) {
            open_answers(questions);
        } else {
            take_answer(questions);
        }
        break;
    case VIEW_ANSWERS:
        press_answers(questions);
        break;
    case VIEW_CHECKLIST:
        press_checklist(questions);
        break;
    case VIEW_MATCHES:
        if (matches->chosen == matches->count) {
            open_answers(questions);
        } else {
            stage_open(questions->screen.stage, DESTINATION_POLICY, matches->rows[matches->chosen].policy->id,
                       NULL);
        }
        break;
    case VIEW_NOTHING:
        break;
    }
}

/* What stands where the questions are not, or their result. */
static struct message missing(const struct questions *questions)
{
    if (lacks_policies(questions)) {
        return asking_message(&questions->policies_asking);
    }
    return asking_is_gone(&questions->flow_asking)
               ? (struct message){"guide", STRING_QUESTIONS_GONE, STRING_QUESTIONS_GONE_DO}
               : asking_message(&questions->flow_asking);
}

/* Where nothing is shown, or not yet what fits: OK asks again for what failed. */
static enum key_result missing_key(struct questions *questions, const struct remote_event *event)
{
    int has_answers = lacks_policies(questions);
    struct asking *asking = has_answers ? &questions->policies_asking : &questions->flow_asking;
    int is_press = event->press == REMOTE_PRESS;
    if (event->key == REMOTE_KEY_BLUE && has_answers) {
        if (is_press) {
            open_answers(questions);
        }
        return is_press ? KEY_DONE : KEY_STAYED;
    }
    if (event->key != REMOTE_KEY_OK) {
        return KEY_IGNORED;
    }
    if (!is_press) {
        return KEY_STAYED;
    }
    if (asking_is_gone(asking) || !asking_retry(asking)) {
        return stage_say_string(questions->screen.stage, missing(questions).says);
    }
    show_frame(questions);
    return KEY_DONE;
}

static enum key_result view_key(struct questions *questions, const struct remote_event *event)
{
    if (lacks_policies(questions)) {
        return missing_key(questions, event);
    }
    switch (questions->view) {
    case VIEW_QUESTION:
        return question_view_key(&questions->question, event);
    case VIEW_ANSWERS:
        return answers_view_key(&questions->answers, event);
    case VIEW_CHECKLIST:
        return checklist_key(questions->checklist, event);
    case VIEW_MATCHES:
        return policy_matches_key(&questions->matches, event);
    case VIEW_NOTHING:
        break;
    }
    return missing_key(questions, event);
}

static enum key_result questions_key(struct screen *screen, const struct remote_event *event)
{
    struct questions *questions = (struct questions *)screen;
    enum key_result result = view_key(questions, event);
    if (result == KEY_PRESSED) {
        if (event->press != REMOTE_PRESS) {
            return KEY_STAYED;
        }
        press(questions);
        return KEY_DONE;
    }
    if (result == KEY_DONE) {
        show_hints(questions); /* what is typed, and the pad; which row */
    }
    if (result != KEY_IGNORED || event->key != REMOTE_KEY_BACK || questions->view == VIEW_NOTHING) {
        return result;
    }
    return event->press == REMOTE_PRESS ? go_back(questions) : KEY_STAYED;
}

/* --- Operations --- */

static void questions_enter(struct screen *screen)
{
    struct questions *questions = (struct questions *)screen;
    struct asking *asking = &questions->flow_asking;
    if (questions->record == NULL && asking->request == 0 && !asking_retry(asking)) {
        asking_now(asking);
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
    show_frame(questions);
}

static void questions_update(struct screen *screen)
{
    struct questions *questions = (struct questions *)screen;
    const struct stage *stage = screen->stage;
    if (questions->view == VIEW_QUESTION) {
        question_view_update(&questions->question);
    } else if (questions->view == VIEW_CHECKLIST) {
        checklist_update(questions->checklist);
    } else if (shown_list(questions) != NULL) {
        list_settle(shown_list(questions), &stage->kit, stage->now_us);
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

static void questions_draw(struct screen *screen, struct rect clip)
{
    struct questions *questions = (struct questions *)screen;
    enum view view = lacks_policies(questions) ? VIEW_NOTHING : questions->view;
    (void)clip;
    if (shown_list(questions) != NULL) {
        list_cover(shown_list(questions), &screen->stage->kit);
    }
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
    report->frame = &questions->frame;
    report->offline = asking_failed(&questions->flow_asking);
    report->focus = "";
    if (lacks_policies(questions)) {
        report->notice = string_get(screen->stage->strings, missing(questions).says);
        report->offline = asking_failed(&questions->policies_asking);
        return;
    }
    switch (questions->view) {
    case VIEW_QUESTION:
        question_view_report(&questions->question, report);
        break;
    case VIEW_ANSWERS:
        screen_report_list(report, &questions->answers.list);
        break;
    case VIEW_CHECKLIST:
        checklist_report(questions->checklist, report);
        break;
    case VIEW_MATCHES:
        screen_report_list(report, &questions->matches.list);
        report->title = questions->matches.outcome->text;
        break;
    case VIEW_NOTHING:
        report->notice = string_get(screen->stage->strings, missing(questions).says);
        break;
    }
}

static void questions_say(const struct screen *screen, struct spoken *spoken)
{
    const struct questions *questions = (const struct questions *)screen;
    enum view view = lacks_policies(questions) ? VIEW_NOTHING : questions->view;
    struct message message = missing(questions);
    switch (view) {
    case VIEW_QUESTION:
        question_view_say(&questions->question, spoken);
        break;
    case VIEW_ANSWERS:
        spoken_list(spoken, &questions->answers.list);
        spoken_add_place(spoken, screen->stage, questions->answers.list.focus, questions->answers.list.count);
        break;
    case VIEW_CHECKLIST:
        checklist_say(questions->checklist, spoken);
        break;
    case VIEW_MATCHES:
        policy_matches_say(&questions->matches, spoken);
        break;
    case VIEW_NOTHING:
        spoken_message(spoken, screen->stage, &message);
        break;
    }
}

/* What the household said goes with the screen. */
static void questions_free(struct screen *screen)
{
    struct questions *questions = (struct questions *)screen;
    asking_stop(&questions->flow_asking);
    asking_stop(&questions->stations_asking);
    asking_stop(&questions->policies_asking);
    close_view(questions);
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
    .say = questions_say,
    .holds_answers = holds_answers,
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
    asking_for_flow(&questions->flow_asking, stage, questions->flow_id, on_flow, questions);
    asking_for_stations(&questions->stations_asking, stage, on_stations, questions);
    asking_for_policies(&questions->policies_asking, stage, on_policies, questions);
    show_frame(questions);
    return &questions->screen;
}
