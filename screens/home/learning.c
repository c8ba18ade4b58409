#include "screens/home/learning.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/home/learning_steps.h"
#include "screens/stage/frame.h"
#include "screens/stage/learning_port.h"
#include "screens/stage/spoken_parts.h"

enum {
    FIRST_SECONDS = 20, /* nobody presses anything: it was opened by mistake */
    STEP_SECONDS = 8,
    TRY_SECONDS = 20,
    DONE_SECONDS = 6,
    MESSAGE_SIZE = 160,
};

enum page { PAGE_CHOOSE, PAGE_ASK, PAGE_TRY, PAGE_DONE };

/* What may be chosen with the keys that drive the hall. The harmless one comes first, and has the focus. */
enum learning_choice { CHOICE_LEAVE, CHOICE_LEARN, CHOICE_FORGET, CHOICE_UNDO, CHOICE_KEEP };
enum { CHOICES_MAX = 3 };

static const struct {
    const char *name;
    enum string_id words;
} choice_words[] = {
    [CHOICE_LEAVE] = {"leave", STRING_LEARNING_LEAVE},    [CHOICE_LEARN] = {"learn", STRING_LEARNING_AGAIN},
    [CHOICE_FORGET] = {"forget", STRING_LEARNING_FORGET}, [CHOICE_UNDO] = {"undo", STRING_LEARNING_UNDO},
    [CHOICE_KEEP] = {"keep", STRING_LEARNING_KEEP},
};

struct learning {
    struct screen screen;
    struct frame frame;
    enum page page;
    enum learning_choice choices[CHOICES_MAX]; /* of PAGE_CHOOSE and PAGE_TRY */
    int choice_count;
    int focus; /* in choices */
    struct learning_steps steps;
    enum string_id outcome; /* of PAGE_DONE */
    char message[MESSAGE_SIZE];
    int message_is_trouble;
    int seconds;     /* left on this page or step */
    int64_t tick_us; /* when the next of them is over */
};

static const struct learning_port *port_of(const struct learning *learning)
{
    return learning->screen.stage->learning;
}

/* --- What happens --- */

static void set_clock(struct learning *learning, int seconds)
{
    learning->seconds = seconds;
    learning->tick_us = learning->screen.stage->now_us + 1000000;
    canvas_damage_all(learning->screen.stage->kit.canvas);
}

