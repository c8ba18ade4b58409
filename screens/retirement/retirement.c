#include "screens/retirement/retirement.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/digits.h"
#include "screens/retirement/retirement_result.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/choices.h"
#include "screens/widgets/number_field.h"

enum { FIRST_BIRTH_YEAR = 1930, LAST_BIRTH_YEAR = 2015, YEARS_PAID_MAX = 60 };

enum question { ASK_WAY, ASK_BIRTH, ASK_GROUP, ASK_PAID };

struct retirement_screen {
    struct screen screen;
    struct frame frame;
    enum question at;
    struct number_field birth, paid;
    struct choices ways, groups;
    int64_t touched_us;
};

/* --- What is typed --- */

static enum number_check check_birth(void *context, const char *typed)
{
    (void)context;
    if (strlen(typed) < 6) {
        return NUMBER_INCOMPLETE;
    }
    int year = digits_value(typed, 4);
    int month = digits_value(typed + 4, 2);
    return year >= FIRST_BIRTH_YEAR && year <= LAST_BIRTH_YEAR && month >= 1 && month <= 12 ? NUMBER_GOOD
                                                                                            : NUMBER_WRONG;
}

static enum number_check check_paid(void *context, const char *typed)
{
    (void)context;
    if (typed[0] == '\0') {
        return NUMBER_INCOMPLETE;
    }
    return digits_value(typed, strlen(typed)) <= YEARS_PAID_MAX ? NUMBER_GOOD : NUMBER_WRONG;
}

static const struct number_format birth_format = {.length = 6, .groups = {4, 2}, .check = check_birth};
static const struct number_format paid_format = {.length = 2, .is_quantity = 1, .check = check_paid};

enum { WAY_OWN, WAY_TYPED, WAY_COUNT };

/* NULL: what is asked for is among `ways` or `groups`. */
static struct number_field *field_of(struct retirement_screen *screen)
{
    return screen->at == ASK_BIRTH ? &screen->birth : screen->at == ASK_PAID ? &screen->paid : NULL;
}

static struct choices *choices_of(struct retirement_screen *screen)
{
    return screen->at == ASK_WAY ? &screen->ways : &screen->groups;
}

static void forget(struct retirement_screen *screen)
{
    number_field_clear(&screen->birth);
    number_field_clear(&screen->paid);
    screen->groups.focus = 0;
    screen->ways.focus = 0;
    screen->at = ASK_WAY;
}

/* --- Layout --- */

static void dress(struct retirement_screen *screen, struct number_field *field, enum string_id typing,
                  enum string_id wrong)
{
    const struct stage *stage = screen->screen.stage;
    field->words.state[NUMBER_INCOMPLETE] = string_get(stage->strings, typing);
    field->words.state[NUMBER_GOOD] = string_get(stage->strings, STRING_RETIREMENT_TYPED);
    field->words.state[NUMBER_WRONG] = string_get(stage->strings, wrong);
    field->words.shapes[NUMBER_GOOD] = icon_set_get(stage->icons, "ok");
    field->words.shapes[NUMBER_WRONG] = icon_set_get(stage->icons, "urgent");
    field->words.full = string_get(stage->strings, STRING_NUMBER_FULL);
    field->pad.delete_label = string_get(stage->strings, STRING_CASE_DELETE);
    field->pad.done_label = string_get(stage->strings, STRING_CASE_PAD_DONE);
}

static void show_hints(struct retirement_screen *screen)
{
    const struct number_field *field = field_of(screen);
    struct frame *frame = &screen->frame;
    const struct frame before = *frame;
    frame->hint_count = 0;
    if (field == NULL) {
        frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_MOVE);
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_CHOOSE_ANSWER);
    } else {
        frame_hint_add(frame, STRING_KEY_OK, field->pad.active ? STRING_HINT_PRESS : STRING_HINT_NEXT);
    }
    if (field != NULL && field->entry.length > 0) {
        frame_hint_add(frame, field->pad.active ? STRING_KEY_RED : STRING_KEY_LEFT, STRING_HINT_DELETE_DIGIT);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_changed_hints(frame, &before, screen->screen.stage);
}

static void way_at(void *context, size_t index, struct choice *choice)
{
    const struct retirement_screen *screen = context;
    const struct strings *strings = screen->screen.stage->strings;
    int is_own = index == WAY_OWN;
    choice->text = string_get(strings, is_own ? STRING_RETIREMENT_WAY_OWN : STRING_RETIREMENT_WAY_TYPED);
    choice->hint =
        string_get(strings, is_own ? STRING_RETIREMENT_WAY_OWN_HOW : STRING_RETIREMENT_WAY_TYPED_HOW);
}

