#include "screens/utilities/typing.h"

#include <stdlib.h>
#include <string.h>

#include "screens/stage/number_reply.h"
#include "screens/stage/spoken_parts.h"

/* --- Layout --- */

static int changes_letters(const struct typing *typing)
{
    return typing->format.change != NULL;
}

static void show_hints(struct typing *typing)
{
    struct frame *frame = &typing->frame;
    const struct frame before = *frame;
    const struct number_field *field = &typing->field;
    frame->hint_count = 0;
    frame_hint_add(frame, STRING_KEY_OK, field->pad.active ? STRING_HINT_PRESS : STRING_HINT_NEXT);
    if (field->entry.length > 0) {
        frame_hint_add(frame, field->pad.active ? STRING_KEY_RED : STRING_KEY_LEFT, STRING_HINT_DELETE_DIGIT);
    }
    if (field->pad.active && changes_letters(typing)) {
        frame_hint_add(frame, STRING_KEY_LEFT, STRING_UTILITY_HINT_LETTER_EDGE);
    } else if (changes_letters(typing) && !typing->screen.stage->shows_back) {
        frame_hint_add(frame, STRING_KEY_UP, STRING_UTILITY_HINT_LETTER);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_changed_hints(frame, &before, typing->screen.stage);
}

static int heading_height(const struct stage *stage)
{
    return stage->kit.theme->text_title * 3 / 2 + stage->kit.theme->text_body * 2;
}

void typing_place(struct screen *base)
{
    struct typing *typing = (struct typing *)base;
    const struct stage *stage = base->stage;
    struct rect body = frame_body(stage);
    struct number_words *words = &typing->field.words;
    int top = heading_height(stage);
    words->shapes[NUMBER_GOOD] = icon_set_get(stage->icons, "ok");
    words->shapes[NUMBER_WRONG] = icon_set_get(stage->icons, "urgent");
    words->full = string_get(stage->strings, STRING_NUMBER_FULL);
    typing->field.pad.delete_label = string_get(stage->strings, STRING_CASE_DELETE);
    typing->field.pad.done_label = string_get(stage->strings, STRING_CASE_PAD_DONE);
    typing->field.pad.letters = changes_letters(typing);
    typing->field.pad.one_label = "-";
    typing->kind->set_words(typing);
    typing->frame.title = typing->title;
    number_field_place(&typing->field, &stage->kit,
                       (struct rect){body.x, body.y + top, body.w, body.h - top});
    show_hints(typing);
    canvas_damage_all(stage->kit.canvas);
}

/* --- Keys --- */

/* Up turns the last sign into the next of its key; on the keys that are shown, Left from their left edge. On
 * a remote without Back, Up leads to these keys, and over them to the element for Back. */
static int is_change(const struct typing *typing, enum remote_key key)
{
    const struct key_pad *pad = &typing->field.pad;
    if (!changes_letters(typing)) {
        return 0;
    }
    return pad->active ? key == REMOTE_KEY_LEFT && pad->column == 0
                       : key == REMOTE_KEY_UP && !typing->screen.stage->shows_back;
}

static enum key_result change(struct typing *typing)
{
    const struct stage *stage = typing->screen.stage;
    enum key_result result = number_field_change(&typing->field, &stage->kit);
    return result == KEY_STAYED ? stage_say_string(stage, STRING_UTILITY_NO_LETTER) : result;
}

static enum key_result field_key(struct typing *typing, enum remote_key key)
{
    const struct stage *stage = typing->screen.stage;
    enum key_result result = is_change(typing, key)
                                 ? change(typing)
                                 : number_field_key(&typing->field, &stage->kit, key, stage->now_us);
    if (result == KEY_DONE) {
        typing->kind->set_words(typing);
        show_hints(typing);
    } else if (result == KEY_PRESSED) {
        typing->kind->done(typing);
        return KEY_DONE;
    } else if (result == KEY_STAYED && !is_change(typing, key)) {
        return number_reply(stage, &typing->field, key);
    }
    return result;
}

enum key_result typing_key(struct screen *base, const struct remote_event *event)
{
    int confirms = event->key == REMOTE_KEY_OK || event->key == REMOTE_KEY_GREEN;
    if (confirms && event->press != REMOTE_PRESS) {
        return KEY_STAYED;
    }
    return field_key((struct typing *)base, event->key);
}

/* --- Time --- */

void typing_enter(struct screen *base)
{
    canvas_damage_all(base->stage->kit.canvas);
}

void typing_update(struct screen *base)
{
    struct typing *typing = (struct typing *)base;
    if (settle_step(&typing->field.pad.settle, base->stage->now_us)) {
        key_pad_damage_focus(&typing->field.pad, &base->stage->kit);
    }
}

int64_t typing_deadline(const struct screen *base)
{
    return ((const struct typing *)base)->field.pad.settle.next_us;
}

/* --- What is seen and said --- */

static void draw_heading(const struct typing *typing)
{
    const struct stage *stage = typing->screen.stage;
    const struct kit *kit = &stage->kit;
    const struct theme *theme = kit->theme;
    struct rect body = frame_body(stage);
    struct rect line = {body.x, body.y, body.w, theme->text_title * 3 / 2};
    draw_text_middle(kit, style_title(kit), line, typing->heading, theme->ink);
    line.y += line.h;
    line.h = theme->text_body * 2;
    draw_name(kit, style_body(kit), line, typing->why, theme->ink_soft);
}

void typing_draw(struct screen *base, struct rect clip)
{
    const struct typing *typing = (const struct typing *)base;
    (void)clip;
    frame_draw(&typing->frame, base->stage);
    draw_heading(typing);
    number_field_draw(&typing->field, &base->stage->kit, base->stage->now_us);
}

/* Nothing of what was typed but how much. */
void typing_report(const struct screen *base, struct screen_report *report)
{
    const struct typing *typing = (const struct typing *)base;
    report->focus = typing->field.pad.active ? key_pad_focus_name(&typing->field.pad) : "number";
    report->title = typing->heading;
    report->notice = number_field_words(&typing->field);
    report->frame = &typing->frame;
    report->position = (int64_t)typing->field.entry.length;
    report->total = (int64_t)typing->format.length;
}

void typing_say(const struct screen *base, struct spoken *spoken)
{
    const struct typing *typing = (const struct typing *)base;
    spoken_number_field(spoken, base->stage, typing->heading, &typing->field);
    spoken_add(spoken->value, typing->why);
}

void typing_free(struct screen *base, size_t size)
{
    explicit_bzero(base, size);
    free(base);
}

void *typing_new(size_t size, const struct screen_operations *operations, const struct typing_kind *kind,
                 struct stage *stage, const struct number_format *format)
{
    struct typing *typing = calloc(1, size);
    if (typing == NULL) {
        return NULL;
    }
    typing->screen = (struct screen){operations, stage};
    typing->kind = kind;
    typing->format = *format;
    typing->title = "";
    typing->heading = "";
    number_field_start(&typing->field, &typing->format);
    return typing;
}