static void set_hints(struct learning *learning)
{
    learning->frame.hint_count = 0;
    if (learning->page == PAGE_CHOOSE || learning->page == PAGE_TRY) {
        frame_hint_add(&learning->frame, STRING_KEY_UP_DOWN, STRING_HINT_MOVE);
        frame_hint_add(&learning->frame, STRING_KEY_OK, STRING_HINT_PRESS);
    }
    if (learning->page != PAGE_DONE) {
        frame_hint_add(&learning->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    }
}

static void offer(struct learning *learning, enum page page, const enum learning_choice *choices, int count)
{
    learning->page = page;
    memcpy(learning->choices, choices, (size_t)count * sizeof *choices);
    learning->choice_count = count;
    learning->focus = 0;
    set_hints(learning);
}

static void finish(struct learning *learning, enum string_id outcome)
{
    struct stage *stage = learning->screen.stage;
    port_of(learning)->end(stage->application, &learning->screen);
    learning->page = PAGE_DONE;
    learning->outcome = outcome;
    set_hints(learning);
    set_clock(learning, DONE_SECONDS);
}

static enum string_id outcome_of(enum learning_kept kept, enum string_id good)
{
    switch (kept) {
    case LEARNING_KEPT:
        return good;
    case LEARNING_NOT_WRITTEN:
        return STRING_LEARNING_NOT_WRITTEN;
    case LEARNING_NOT_KEPT:
        break;
    }
    return STRING_LEARNING_NOT_KEPT;
}

/* The new keys drive the hall, for a while: only who can move and press OK with them can keep them. */
static void try_out(struct learning *learning)
{
    static const enum learning_choice choices[] = {CHOICE_UNDO, CHOICE_KEEP};
    struct stage *stage = learning->screen.stage;
    if (port_of(learning)->try_out(stage->application) != LEARNING_KEPT) {
        finish(learning, STRING_LEARNING_NOT_KEPT);
        return;
    }
    learning->message[0] = '\0';
    offer(learning, PAGE_TRY, choices, sizeof choices / sizeof *choices);
    set_clock(learning, TRY_SECONDS);
}

static void next_step(struct learning *learning)
{
    if (learning_steps_lack(&learning->steps)) {
        finish(learning, STRING_LEARNING_LACKS);
    } else if (learning_steps_next(&learning->steps)) {
        set_clock(learning, STEP_SECONDS);
    } else {
        try_out(learning);
    }
}

static void time_is_over(struct learning *learning)
{
    struct stage *stage = learning->screen.stage;
    switch (learning->page) {
    case PAGE_ASK:
        if (learning_steps_nothing_yet(&learning->steps)) {
            finish(learning, STRING_LEARNING_UNCHANGED);
        } else {
            learning->message[0] = '\0';
            next_step(learning);
        }
        break;
    case PAGE_TRY:
        finish(learning, STRING_LEARNING_UNCHANGED);
        break;
    case PAGE_DONE:
        stage->close(stage->application, &learning->screen);
        break;
    case PAGE_CHOOSE:
        break;
    }
}

static void answer_asked(struct learning *learning, const struct learning_press *press)
{
    const struct strings *strings = learning->screen.stage->strings;
    char meaning[LEARNING_NAME_SIZE];
    enum remote_key asked = learning_steps_asked(&learning->steps);
    learning->message_is_trouble = press->taken_for != REMOTE_KEY_NONE;
    if (learning->message_is_trouble) {
        learning_step_name(press->taken_for, strings, meaning, sizeof meaning);
        const char *values[] = {press->label, meaning};
        string_format(learning->message, sizeof learning->message, strings, STRING_LEARNING_TAKEN, values, 2);
        set_clock(learning, STEP_SECONDS);
        return;
    }
    learning_step_name(asked, strings, meaning, sizeof meaning);
    const char *values[] = {press->label, meaning};
    string_format(learning->message, sizeof learning->message, strings, STRING_LEARNING_GOT, values, 2);
    port_of(learning)->take(learning->screen.stage->application, asked);
    learning_steps_got(&learning->steps, press->label);
    next_step(learning);
}

static void pressed(struct screen *screen, const struct learning_press *press)
{
    struct learning *learning = (struct learning *)screen;
    int is_asked_for = learning_steps_asked(&learning->steps) == REMOTE_KEY_BACK;
    if (press->is_back && (!is_asked_for || press->taken_for != REMOTE_KEY_NONE)) {
        finish(learning, STRING_LEARNING_UNCHANGED);
    } else {
        answer_asked(learning, press);
    }
}

static void start_asking(struct learning *learning)
{
    struct stage *stage = learning->screen.stage;
    learning->page = PAGE_ASK;
    learning->message[0] = '\0';
    learning_steps_begin(&learning->steps);
    port_of(learning)->begin(stage->application, &learning->screen, pressed);
    set_hints(learning);
    set_clock(learning, FIRST_SECONDS);
}

/* --- Drawing --- */

static struct rect right_half(const struct stage *stage)
{
    struct rect body = frame_body(stage);
    int left = body.w / 2 + stage->kit.theme->gap_large;
    return (struct rect){body.x + left, body.y, body.w - left, body.h};
}

/* Lines of one style below each other, higher where the words take two; returns where the next one starts. */
static int draw_line(const struct stage *stage, struct rect area, int y, struct text_style style, int height,
                     const char *words, colour ink)
{
    height += (text_rows(&stage->kit, style, area.w, words) - 1) * style.size * 4 / 3;
    draw_text_rows(&stage->kit, style, (struct rect){area.x, y, area.w, height}, words, ink);
    return y + height;
}

static void draw_seconds(const struct learning *learning, struct rect area, int y, enum string_id id)
{
    const struct stage *stage = learning->screen.stage;
    char words[MESSAGE_SIZE];
    string_format_numbers(words, sizeof words, stage->strings, id, learning->seconds, 0);
    (void)draw_line(stage, area, y, style_body(&stage->kit), stage->kit.theme->text_body * 2, words,
                    stage->kit.theme->ink_soft);
}

static void draw_message(const struct learning *learning, struct rect area)
{
    const struct stage *stage = learning->screen.stage;
    const struct theme *theme = stage->kit.theme;
    struct text_style style = style_body(&stage->kit);
    struct rect words = rect_inset(area, theme->gap_small);
    int height = theme->text_body * 2 +
                 (text_rows(&stage->kit, style, words.w, learning->message) - 1) * style.size * 4 / 3;
    struct rect line = {area.x, area.y + area.h - height, area.w, height};
    if (learning->message[0] == '\0') {
        return;
    }
    if (learning->message_is_trouble) {
        canvas_fill_rounded(stage->kit.canvas, line, theme->radius_small, theme->notice_bar);
    }
    draw_text_rows(&stage->kit, style, (struct rect){words.x, line.y, words.w, height}, learning->message,
                   learning->message_is_trouble ? theme->on_notice_bar : theme->accent);
}

static void draw_ask(const struct learning *learning)
{
    const struct stage *stage = learning->screen.stage;
    const struct kit *kit = &stage->kit;
    const struct theme *theme = kit->theme;
    struct rect area = right_half(stage);
    int first = learning_steps_nothing_yet(&learning->steps);
    char name[LEARNING_NAME_SIZE];
    learning_step_name(learning_steps_asked(&learning->steps), stage->strings, name, sizeof name);
    learning_steps_draw(&learning->steps, stage, 1);
    canvas_fill_rounded(kit->canvas, area, theme->radius, theme->surface);
    struct rect inside = rect_inset(area, theme->gap);
    int y = inside.y + inside.h / 5;
    y = draw_line(stage, inside, y, style_heading(kit), theme->text_heading * 2,
                  string_get(stage->strings, STRING_LEARNING_PRESS), theme->ink);
    y = draw_line(stage, inside, y, style_display(kit), theme->text_display * 2, name, theme->accent);
    draw_seconds(learning, inside, y, first ? STRING_LEARNING_FIRST_WAIT : STRING_LEARNING_SKIP);
    draw_message(learning, inside);
}

static struct rect choice_rect(const struct learning *learning, int index)
{
    const struct stage *stage = learning->screen.stage;
    const struct theme *theme = stage->kit.theme;
    struct rect area = frame_body(stage);
    int height = theme->text_title * 3;
    int step = height + theme->gap_large;
    int top = area.y + (area.h - learning->choice_count * step) / 2;
    if (learning->page == PAGE_TRY) {
        area = rect_inset(right_half(stage), theme->gap);
        top = area.y + area.h - learning->choice_count * step;
    } else {
        area = (struct rect){area.x + area.w / 6, area.y, area.w * 2 / 3, area.h};
    }
    return (struct rect){area.x, top + index * step, area.w, height};
}

static void draw_choices(const struct learning *learning)
{
    const struct stage *stage = learning->screen.stage;
    const struct kit *kit = &stage->kit;
    for (int i = 0; i < learning->choice_count; i++) {
        struct rect area = choice_rect(learning, i);
        int focused = learning->focus == i;
        canvas_fill_rounded(kit->canvas, area, kit->theme->radius,
                            focused ? kit->theme->surface_focused : kit->theme->surface_raised);
        draw_text_centred(kit, style_title(kit), area,
                          string_get(stage->strings, choice_words[learning->choices[i]].words),
                          focused ? kit->theme->ink_on_focus : kit->theme->ink);
        if (focused) {
            draw_focus(kit, area, kit->theme->radius, 100);
        }
    }
}

static void draw_try(const struct learning *learning)
{
    const struct stage *stage = learning->screen.stage;
    const struct theme *theme = stage->kit.theme;
    struct rect area = right_half(stage);
    learning_steps_draw(&learning->steps, stage, 0);
    canvas_fill_rounded(stage->kit.canvas, area, theme->radius, theme->surface);
    struct rect inside = rect_inset(area, theme->gap);
    int y = draw_line(stage, inside, inside.y, style_heading(&stage->kit), theme->text_heading * 2,
                      string_get(stage->strings, STRING_LEARNING_TRY), theme->ink);
    draw_seconds(learning, inside, y, STRING_LEARNING_TRY_WAIT);
    draw_choices(learning);
}

static void learning_draw(struct screen *screen, struct rect clip)
{
    const struct learning *learning = (const struct learning *)screen;
    const struct stage *stage = screen->stage;
    (void)clip;
    frame_draw(&learning->frame, stage);
    switch (learning->page) {
    case PAGE_CHOOSE:
        draw_choices(learning);
        break;
    case PAGE_ASK:
        draw_ask(learning);
        break;
    case PAGE_TRY:
        draw_try(learning);
        break;
    case PAGE_DONE: {
        struct message message = {NULL, learning->outcome, STRING_LEARNING_DONE_DO};
        message_draw(&message, stage, frame_body(stage));
        break;
    }
    }
}

/* --- Operations --- */

static void learning_enter(struct screen *screen)
{
    canvas_damage_all(screen->stage->kit.canvas);
}

static void learning_leave(struct screen *screen)
{
    struct learning *learning = (struct learning *)screen;
    if (learning->page == PAGE_ASK || learning->page == PAGE_TRY) {
        finish(learning, STRING_LEARNING_UNCHANGED);
    }
}

static void learning_place(struct screen *screen)
{
    struct learning *learning = (struct learning *)screen;
    learning->frame.title = string_get(screen->stage->strings, STRING_LEARNING_TITLE);
    set_hints(learning);
    canvas_damage_all(screen->stage->kit.canvas);
}

static void chosen(struct learning *learning, enum learning_choice choice)
{
    struct stage *stage = learning->screen.stage;
    const struct learning_port *port = port_of(learning);
    switch (choice) {
    case CHOICE_LEAVE:
        stage->close(stage->application, &learning->screen);
        break;
    case CHOICE_LEARN:
        start_asking(learning);
        break;
    case CHOICE_FORGET:
        finish(learning, outcome_of(port->forget(stage->application), STRING_LEARNING_FORGOTTEN));
        break;
    case CHOICE_UNDO:
        finish(learning, STRING_LEARNING_UNCHANGED);
        break;
    case CHOICE_KEEP:
        finish(learning, outcome_of(port->keep(stage->application), STRING_LEARNING_KEPT));
        break;
    }
}

static enum key_result choose(struct learning *learning, enum remote_key key)
{
    int focus = learning->focus;
    if (key == REMOTE_KEY_OK) {
        chosen(learning, learning->choices[focus]);
        return KEY_DONE;
    }
    if (key == REMOTE_KEY_UP || key == REMOTE_KEY_CHANNEL_UP) {
        focus--;
    } else if (key == REMOTE_KEY_DOWN || key == REMOTE_KEY_CHANNEL_DOWN) {
        focus++;
    } else {
        return KEY_IGNORED;
    }
    if (focus < 0 || focus >= learning->choice_count) {
        return KEY_STAYED;
    }
    learning->focus = focus;
    canvas_damage_all(learning->screen.stage->kit.canvas);
    return KEY_DONE;
}

/* Keys of remotes come by `pressed` while the screen asks; those of a window or of another kind come
 * here and may leave. */
static enum key_result learning_key(struct screen *screen, const struct remote_event *event)
{
    struct learning *learning = (struct learning *)screen;
    if (event->press != REMOTE_PRESS) {
        return KEY_IGNORED;
    }
    if (learning->page == PAGE_TRY && event->key == REMOTE_KEY_BACK) {
        finish(learning, STRING_LEARNING_UNCHANGED);
        return KEY_DONE;
    }
    if (learning->page == PAGE_CHOOSE || learning->page == PAGE_TRY) {
        return choose(learning, event->key);
    }
    if (learning->page == PAGE_DONE && event->key == REMOTE_KEY_OK) {
        screen->stage->close(screen->stage->application, screen);
        return KEY_DONE;
    }
    return KEY_IGNORED;
}

static void learning_update(struct screen *screen)
{
    struct learning *learning = (struct learning *)screen;
    if (learning->page == PAGE_CHOOSE || screen->stage->now_us < learning->tick_us) {
        return;
    }
    learning->tick_us = screen->stage->now_us + 1000000;
    if (--learning->seconds <= 0) {
        time_is_over(learning);
    } else {
        canvas_damage(screen->stage->kit.canvas, right_half(screen->stage));
    }
}

static int64_t learning_deadline(const struct screen *screen)
{
    const struct learning *learning = (const struct learning *)screen;
    return learning->page == PAGE_CHOOSE ? INT64_MAX : learning->tick_us;
}

static void learning_report(const struct screen *screen, struct screen_report *report)
{
    static const char *const pages[] = {"choose", "ask", "try", "done"};
    const struct learning *learning = (const struct learning *)screen;
    report->title = pages[learning->page];
    report->notice = learning->page == PAGE_DONE ? string_get(screen->stage->strings, learning->outcome)
                                                 : learning->message;
    if (learning->page == PAGE_ASK) {
        report->focus = remote_key_name(learning_steps_asked(&learning->steps));
    } else if (learning->page != PAGE_DONE) {
        report->focus = choice_words[learning->choices[learning->focus]].name;
    }
    report->position = (int64_t)learning->steps.at;
    report->total = LEARNING_STEP_COUNT;
    report->frame = &learning->frame;
}

/* The key that is asked for; how long is no news worth saying each second. */
static void say_asked(const struct learning *learning, struct spoken *spoken)
{
    const struct stage *stage = learning->screen.stage;
    char name[LEARNING_NAME_SIZE];
    learning_step_name(learning_steps_asked(&learning->steps), stage->strings, name, sizeof name);
    spoken_add_string(spoken->focus, stage, STRING_LEARNING_PRESS);
    spoken_add(spoken->focus, name);
    spoken_add(spoken->value, learning->message);
    if (learning->message[0] == '\0') {
        spoken_add_string(spoken->value, stage, STRING_LEARNING_PRESS);
    }
}

static void learning_say(const struct screen *screen, struct spoken *spoken)
{
    const struct learning *learning = (const struct learning *)screen;
    const struct stage *stage = screen->stage;
    struct message message = {NULL, learning->outcome, STRING_LEARNING_DONE_DO};
    switch (learning->page) {
    case PAGE_ASK:
        say_asked(learning, spoken);
        break;
    case PAGE_DONE:
        spoken_message(spoken, stage, &message);
        break;
    case PAGE_CHOOSE:
    case PAGE_TRY:
        spoken_add_string(spoken->focus, stage, choice_words[learning->choices[learning->focus]].words);
        spoken_add_string(spoken->value, stage,
                          learning->page == PAGE_TRY ? STRING_LEARNING_TRY : STRING_LEARNING_TITLE);
        break;
    }
}

static void learning_free(struct screen *screen)
{
    screen->stage->learning->end(screen->stage->application, screen);
    free(screen);
}

static const struct screen_operations learning_operations = {
    .name = "learning",
    .enter = learning_enter,
    .leave = learning_leave,
    .place = learning_place,
    .key = learning_key,
    .update = learning_update,
    .deadline = learning_deadline,
    .draw = learning_draw,
    .report = learning_report,
    .say = learning_say,
    .free = learning_free,
};

struct screen *learning_new(struct stage *stage, const struct destination *destination)
{
    static const enum learning_choice choices[] = {CHOICE_LEAVE, CHOICE_LEARN, CHOICE_FORGET};
    struct learning *learning = calloc(1, sizeof *learning);
    if (learning == NULL) {
        return NULL;
    }
    learning->screen = (struct screen){&learning_operations, stage};
    offer(learning, PAGE_CHOOSE, choices, stage->learning->has_learned(stage->application) ? 3 : 2);
    learning_place(&learning->screen);
    if (strcmp(destination->id, "at-once") == 0) {
        start_asking(learning); /* of a remote without a known key: nothing could be chosen */
    }
    return &learning->screen;
}