static void group_at(void *context, size_t index, struct choice *choice)
{
    static const enum string_id words[] = {STRING_RETIREMENT_MAN, STRING_RETIREMENT_WOMAN_OFFICE,
                                           STRING_RETIREMENT_WOMAN_WORKER};
    static const enum string_id ages[] = {STRING_RETIREMENT_MAN_AGE, STRING_RETIREMENT_WOMAN_OFFICE_AGE,
                                          STRING_RETIREMENT_WOMAN_WORKER_AGE};
    const struct retirement_screen *screen = context;
    const struct strings *strings = screen->screen.stage->strings;
    choice->text = string_get(strings, words[index]);
    choice->hint = string_get(strings, ages[index]);
}

static int heading_height(const struct stage *stage)
{
    return stage->kit.theme->text_title * 3 / 2 + stage->kit.theme->text_body * 2;
}

static void retirement_place(struct screen *base)
{
    struct retirement_screen *screen = (struct retirement_screen *)base;
    const struct stage *stage = base->stage;
    struct rect body = frame_body(stage);
    int top = heading_height(stage);
    struct rect area = {body.x, body.y + top, body.w, body.h - top};
    screen->frame.title = string_get(stage->strings, STRING_RETIREMENT_TITLE);
    dress(screen, &screen->birth, STRING_RETIREMENT_BIRTH_TYPING, STRING_RETIREMENT_BIRTH_WRONG);
    dress(screen, &screen->paid, STRING_RETIREMENT_PAID_TYPING, STRING_RETIREMENT_PAID_WRONG);
    screen->paid.words.unit = string_get(stage->strings, STRING_RETIREMENT_UNIT);
    number_field_place(&screen->birth, &stage->kit, area);
    number_field_place(&screen->paid, &stage->kit, area);
    choices_place(&screen->ways, &stage->kit, area);
    choices_place(&screen->groups, &stage->kit, area);
    show_hints(screen);
    canvas_damage_all(stage->kit.canvas);
}

static void go_to(struct retirement_screen *screen, enum question at)
{
    screen->at = at;
    show_hints(screen);
    canvas_damage_all(screen->screen.stage->kit.canvas);
}

/* --- Keys --- */

static void show_result(struct retirement_screen *screen)
{
    struct stage *stage = screen->screen.stage;
    const char *birth = screen->birth.entry.typed;
    struct retirement_facts facts = {
        .group = (enum retirement_group)screen->groups.focus,
        .birth = digits_value(birth, 4) * 12 + digits_value(birth + 4, 2) - 1,
        .paid = digits_value(screen->paid.entry.typed, screen->paid.entry.length) * 12,
    };
    stage->open(stage->application, retirement_result_new(stage, &facts));
    explicit_bzero(&facts, sizeof facts);
}

static enum key_result part_key(struct retirement_screen *screen, enum remote_key key)
{
    const struct stage *stage = screen->screen.stage;
    struct number_field *field = field_of(screen);
    enum key_result result = field != NULL ? number_field_key(field, &stage->kit, key, stage->now_us)
                                           : choices_key(choices_of(screen), &stage->kit, key, stage->now_us);
    if (result == KEY_DONE) {
        show_hints(screen);
    }
    if (result != KEY_PRESSED) {
        return result;
    }
    if (screen->at == ASK_PAID) {
        show_result(screen);
    } else if (screen->at == ASK_WAY && screen->ways.focus == WAY_OWN) {
        stage_open(screen->screen.stage, DESTINATION_OWN_RETIREMENT, "", NULL);
    } else {
        go_to(screen, screen->at + 1);
    }
    return KEY_DONE;
}

static enum key_result retirement_key(struct screen *base, const struct remote_event *event)
{
    struct retirement_screen *screen = (struct retirement_screen *)base;
    int confirms =
        event->key == REMOTE_KEY_OK || event->key == REMOTE_KEY_GREEN || remote_key_digit(event->key) >= 0;
    screen->touched_us = base->stage->now_us;
    if (event->press != REMOTE_PRESS && (confirms || event->key == REMOTE_KEY_BACK)) {
        return KEY_STAYED;
    }
    enum key_result result = part_key(screen, event->key);
    if (result == KEY_IGNORED && event->key == REMOTE_KEY_BACK && screen->at != ASK_WAY) {
        go_to(screen, screen->at - 1);
        return KEY_DONE;
    }
    return result;
}

/* --- Operations --- */

static void forget_when_idle(struct retirement_screen *screen)
{
    int64_t now_us = screen->screen.stage->now_us;
    if (now_us - screen->touched_us >= PERSONAL_IDLE_US) {
        screen->touched_us = now_us;
        forget(screen);
        go_to(screen, ASK_WAY);
    }
}

static void retirement_update(struct screen *base)
{
    struct retirement_screen *screen = (struct retirement_screen *)base;
    const struct stage *stage = base->stage;
    struct number_field *field = field_of(screen);
    if (field != NULL && settle_step(&field->pad.settle, stage->now_us)) {
        key_pad_damage_focus(&field->pad, &stage->kit);
    }
    struct choices *choices = choices_of(screen);
    if (field == NULL && settle_step(&choices->settle, stage->now_us)) {
        choices_damage_focus(choices, &stage->kit);
    }
    forget_when_idle(screen);
}

