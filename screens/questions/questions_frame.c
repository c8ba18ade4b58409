#include <stdio.h>

#include "screens/questions/questions_private.h"

/* Left deletes on every remote, but moves while the pad is there. */
static void add_number_hints(struct frame *frame, const struct number_field *field)
{
    int holds = field->entry.length > 0;
    if (field->pad.active) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_PRESS);
        if (holds) {
            frame_hint_add(frame, STRING_KEY_RED, STRING_HINT_DELETE_DIGIT);
        }
        return;
    }
    if (holds) {
        frame_hint_add(frame, STRING_KEY_LEFT, STRING_HINT_DELETE_DIGIT);
        frame_hint_add(frame, STRING_KEY_RIGHT, STRING_HINT_PAD);
    } else {
        frame_hint_add(frame, STRING_KEY_DIGITS, STRING_HINT_TYPE);
        frame_hint_add(frame, STRING_KEY_ARROWS, STRING_HINT_PAD);
    }
    frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_NEXT_QUESTION);
}

static void add_question_hints(struct questions *questions)
{
    struct frame *frame = &questions->frame;
    switch (questions->question.entry.node->kind) {
    case FLOW_CHECK:
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_TICK);
        frame_hint_add(frame, STRING_KEY_GREEN, STRING_HINT_NEXT_QUESTION);
        break;
    case FLOW_RADIO:
    case FLOW_AREA:
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_CHOOSE_ANSWER);
        break;
    default:
        add_number_hints(frame, &questions->question.entry.field);
        break;
    }
    if (questions->trail.count > 1) {
        frame_hint_add(frame, STRING_KEY_BLUE, STRING_HINT_ANSWERS);
    }
    frame_hint_add(frame, STRING_KEY_BACK, questions->trail.at > 0 ? STRING_HINT_PREVIOUS : STRING_HINT_BACK);
}

void questions_show_hints(struct questions *questions)
{
    struct frame *frame = &questions->frame;
    frame->hint_count = 0;
    switch (questions->view) {
    case VIEW_QUESTION:
        add_question_hints(questions);
        break;
    case VIEW_ANSWERS:
        frame_hint_add(frame, STRING_KEY_OK,
                       questions->answers.list.focus == 0 ? STRING_HINT_OPEN : STRING_HINT_CHANGE);
        frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
        break;
    case VIEW_CHECKLIST:
        frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
        frame_hint_add(frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_MOVE);
        frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_PREVIOUS);
        break;
    case VIEW_MATCHES:
        if (!questions_lack_policies(questions)) {
            frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_OPEN);
        } else if (asking_failed(&questions->policies_asking)) {
            frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
        }
        frame_hint_add(frame, STRING_KEY_BLUE, STRING_HINT_ANSWERS);
        frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_PREVIOUS);
        break;
    case VIEW_NOTHING:
        if (questions->last.state == ANSWER_FAILED) {
            frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
        }
        frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
        break;
    }
    frame_damage_footer(questions->screen.stage);
}

static void show_status(struct questions *questions)
{
    const struct stage *stage = questions->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    char count[24];
    const char *values[] = {count};
    if (questions->last.state == ANSWER_FAILED && questions->record != NULL) {
        frame_status_for_failure(&questions->frame, stage, &questions->last);
        return;
    }
    if (questions->view == VIEW_CHECKLIST) {
        checklist_summary(questions->checklist, text, sizeof text);
    } else if (questions->view == VIEW_MATCHES && questions->matches.fitting > 0) {
        (void)snprintf(count, sizeof count, "%zu", questions->matches.fitting);
        string_format(text, sizeof text, stage->strings, STRING_MATCHES_SOME, values, 1);
    }
    frame_set_status(&questions->frame, stage, text, 0);
}

void questions_show_frame(struct questions *questions)
{
    const struct stage *stage = questions->screen.stage;
    questions->frame.title = questions->view == VIEW_ANSWERS
                                 ? string_get(stage->strings, STRING_QUESTIONS_ANSWERS)
                                 : questions->title;
    questions_show_hints(questions);
    show_status(questions);
    canvas_damage_all(stage->kit.canvas);
}
