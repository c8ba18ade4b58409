#include "screens/questions/question_view.h"

#include <stdio.h>
#include <string.h>

#include "screens/stage/spoken_parts.h"

enum { QUESTION_LINES = 3 };

static int has_next(const struct question_view *view)
{
    return view->entry.node->kind == FLOW_CHECK;
}

static int has_answers(const struct question_view *view)
{
    return view->trail->count > 1;
}

/* --- Words --- */

static void set_next(struct question_view *view)
{
    const struct strings *strings = view->stage->strings;
    size_t ticked = 0;
    for (size_t i = 0; i < view->entry.node->option_count; i++) {
        ticked += view->entry.answer.chosen >> i & 1;
    }
    string_format_numbers(view->next_words, sizeof view->next_words, strings,
                          ticked == 0 ? STRING_QUESTIONS_NEXT_NONE : STRING_QUESTIONS_NEXT_SOME,
                          (int64_t)ticked, 0);
    struct button next = {"next", view->next_words, REMOTE_KEY_GREEN};
    buttons_set(&view->next, &next, has_next(view) ? 1 : 0);
    buttons_damage(&view->next, &view->stage->kit);
}

static void set_strip(struct question_view *view)
{
    const struct stage *stage = view->stage;
    const struct question_trail *trail = view->trail;
    size_t left = service_flow_most_left(trail->flow, trail->path[trail->at]);
    string_format_numbers(view->number, sizeof view->number, stage->strings,
                          left > 0 ? STRING_QUESTIONS_MORE : STRING_QUESTIONS_LAST, (int64_t)trail->at + 1,
                          (int64_t)left);
    const char *step = question_entry_step(&view->entry);
    if (step != NULL) {
        size_t used = strlen(view->number);
        (void)snprintf(view->number + used, sizeof view->number - used, "  %s", step);
    }
    canvas_damage(stage->kit.canvas, view->strip);
    struct button answers = {"answers", string_get(stage->strings, STRING_QUESTIONS_ANSWERS),
                             REMOTE_KEY_BLUE};
    buttons_set(&view->answers, &answers, has_answers(view) ? 1 : 0);
}

static void set_focus(struct question_view *view, enum question_zone zone)
{
    const struct kit *kit = &view->stage->kit;
    view->zone = zone;
    view->answers.unfocused = zone != QUESTION_ZONE_TRAIL;
    view->next.unfocused = zone != QUESTION_ZONE_NEXT;
    question_entry_set_focus(&view->entry, zone == QUESTION_ZONE_ENTRY);
    buttons_damage(&view->answers, kit);
    buttons_damage(&view->next, kit);
}

/* --- Layout --- */

/* The help in the largest letters in which it leaves `room` for the rest; smaller and cut if need be. */
static struct text_layout *fitting_help(const struct question_view *view, int room)
{
    const struct kit *kit = &view->stage->kit;
    const char *help = view->entry.node->help;
    int width = frame_body(view->stage).w;
    struct text_style styles[] = {style_body(kit), style_small(kit)};
    for (size_t i = 0; i < 2; i++) {
        struct text_layout *layout = paragraph_new(kit, help, styles[i], kit->theme->ink_soft, width, 0);
        if (text_layout_height(layout) <= room) {
            return layout;
        }
        text_layout_free(layout);
    }
    int lines = room / (styles[1].size * 4 / 3);
    return paragraph_new(kit, help, styles[1], kit->theme->ink_soft, width, lines > 1 ? lines : 1);
}

static void forget_layouts(struct question_view *view)
{
    text_layout_free(view->question);
    text_layout_free(view->help);
    view->question = NULL;
    view->help = NULL;
}

void question_view_place(struct question_view *view)
{
    const struct kit *kit = &view->stage->kit;
    const struct theme *theme = kit->theme;
    struct rect body = frame_body(view->stage);
    int bottom = body.y + body.h;
    forget_layouts(view);
    view->strip = (struct rect){body.x, body.y, body.w, buttons_height(kit)};
    view->answers.area = view->strip;
    view->answers.from_right = 1;
    if (has_next(view)) {
        bottom -= buttons_height(kit);
        view->next.area = (struct rect){body.x, bottom, body.w, buttons_height(kit)};
        bottom -= theme->gap;
    }
    view->question_y = view->strip.y + view->strip.h + theme->gap_small;
    view->question =
        paragraph_new(kit, view->entry.node->text, style_heading(kit), theme->ink, body.w, QUESTION_LINES);
    view->help_y = view->question_y + text_layout_height(view->question) + theme->gap_small / 2;
    view->help =
        fitting_help(view, bottom - view->help_y - theme->gap - question_entry_height(&view->entry, body.w));
    int top = view->help_y + text_layout_height(view->help) + theme->gap;
    question_entry_place(&view->entry, (struct rect){body.x, top, body.w, bottom - top});
    set_strip(view);
    set_next(view);
    canvas_damage_all(kit->canvas);
}

