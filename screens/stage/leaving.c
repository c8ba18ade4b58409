#include "screens/stage/leaving.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/stage/spoken_parts.h"
#include "screens/widgets/choices.h"

enum { CHOICE_STAY, CHOICE_LEAVE, CHOICE_COUNT };

struct leaving {
    struct screen screen;
    struct frame frame;
    struct choices choices;
    struct text_layout *words;
    void (*leave)(void *context);
    void *context;
};

static void read_choice(void *context, size_t index, struct choice *choice)
{
    const struct strings *strings = ((const struct leaving *)context)->screen.stage->strings;
    int stays = index == CHOICE_STAY;
    (void)snprintf(choice->id, sizeof choice->id, "%s", stays ? "stay" : "leave");
    choice->text = string_get(strings, stays ? STRING_LEAVING_STAY : STRING_LEAVING_LEAVE);
}

static void leaving_place(struct screen *screen)
{
    struct leaving *leaving = (struct leaving *)screen;
    const struct stage *stage = screen->stage;
    const struct kit *kit = &stage->kit;
    struct rect body = frame_body(stage);
    text_layout_free(leaving->words);
    leaving->words = paragraph_new(kit, string_get(stage->strings, STRING_LEAVING_WHY), style_heading(kit),
                                   kit->theme->ink, body.w, 0);
    int top = kit->theme->gap_large + text_layout_height(leaving->words) + kit->theme->gap_large;
    choices_place(&leaving->choices, kit, (struct rect){body.x, body.y + top, body.w * 2 / 3, body.h - top});
    leaving->frame.title = string_get(stage->strings, STRING_LEAVING_TITLE);
    leaving->frame.hint_count = 0;
    frame_hint_add(&leaving->frame, STRING_KEY_UP_DOWN, STRING_HINT_MOVE);
    frame_hint_add(&leaving->frame, STRING_KEY_OK, STRING_HINT_PRESS);
    frame_hint_add(&leaving->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    canvas_damage_all(kit->canvas);
}

static void leaving_enter(struct screen *screen)
{
    canvas_damage_all(screen->stage->kit.canvas);
}

static enum key_result leaving_key(struct screen *screen, const struct remote_event *event)
{
    struct leaving *leaving = (struct leaving *)screen;
    const struct stage *stage = screen->stage;
    if (event->key == REMOTE_KEY_HOME) {
        return KEY_STAYED; /* pressed twice, it still asks */
    }
    enum key_result result = choices_key(&leaving->choices, &stage->kit, event->key, stage->now_us);
    if (result != KEY_PRESSED) {
        return result;
    }
    if (event->press != REMOTE_PRESS) {
        return KEY_STAYED;
    }
    if (leaving->choices.focus == CHOICE_LEAVE) {
        leaving->leave(leaving->context);
    } else {
        stage->close(stage->application, screen);
    }
    return KEY_DONE;
}

static void leaving_update(struct screen *screen)
{
    struct leaving *leaving = (struct leaving *)screen;
    if (settle_step(&leaving->choices.settle, screen->stage->now_us)) {
        choices_damage_focus(&leaving->choices, &screen->stage->kit);
    }
}

static int64_t leaving_deadline(const struct screen *screen)
{
    return ((const struct leaving *)screen)->choices.settle.next_us;
}

static void leaving_draw(struct screen *screen, struct rect clip)
{
    const struct leaving *leaving = (const struct leaving *)screen;
    const struct stage *stage = screen->stage;
    struct rect body = frame_body(stage);
    (void)clip;
    frame_draw(&leaving->frame, stage);
    if (leaving->words != NULL) {
        canvas_text_layout(stage->kit.canvas, stage->kit.fonts, leaving->words, body.x,
                           body.y + stage->kit.theme->gap_large);
    }
    choices_draw(&leaving->choices, &stage->kit, stage->now_us);
}

static void leaving_report(const struct screen *screen, struct screen_report *report)
{
    const struct leaving *leaving = (const struct leaving *)screen;
    report->title = leaving->frame.title;
    report->frame = &leaving->frame;
    report->focus = leaving->choices.focus == CHOICE_STAY ? "stay" : "leave";
}

static void leaving_say(const struct screen *screen, struct spoken *spoken)
{
    const struct leaving *leaving = (const struct leaving *)screen;
    spoken_choices(spoken, screen->stage, &leaving->choices);
    spoken_add_string(spoken->value, screen->stage, STRING_LEAVING_WHY);
}

static void leaving_free(struct screen *screen)
{
    text_layout_free(((struct leaving *)screen)->words);
    free(screen);
}

static const struct screen_operations leaving_operations = {
    .name = "leaving",
    .enter = leaving_enter,
    .place = leaving_place,
    .key = leaving_key,
    .update = leaving_update,
    .deadline = leaving_deadline,
    .draw = leaving_draw,
    .report = leaving_report,
    .say = leaving_say,
    .free = leaving_free,
    .question = 1,
};

struct screen *leaving_new(struct stage *stage, void (*leave)(void *context), void *context)
{
    struct leaving *leaving = calloc(1, sizeof *leaving);
    if (leaving == NULL) {
        return NULL;
    }
    leaving->screen = (struct screen){&leaving_operations, stage};
    leaving->choices = (struct choices){.count = CHOICE_COUNT,
                                        .columns = 1,
                                        .numbered = 1,
                                        .source = read_choice,
                                        .context = leaving,
                                        .settle = SETTLE_AT_REST};
    leaving->leave = leave;
    leaving->context = context;
    leaving_place(&leaving->screen);
    return &leaving->screen;
}