static int64_t retirement_deadline(const struct screen *base)
{
    const struct retirement_screen *screen = (const struct retirement_screen *)base;
    const struct number_field *field = screen->at == ASK_PAID ? &screen->paid : &screen->birth;
    int64_t settle = screen->at == ASK_WAY     ? screen->ways.settle.next_us
                     : screen->at == ASK_GROUP ? screen->groups.settle.next_us
                                               : field->pad.settle.next_us;
    int64_t idle = screen->birth.entry.length > 0 ? screen->touched_us + PERSONAL_IDLE_US : INT64_MAX;
    return settle < idle ? settle : idle;
}

/* At first, or back from the result or from help. */
static void retirement_enter(struct screen *base)
{
    struct retirement_screen *screen = (struct retirement_screen *)base;
    forget_when_idle(screen);
    screen->touched_us = base->stage->now_us;
}

static const struct {
    enum string_id asks, how;
} question_words[] = {
    [ASK_WAY] = {STRING_RETIREMENT_WAY, STRING_RETIREMENT_WAY_HOW},
    [ASK_BIRTH] = {STRING_RETIREMENT_BIRTH, STRING_RETIREMENT_BIRTH_HOW},
    [ASK_GROUP] = {STRING_RETIREMENT_GROUP, STRING_RETIREMENT_GROUP_HOW},
    [ASK_PAID] = {STRING_RETIREMENT_PAID, STRING_RETIREMENT_PAID_HOW},
};

static void draw_heading(const struct retirement_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    const struct kit *kit = &stage->kit;
    struct rect body = frame_body(stage);
    struct rect line = {body.x, body.y, body.w, kit->theme->text_title * 3 / 2};
    draw_text_middle(kit, style_title(kit), line, string_get(stage->strings, question_words[screen->at].asks),
                     kit->theme->ink);
    line.y += line.h;
    line.h = kit->theme->text_body * 3 / 2;
    draw_text_middle(kit, style_body(kit), line, string_get(stage->strings, question_words[screen->at].how),
                     kit->theme->ink_soft);
}

static void retirement_draw(struct screen *base, struct rect clip)
{
    struct retirement_screen *screen = (struct retirement_screen *)base;
    const struct stage *stage = base->stage;
    const struct number_field *field = field_of(screen);
    (void)clip;
    frame_draw(&screen->frame, stage);
    draw_heading(screen);
    if (field != NULL) {
        number_field_draw(field, &stage->kit, stage->now_us);
    } else {
        choices_draw(choices_of(screen), &stage->kit, stage->now_us);
    }
}

/* Nothing of what was typed. */
static void retirement_report(const struct screen *base, struct screen_report *report)
{
    static const char *const names[] = {"way", "birth", "group", "paid"};
    const struct retirement_screen *screen = (const struct retirement_screen *)base;
    report->focus = names[screen->at];
    report->title = screen->frame.title;
    report->frame = &screen->frame;
}

static void retirement_say(const struct screen *base, struct spoken *spoken)
{
    const struct retirement_screen *screen = (const struct retirement_screen *)base;
    const char *asks = string_get(base->stage->strings, question_words[screen->at].asks);
    if (screen->at == ASK_GROUP || screen->at == ASK_WAY) {
        spoken_choices(spoken, base->stage, screen->at == ASK_WAY ? &screen->ways : &screen->groups);
        spoken_add(spoken->value, asks);
    } else {
        spoken_number_field(spoken, base->stage, asks,
                            screen->at == ASK_BIRTH ? &screen->birth : &screen->paid);
    }
    spoken_add_string(spoken->value, base->stage, question_words[screen->at].how);
}

static void retirement_free(struct screen *base)
{
    struct retirement_screen *screen = (struct retirement_screen *)base;
    forget(screen);
    free(screen);
}

static const struct screen_operations retirement_operations = {
    .name = "retirement",
    .enter = retirement_enter,
    .place = retirement_place,
    .key = retirement_key,
    .update = retirement_update,
    .deadline = retirement_deadline,
    .draw = retirement_draw,
    .report = retirement_report,
    .say = retirement_say,
    .free = retirement_free,
};

struct screen *retirement_new(struct stage *stage, const struct destination *destination)
{
    struct retirement_screen *screen = calloc(1, sizeof *screen);
    (void)destination;
    if (screen == NULL) {
        return NULL;
    }
    screen->screen = (struct screen){&retirement_operations, stage};
    screen->ways = (struct choices){.count = WAY_COUNT,
                                    .columns = 1,
                                    .numbered = 1,
                                    .source = way_at,
                                    .context = screen,
                                    .settle = SETTLE_AT_REST};
    screen->groups = (struct choices){.count = RETIREMENT_GROUP_COUNT,
                                      .columns = 1,
                                      .numbered = 1,
                                      .source = group_at,
                                      .context = screen,
                                      .settle = SETTLE_AT_REST};
    number_field_start(&screen->birth, &birth_format);
    number_field_start(&screen->paid, &paid_format);
    retirement_place(&screen->screen);
    return &screen->screen;
}