void question_view_open(struct question_view *view, const struct stage *stage,
                        const struct question_trail *trail, const struct station_list *stations)
{
    question_view_close(view);
    view->stage = stage;
    view->trail = trail;
    view->answers.settle = SETTLE_AT_REST;
    view->next.settle = SETTLE_AT_REST;
    question_entry_open(&view->entry, stage, trail->flow, question_trail_node(trail),
                        question_trail_given(trail), stations);
    question_view_place(view);
    set_focus(view, QUESTION_ZONE_ENTRY);
}

int question_view_is_begun(const struct question_view *view)
{
    return view->zone != QUESTION_ZONE_ENTRY || question_entry_is_begun(&view->entry);
}

void question_view_close(struct question_view *view)
{
    forget_layouts(view);
    question_entry_close(&view->entry);
    explicit_bzero(view, sizeof *view);
}

/* --- Keys --- */

/* What is ticked, or which step of an area is asked. */
static void show_change(struct question_view *view)
{
    if (has_next(view)) {
        set_next(view);
    } else if (view->entry.node->kind == FLOW_AREA) {
        set_strip(view);
    }
}

/* An arrow that the entry has no more use for. */
static enum key_result leave_entry(struct question_view *view, enum remote_key key)
{
    if (key == REMOTE_KEY_UP && has_answers(view)) {
        set_focus(view, QUESTION_ZONE_TRAIL);
        return KEY_DONE;
    }
    if (key == REMOTE_KEY_DOWN && has_next(view)) {
        set_focus(view, QUESTION_ZONE_NEXT);
        return KEY_DONE;
    }
    return KEY_STAYED;
}

static enum key_result entry_key(struct question_view *view, const struct remote_event *event)
{
    enum key_result result = question_entry_key(&view->entry, event);
    if (result == KEY_STAYED) {
        return leave_entry(view, event->key);
    }
    if (result == KEY_DONE) {
        show_change(view);
    }
    return result;
}

/* On what stands above or below the entry: OK, and `back` to the entry. */
static enum key_result beside_key(struct question_view *view, const struct remote_event *event)
{
    enum remote_key back = view->zone == QUESTION_ZONE_TRAIL ? REMOTE_KEY_DOWN : REMOTE_KEY_UP;
    if (event->key == back) {
        set_focus(view, QUESTION_ZONE_ENTRY);
        return KEY_DONE;
    }
    return event->key == REMOTE_KEY_OK && event->press == REMOTE_PRESS ? KEY_PRESSED : KEY_STAYED;
}

static int is_arrow_or_ok(enum remote_key key)
{
    return key == REMOTE_KEY_UP || key == REMOTE_KEY_DOWN || key == REMOTE_KEY_LEFT ||
           key == REMOTE_KEY_RIGHT || key == REMOTE_KEY_OK;
}

/* A coloured key is OK on what it stands on. */
static enum key_result press_zone(struct question_view *view, const struct remote_event *event,
                                  enum question_zone zone)
{
    if (event->press != REMOTE_PRESS) {
        return KEY_STAYED;
    }
    set_focus(view, zone);
    return KEY_PRESSED;
}

enum key_result question_view_key(struct question_view *view, const struct remote_event *event)
{
    if (event->key == REMOTE_KEY_BACK) {
        if (!question_entry_back(&view->entry)) {
            return KEY_IGNORED;
        }
        show_change(view);
        return KEY_DONE;
    }
    if (event->key == REMOTE_KEY_BLUE && has_answers(view)) {
        return press_zone(view, event, QUESTION_ZONE_TRAIL);
    }
    if (event->key == REMOTE_KEY_GREEN && has_next(view)) {
        return press_zone(view, event, QUESTION_ZONE_NEXT);
    }
    if (view->zone != QUESTION_ZONE_ENTRY && is_arrow_or_ok(event->key)) {
        return beside_key(view, event);
    }
    if (view->zone != QUESTION_ZONE_ENTRY && remote_key_digit(event->key) >= 0) {
        set_focus(view, QUESTION_ZONE_ENTRY);
    }
    return entry_key(view, event);
}

void question_view_update(struct question_view *view)
{
    question_entry_update(&view->entry);
}

