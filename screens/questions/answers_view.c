#include "screens/questions/answers_view.h"

#include <stdio.h>
#include <string.h>

#include "screens/questions/question_words.h"
#include "screens/stage/frame.h"

/* --- Rows --- */

static void read_first_detail(const struct answers_view *view, struct list_row *row)
{
    const struct strings *strings = view->stage->strings;
    string_format_numbers(row->detail, sizeof row->detail, strings,
                          view->dropped > 0 ? STRING_QUESTIONS_DROPPED : STRING_QUESTIONS_PRIVACY,
                          (int64_t)view->dropped, 0);
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct answers_view *view = context;
    const struct stage *stage = view->stage;
    if (index == 0) {
        (void)snprintf(row->id, sizeof row->id, ":on"); /* no node is called so */
        row->title = view->title;
        read_first_detail(view, row);
        return;
    }
    const struct question_row *answered = &view->rows[index - 1];
    const struct flow_node *node = &view->trail->flow->nodes[answered->node];
    char words[QUESTION_WORDS_SIZE];
    question_answer_words(words, stage->strings, node, &view->trail->answers[answered->node], view->stations);
    (void)snprintf(row->id, sizeof row->id, "%s", node->id);
    row->title = node->text;
    list_row_detail(row, words);
    explicit_bzero(words, sizeof words);
    if (!answered->counts) {
        row->mark = icon_set_get(stage->icons, "urgent");
        row->mark_text = string_get(stage->strings, STRING_QUESTIONS_DROPPED_MARK);
        row->mark_fill = stage->kit.theme->important;
        row->mark_ink = stage->kit.theme->on_important;
    }
    explicit_bzero(words, sizeof words);
}

static void set_title(struct answers_view *view)
{
    const struct question_trail *trail = view->trail;
    size_t last = trail->path[trail->count - 1];
    string_format_numbers(view->title, sizeof view->title, view->stage->strings,
                          trail->flow->nodes[last].kind == FLOW_OUTCOME ? STRING_QUESTIONS_SEE_RESULT
                                                                        : STRING_QUESTIONS_CONTINUE,
                          (int64_t)trail->count, 0);
}

void answers_view_place(struct answers_view *view)
{
    const struct kit *kit = &view->stage->kit;
    struct rect body = frame_body(view->stage);
    body.w -= kit->theme->gap + kit->theme->scroll_bar;
    set_title(view);
    list_place(&view->list, body);
    list_refresh(&view->list, kit, view->row_count + 1, (int64_t)view->row_count + 1);
    canvas_damage_all(kit->canvas);
}

void answers_view_open(struct answers_view *view, const struct stage *stage,
                       const struct question_trail *trail, const struct station_list *stations,
                       size_t dropped)
{
    memset(view, 0, sizeof *view);
    view->stage = stage;
    view->trail = trail;
    view->stations = stations;
    view->dropped = dropped;
    view->row_count = question_trail_rows(trail, view->rows);
    view->list.settle = SETTLE_AT_REST;
    view->list.source = read_row;
    view->list.context = view;
    answers_view_place(view);
}

enum key_result answers_view_key(struct answers_view *view, const struct remote_event *event)
{
    return list_key(&view->list, &view->stage->kit, event->key, view->stage->now_us);
}

const struct question_row *answers_view_chosen(const struct answers_view *view)
{
    return view->list.focus > 0 ? &view->rows[view->list.focus - 1] : NULL;
}

void answers_view_draw(const struct answers_view *view)
{
    list_draw(&view->list, &view->stage->kit, view->stage->now_us);
}
