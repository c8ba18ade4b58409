#include "screens/questions/policy_matches.h"

#include <stdio.h>
#include <string.h>

#include "screens/stage/frame.h"
#include "screens/stage/policy_words.h"
#include "screens/stage/spoken_parts.h"

enum { HEADING_LINES = 2, ROWS_LEAST = 2 };

/* --- What fits --- */

static void add(struct policy_matches *matches, const struct policy *policy, const char *why)
{
    if (policy != NULL) {
        matches->rows[matches->count++] = (struct policy_match){policy, why};
    }
}

static void collect(struct policy_matches *matches, const struct question_trail *trail,
                    const struct policy_list *policies)
{
    const struct service_flow *flow = trail->flow;
    enum flow_item_state states[FLOW_ITEMS_MAX];
    const char *whys[FLOW_ITEMS_MAX];
    int64_t now_ms = matches->stage->now_ms;
    matches->count = 0;
    checklist_states(trail, matches->outcome, states, whys);
    for (size_t i = 0; i < flow->item_count; i++) {
        if (states[i] == FLOW_ITEM_NEEDED) {
            add(matches, policy_find(policies, flow->items[i].id, now_ms), NULL);
        }
    }
    matches->fitting = matches->count;
    for (size_t i = 0; i < flow->item_count; i++) {
        if (states[i] == FLOW_ITEM_EXEMPT) {
            add(matches, policy_find(policies, flow->items[i].id, now_ms), whys[i]);
        }
    }
    explicit_bzero(states, sizeof states);
    explicit_bzero(whys, sizeof whys);
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct policy_matches *matches = context;
    const struct stage *stage = matches->stage;
    const struct theme *theme = stage->kit.theme;
    if (index == matches->count) {
        (void)snprintf(row->id, sizeof row->id, ":answers"); /* no policy is called so */
        row->title = string_get(stage->strings, STRING_MATCHES_ANSWERS_ROW);
        list_row_detail(row, string_get(stage->strings, STRING_QUESTIONS_PRIVACY));
        return;
    }
    const struct policy_match *match = &matches->rows[index];
    (void)snprintf(row->id, sizeof row->id, "%s", match->policy->id);
    row->title = match->policy->name;
    row->digit = index < 9 ? (int)index + 1 : 0;
    list_row_detail(row, match->why != NULL ? match->why : match->policy->benefit);
    if (match->why != NULL) {
        row->mark_text = string_get(stage->strings, STRING_MATCHES_NOT_YET);
        row->mark_fill = theme->notice_bar;
        row->mark_ink = theme->on_notice_bar;
    }
}

/* --- Layout --- */

/* Where to go, in full: in smaller letters if the list could not keep ROWS_LEAST rows below it. */
static struct text_layout *fitting_words(const struct policy_matches *matches, const char *words, int room)
{
    const struct kit *kit = &matches->stage->kit;
    colour ink = kit->theme->ink_soft;
    int width = frame_body(matches->stage).w;
    int rows = ROWS_LEAST * (kit->theme->row_height + kit->theme->gap_small);
    struct text_layout *layout = paragraph_new(kit, words, style_body(kit), ink, width, 0);
    if (text_layout_height(layout) + kit->theme->gap + rows > room) {
        text_layout_free(layout);
        layout = paragraph_new(kit, words, style_small(kit), ink, width, 0);
    }
    return layout;
}

static void forget_layouts(struct policy_matches *matches)
{
    text_layout_free(matches->heading);
    text_layout_free(matches->words);
    matches->heading = NULL;
    matches->words = NULL;
}

void policy_matches_place(struct policy_matches *matches)
{
    const struct stage *stage = matches->stage;
    const struct theme *theme = stage->kit.theme;
    struct rect body = frame_body(stage);
    int none = matches->fitting == 0;
    const char *says = none ? string_get(stage->strings, STRING_MATCHES_NONE) : matches->outcome->text;
    const char *words = none ? string_get(stage->strings, STRING_MATCHES_NONE_DO) : matches->outcome->where;
    forget_layouts(matches);
    matches->heading =
        paragraph_new(&stage->kit, says, style_heading(&stage->kit), theme->ink, body.w, HEADING_LINES);
    matches->words_y = body.y + text_layout_height(matches->heading);
    matches->words = fitting_words(matches, words, body.y + body.h - matches->words_y);
    int top = matches->words_y + text_layout_height(matches->words) + theme->gap;
    struct rect area = {body.x, top, body.w - theme->gap - theme->scroll_bar, body.y + body.h - top};
    list_place(&matches->list, area);
    list_refresh(&matches->list, &stage->kit, matches->count + 1, (int64_t)matches->count + 1);
    canvas_damage_all(stage->kit.canvas);
}

void policy_matches_open(struct policy_matches *matches, const struct stage *stage,
                         const struct question_trail *trail, const struct policy_list *policies)
{
    policy_matches_close(matches);
    matches->stage = stage;
    matches->outcome = question_trail_node(trail);
    matches->list.settle = SETTLE_AT_REST;
    matches->list.source = read_row;
    matches->list.context = matches;
    collect(matches, trail, policies);
    policy_matches_place(matches);
}

void policy_matches_take(struct policy_matches *matches, const struct question_trail *trail,
                         const struct policy_list *policies)
{
    collect(matches, trail, policies);
    policy_matches_place(matches);
}

void policy_matches_close(struct policy_matches *matches)
{
    forget_layouts(matches);
    explicit_bzero(matches, sizeof *matches);
}

/* --- Keys --- */

enum key_result policy_matches_key(struct policy_matches *matches, const struct remote_event *event)
{
    const struct stage *stage = matches->stage;
    int digit = remote_key_digit(event->key);
    if (event->key == REMOTE_KEY_BLUE) {
        matches->chosen = matches->count;
        return KEY_PRESSED;
    }
    if (digit > 0 && (size_t)digit <= matches->count) {
        matches->chosen = (size_t)digit - 1;
        return KEY_PRESSED;
    }
    enum key_result result = list_key(&matches->list, &stage->kit, event->key, stage->now_us);
    matches->chosen = matches->list.focus;
    return result;
}

void policy_matches_draw(const struct policy_matches *matches)
{
    const struct stage *stage = matches->stage;
    struct rect body = frame_body(stage);
    if (matches->heading != NULL) {
        canvas_text_layout(stage->kit.canvas, stage->kit.fonts, matches->heading, body.x, body.y);
    }
    if (matches->words != NULL) {
        canvas_text_layout(stage->kit.canvas, stage->kit.fonts, matches->words, body.x, matches->words_y);
    }
    list_draw(&matches->list, &stage->kit, stage->now_us);
}

void policy_matches_say(const struct policy_matches *matches, struct spoken *spoken)
{
    spoken_list(spoken, &matches->list);
    spoken_add_place(spoken, matches->stage, matches->list.focus, matches->list.count);
    spoken_add(spoken->value, text_layout_words(matches->heading));
    spoken_add(spoken->value, text_layout_words(matches->words));
}