int64_t question_view_deadline(const struct question_view *view)
{
    return question_entry_deadline(&view->entry);
}

/* --- Hints --- */

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

void question_view_hints(const struct question_view *view, struct frame *frame)
{
    switch (view->entry.node->kind) {
    case FLOW_CHECK:
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_TICK);
        frame_hint_add(frame, STRING_KEY_GREEN, STRING_HINT_NEXT_QUESTION);
        break;
    case FLOW_RADIO:
    case FLOW_AREA:
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_CHOOSE_ANSWER);
        break;
    default: /* all others are typed */
        add_number_hints(frame, &view->entry.field);
        break;
    }
    if (has_answers(view)) {
        frame_hint_add(frame, STRING_KEY_BLUE, STRING_HINT_ANSWERS);
    }
}

/* --- Drawing --- */

/* The answers before this question, the latest at the right; as many as fit. */
static void draw_trail(const struct question_view *view, struct rect line)
{
    static const char between[] = "  \xe2\x80\xba  "; /* ›: an arrow, no word */
    const struct kit *kit = &view->stage->kit;
    const struct question_trail *trail = view->trail;
    struct text_style style = style_small(kit);
    char words[FLOW_DEPTH_MAX + 1][QUESTION_WORDS_SIZE];
    int arrow = text_width(kit->fonts, style, between);
    size_t first = trail->at;
    for (int room = line.w; first > 0; first--) {
        size_t node = trail->path[first - 1];
        question_answer_words(words[first - 1], view->stage->strings, &trail->flow->nodes[node],
                              &trail->answers[node], view->entry.stations);
        room -= arrow + text_width(kit->fonts, style, words[first - 1]);
        if (room < 0) {
            break;
        }
    }
    for (size_t i = first; i < trail->at; i++) {
        int x = line.x + draw_text_middle(kit, style, line, between, kit->theme->ink_soft);
        struct rect rest = {x, line.y, line.x + line.w - x, line.h};
        x += draw_text_middle(kit, style, rest, words[i], kit->theme->ink);
        line = (struct rect){x, line.y, line.x + line.w - x, line.h};
    }
    explicit_bzero(words, sizeof words);
}

static void draw_strip(const struct question_view *view)
{
    const struct kit *kit = &view->stage->kit;
    const struct theme *theme = kit->theme;
    struct rect strip = view->strip;
    if (!canvas_visible(kit->canvas, strip)) {
        return;
    }
    int width = draw_text_middle(kit, style_body_bold(kit), strip, view->number, theme->accent);
    if (has_answers(view)) {
        int button =
            text_width(kit->fonts, style_body_bold(kit), view->answers.items[0].label) + 4 * theme->gap;
        struct rect line = {strip.x + width, strip.y, strip.w - width - button - theme->gap, strip.h};
        draw_trail(view, line);
        buttons_draw(&view->answers, kit, view->stage->now_us);
    }
}

static void draw_layout(const struct question_view *view, const struct text_layout *layout, int y)
{
    if (layout != NULL) {
        canvas_text_layout(view->stage->kit.canvas, view->stage->kit.fonts, layout, view->strip.x, y);
    }
}

void question_view_draw(const struct question_view *view)
{
    draw_strip(view);
    draw_layout(view, view->question, view->question_y);
    draw_layout(view, view->help, view->help_y);
    question_entry_draw(&view->entry);
    if (has_next(view)) {
        buttons_draw(&view->next, &view->stage->kit, view->stage->now_us);
    }
}

const char *question_view_focus(const struct question_view *view)
{
    return view->zone == QUESTION_ZONE_TRAIL  ? "answers"
           : view->zone == QUESTION_ZONE_NEXT ? "next"
                                              : question_entry_focus(&view->entry);
}

void question_view_report(const struct question_view *view, struct screen_report *report)
{
    report->focus = question_view_focus(view);
    report->title = view->entry.node->text;
    report->position = (int64_t)view->trail->at + 1;
    report->total = (int64_t)view->trail->count;
}

void question_view_say(const struct question_view *view, struct spoken *spoken)
{
    switch (view->zone) {
    case QUESTION_ZONE_TRAIL:
        spoken_buttons(spoken, &view->answers);
        break;
    case QUESTION_ZONE_ENTRY:
        question_entry_say(&view->entry, spoken);
        break;
    case QUESTION_ZONE_NEXT:
        spoken_buttons(spoken, &view->next);
        break;
    }
    spoken_add(spoken->value, view->number);
    spoken_add(spoken->value, text_layout_words(view->question));
    spoken_add(spoken->value, text_layout_words(view->help));
}
