#include "screens/household/sign_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/household/next_destination.h"
#include "screens/household/sign_in_words.h"
#include "screens/stage/number_reply.h"
#include "screens/stage/reading.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/number_field.h"

enum {
    CODE_PERCENT = 52,            /* of the body's width: the code to scan */
    WELCOME_US = 3 * 1000000,     /* then it goes on by itself … */
    WELCOME_NEW_US = 8 * 1000000, /* … and where somebody is new, there is more to read */
};

struct sign_in {
    struct screen screen;
    struct frame frame;
    struct next_destination next;
    unsigned missing; /* what somebody who is signed in has not agreed to */
    struct sign_in_flow flow;
    struct picture *code;
    struct rect code_area;
    struct rich_text *words; /* beside the code */
    struct number_field number;
    int64_t go_on_us; /* INT64_MAX: nobody is welcomed */
};

static enum number_check check_number(void *context, const char *typed)
{
    (void)context;
    return strlen(typed) == ROOM_NUMBER_SIZE - 1 ? NUMBER_GOOD : NUMBER_INCOMPLETE;
}

static const struct number_format number_format = {.length = ROOM_NUMBER_SIZE - 1, .check = check_number};

static int shows_number(const struct sign_in *sign_in)
{
    return sign_in->flow.state == SIGN_IN_NUMBER;
}

/* --- Layout --- */

static void add_words(const struct sign_in *sign_in)
{
    const struct stage *stage = sign_in->screen.stage;
    const struct strings *strings = stage->strings;
    char scopes[SIGN_IN_WORDS_SIZE];
    char text[2 * SIGN_IN_WORDS_SIZE];
    const char *uri[] = {sign_in->flow.codes->verification_uri};
    reading_heading(sign_in->words, stage, string_get(strings, STRING_SIGN_IN_SCAN));
    if (sign_in->missing != 0) {
        const char *missing[] = {sign_in_scopes(scopes, strings, sign_in->missing)};
        reading_text(sign_in->words, stage, NULL,
                     string_format(text, sizeof text, strings, STRING_SIGN_IN_MISSING, missing, 1));
    } else {
        const char *wanted[] = {sign_in_scopes(scopes, strings, sign_in->flow.scope)};
        reading_text(sign_in->words, stage, NULL,
                     string_format(text, sizeof text, strings, STRING_SIGN_IN_WANTED, wanted, 1));
        reading_text(sign_in->words, stage, NULL, string_get(strings, STRING_SIGN_IN_WHY));
    }
    reading_title(sign_in->words, stage, string_get(strings, STRING_SIGN_IN_TYPE));
    reading_text(sign_in->words, stage, NULL,
                 string_format(text, sizeof text, strings, STRING_SIGN_IN_TYPE_HOW, uri, 1));
    reading_words(sign_in->words, sign_in->flow.user_code, style_display(&stage->kit), 0,
                  stage->kit.theme->ink, stage->kit.theme->gap_small);
}

static void forget_code(struct sign_in *sign_in)
{
    picture_free(sign_in->code);
    sign_in->code = NULL;
    rich_text_clear(sign_in->words);
}

static void place_code(struct sign_in *sign_in)
{
    const struct stage *stage = sign_in->screen.stage;
    const struct theme *theme = stage->kit.theme;
    struct rect body = frame_body(stage);
    int width = body.w * CODE_PERCENT / 100;
    int side = width < body.h ? width : body.h;
    forget_code(sign_in);
    if (sign_in->flow.state != SIGN_IN_WAITING) {
        return;
    }
    sign_in->code_area = (struct rect){body.x, body.y + (body.h - side) / 2, side, side};
    sign_in->code = picture_qr(sign_in->flow.address, side - 2 * theme->gap_small);
    int left = body.x + side + theme->gap_large;
    rich_text_place(sign_in->words, (struct rect){left, body.y, body.x + body.w - left, body.h});
    add_words(sign_in);
}

static int heading_height(const struct stage *stage)
{
    return stage->kit.theme->text_heading * 3 / 2 + stage->kit.theme->text_body * 2;
}

static void place_number(struct sign_in *sign_in)
{
    const struct stage *stage = sign_in->screen.stage;
    struct number_words *words = &sign_in->number.words;
    struct rect body = frame_body(stage);
    int top = heading_height(stage);
    words->state[NUMBER_INCOMPLETE] = string_get(stage->strings, STRING_SIGN_IN_NUMBER_TYPING);
    words->state[NUMBER_GOOD] = words->state[NUMBER_WRONG] = words->state[NUMBER_INCOMPLETE];
    words->full = string_get(stage->strings, STRING_NUMBER_FULL);
    sign_in->number.pad.delete_label = string_get(stage->strings, STRING_CASE_DELETE);
    sign_in->number.pad.done_label = string_get(stage->strings, STRING_CASE_PAD_DONE);
    number_field_place(&sign_in->number, &stage->kit,
                       (struct rect){body.x, body.y + top, body.w, body.h - top});
}

static void show_hints(struct sign_in *sign_in)
{
    struct frame *frame = &sign_in->frame;
    const struct frame before = *frame;
    enum sign_in_state state = sign_in->flow.state;
    frame->hint_count = 0;
    if (state == SIGN_IN_NUMBER) {
        frame_hint_add(frame, STRING_KEY_DIGITS, STRING_HINT_TYPE);
    } else if (state == SIGN_IN_GRANTED) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_NEXT);
    } else if (state == SIGN_IN_STOPPED || state == SIGN_IN_SCANNED || state == SIGN_IN_WAITING) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_NEW_CODE);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_changed_hints(frame, &before, sign_in->screen.stage);
}

static void show_status(struct sign_in *sign_in)
{
    struct sign_in_words words;
    if (sign_in->flow.state == SIGN_IN_WAITING) {
        sign_in_words(&sign_in->flow, &words);
        frame_set_status(&sign_in->frame, sign_in->screen.stage, words.what_to_do, sign_in->flow.is_cut_off);
    } else {
        frame_set_status(&sign_in->frame, sign_in->screen.stage, "", 0);
    }
}

static void sign_in_place(struct screen *screen)
{
    struct sign_in *sign_in = (struct sign_in *)screen;
    sign_in->frame.title = string_get(screen->stage->strings, STRING_SIGN_IN_TITLE);
    place_number(sign_in);
    place_code(sign_in);
    show_hints(sign_in);
    show_status(sign_in);
    canvas_damage_all(screen->stage->kit.canvas);
}

/* --- Steps --- */

/* From the flow: another step, other codes, or that nothing is heard. */
static void on_changed(void *context)
{
    struct sign_in *sign_in = context;
    const struct stage *stage = sign_in->screen.stage;
    if (sign_in->flow.state != SIGN_IN_NUMBER) {
        number_field_clear(&sign_in->number);
    }
    if (sign_in->flow.state == SIGN_IN_GRANTED) {
        sign_in->go_on_us = stage->now_us + (sign_in->flow.granted->is_new ? WELCOME_NEW_US : WELCOME_US);
    }
    sign_in_place(&sign_in->screen);
}

/* To what one came for. */
static void go_on(struct sign_in *sign_in)
{
    struct stage *stage = sign_in->screen.stage;
    const struct token_answer *granted = sign_in->flow.granted;
    struct signed_in signed_in = {.token = granted->session_token,
                                  .view = {.is_person = granted->session.level >= 2}};
    sign_in->go_on_us = INT64_MAX;
    if (person_scopes_read(granted->session.scope, &signed_in.view.scopes) != 0) {
        signed_in.view.scopes = 0;
    }
    (void)snprintf(signed_in.view.name, sizeof signed_in.view.name, "%s", sign_in_name(&granted->session));
    memcpy(signed_in.view.member, granted->session.member, sizeof signed_in.view.member);
    stage->sign_in(stage->application, &sign_in->screen, &signed_in, &sign_in->next.destination);
}

static void send_number(struct sign_in *sign_in)
{
    char digits[ROOM_NUMBER_SIZE];
    memcpy(digits, sign_in->number.entry.typed, sizeof digits - 1);
    digits[sizeof digits - 1] = '\0';
    number_field_clear(&sign_in->number);
    sign_in_flow_number(&sign_in->flow, digits);
    explicit_bzero(digits, sizeof digits);
}

/* --- Operations --- */

static void sign_in_enter(struct screen *screen)
{
    canvas_damage_all(screen->stage->kit.canvas);
    sign_in_flow_resume(&((struct sign_in *)screen)->flow);
}

static void sign_in_leave(struct screen *screen)
{
    struct sign_in *sign_in = (struct sign_in *)screen;
    number_field_clear(&sign_in->number);
    sign_in_flow_pause(&sign_in->flow);
}

static enum key_result number_key(struct sign_in *sign_in, const struct remote_event *event)
{
    const struct stage *stage = sign_in->screen.stage;
    enum key_result result = number_field_key(&sign_in->number, &stage->kit, event->key, stage->now_us);
    if (sign_in->number.entry.length == ROOM_NUMBER_SIZE - 1) {
        send_number(sign_in); /* the third digit says it all */
        return KEY_DONE;
    }
    if (result == KEY_STAYED) {
        return number_reply(stage, &sign_in->number, event->key);
    }
    return result == KEY_PRESSED ? KEY_DONE : result;
}

static enum key_result ok_key(struct sign_in *sign_in)
{
    switch (sign_in->flow.state) {
    case SIGN_IN_GRANTED:
        go_on(sign_in);
        return KEY_DONE;
    case SIGN_IN_STOPPED:
    case SIGN_IN_SCANNED:
    case SIGN_IN_WAITING:
        sign_in_flow_begin(&sign_in->flow);
        return KEY_DONE;
    case SIGN_IN_STARTING:
    case SIGN_IN_CHECKING:
    case SIGN_IN_NUMBER:
        break;
    }
    return KEY_STAYED;
}

static enum key_result sign_in_key(struct screen *screen, const struct remote_event *event)
{
    struct sign_in *sign_in = (struct sign_in *)screen;
    if (shows_number(sign_in)) {
        enum key_result result = number_key(sign_in, event);
        if (result != KEY_IGNORED) {
            return result;
        }
    }
    if (event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? ok_key(sign_in) : KEY_STAYED;
    }
    return KEY_IGNORED;
}

static void sign_in_update(struct screen *screen)
{
    struct sign_in *sign_in = (struct sign_in *)screen;
    const struct stage *stage = screen->stage;
    if (settle_step(&sign_in->number.pad.settle, stage->now_us)) {
        key_pad_damage_focus(&sign_in->number.pad, &stage->kit);
    }
    if (stage->now_us >= sign_in->go_on_us) {
        go_on(sign_in);
        return;
    }
    sign_in_flow_update(&sign_in->flow);
}

static int64_t sign_in_deadline(const struct screen *screen)
{
    const struct sign_in *sign_in = (const struct sign_in *)screen;
    int64_t due = sign_in_flow_deadline(&sign_in->flow);
    int64_t settle = sign_in->number.pad.settle.next_us;
    due = settle < due ? settle : due;
    return sign_in->go_on_us < due ? sign_in->go_on_us : due;
}

/* What it is and what to do, in the middle; with an icon above. */
static void draw_words(const struct sign_in *sign_in)
{
    const struct stage *stage = sign_in->screen.stage;
    const struct kit *kit = &stage->kit;
    const struct theme *theme = kit->theme;
    struct sign_in_words words;
    struct rect body = frame_body(stage);
    sign_in_words(&sign_in->flow, &words);
    const struct icon *icon = words.icon != NULL ? icon_set_get(stage->icons, words.icon) : NULL;
    int icon_space = icon != NULL ? icon_height(icon) + theme->gap : 0;
    struct rect line = {body.x, body.y, body.w, theme->text_heading * 3};
    line.y += (body.h - icon_space - line.h - theme->text_body * 4) / 2;
    if (icon != NULL) {
        canvas_icon(kit->canvas, icon, body.x + (body.w - icon_width(icon)) / 2, line.y, theme->ink_soft);
        line.y += icon_space;
    }
    draw_text_rows(kit, style_heading(kit), line, words.says, theme->ink);
    line.y += line.h;
    line.h = theme->text_body * 4;
    draw_text_rows(kit, style_body(kit), line, words.what_to_do, theme->ink_soft);
    explicit_bzero(&words, sizeof words);
}

static void draw_number(const struct sign_in *sign_in)
{
    const struct stage *stage = sign_in->screen.stage;
    const struct kit *kit = &stage->kit;
    struct sign_in_words words;
    struct rect body = frame_body(stage);
    struct rect line = {body.x, body.y, body.w, kit->theme->text_heading * 3 / 2};
    sign_in_words(&sign_in->flow, &words);
    draw_text_middle(kit, style_heading(kit), line, words.says, kit->theme->ink);
    line.y += line.h;
    line.h = kit->theme->text_body * 3 / 2;
    draw_text_middle(kit, style_body(kit), line, words.what_to_do, kit->theme->ink_soft);
    number_field_draw(&sign_in->number, kit, stage->now_us);
}

static void draw_code(const struct sign_in *sign_in)
{
    const struct kit *kit = &sign_in->screen.stage->kit;
    struct rect area = sign_in->code_area;
    rich_text_draw(sign_in->words);
    if (sign_in->code == NULL || !canvas_visible(kit->canvas, area)) {
        return;
    }
    canvas_fill_rounded(kit->canvas, area, kit->theme->radius, kit->theme->surface);
    canvas_picture(kit->canvas, sign_in->code, area.x + (area.w - picture_width(sign_in->code)) / 2,
                   area.y + (area.h - picture_height(sign_in->code)) / 2);
}

static void sign_in_draw(struct screen *screen, struct rect clip)
{
    struct sign_in *sign_in = (struct sign_in *)screen;
    (void)clip;
    frame_draw(&sign_in->frame, screen->stage);
    if (sign_in->flow.state == SIGN_IN_WAITING) {
        draw_code(sign_in);
    } else if (shows_number(sign_in)) {
        draw_number(sign_in);
    } else {
        draw_words(sign_in);
    }
}

/* Neither codes nor names. */
static void sign_in_report(const struct screen *screen, struct screen_report *report)
{
    static const char *const names[] = {
        [SIGN_IN_STARTING] = "starting", [SIGN_IN_WAITING] = "waiting",   [SIGN_IN_SCANNED] = "scanned",
        [SIGN_IN_NUMBER] = "number",     [SIGN_IN_CHECKING] = "checking", [SIGN_IN_GRANTED] = "granted",
        [SIGN_IN_STOPPED] = "stopped"};
    const struct sign_in *sign_in = (const struct sign_in *)screen;
    report->focus = names[sign_in->flow.state];
    report->title = sign_in->frame.title;
    report->frame = &sign_in->frame;
    report->offline = sign_in->flow.is_cut_off;
    report->position = (int64_t)sign_in->number.entry.length;
    report->total = ROOM_NUMBER_SIZE - 1;
    report->notice = sign_in->frame.status;
    if (sign_in->flow.state == SIGN_IN_STOPPED) {
        report->notice = string_get(screen->stage->strings, sign_in_trouble_says(sign_in->flow.trouble));
    }
}

static void sign_in_say(const struct screen *screen, struct spoken *spoken)
{
    const struct sign_in *sign_in = (const struct sign_in *)screen;
    struct sign_in_words words;
    sign_in_words(&sign_in->flow, &words);
    if (shows_number(sign_in)) {
        spoken_number_field(spoken, screen->stage, words.says, &sign_in->number);
    } else {
        spoken_add(spoken->focus, words.says);
    }
    spoken_add(spoken->value, words.what_to_do);
    if (sign_in->flow.state == SIGN_IN_WAITING) {
        spoken_rich_text(spoken, screen->stage, sign_in->words);
    }
    explicit_bzero(&words, sizeof words);
}

static void sign_in_free(struct screen *screen)
{
    struct sign_in *sign_in = (struct sign_in *)screen;
    sign_in_flow_stop(&sign_in->flow);
    number_field_clear(&sign_in->number);
    picture_free(sign_in->code);
    rich_text_free(sign_in->words);
    free(sign_in);
}

static const struct screen_operations sign_in_operations = {
    .name = "sign-in",
    .enter = sign_in_enter,
    .leave = sign_in_leave,
    .place = sign_in_place,
    .key = sign_in_key,
    .update = sign_in_update,
    .deadline = sign_in_deadline,
    .draw = sign_in_draw,
    .report = sign_in_report,
    .say = sign_in_say,
    .free = sign_in_free,
};

struct screen *sign_in_new(struct stage *stage, const struct destination *next, unsigned scope,
                           unsigned missing)
{
    struct sign_in *sign_in = calloc(1, sizeof *sign_in);
    if (sign_in == NULL) {
        return NULL;
    }
    sign_in->screen = (struct screen){&sign_in_operations, stage};
    sign_in->words = rich_text_new(&stage->kit);
    if (sign_in->words == NULL) {
        free(sign_in);
        return NULL;
    }
    next_destination_keep(&sign_in->next, next);
    sign_in->go_on_us = INT64_MAX;
    sign_in->missing = missing;
    number_field_start(&sign_in->number, &number_format);
    sign_in_flow_start(&sign_in->flow, stage, scope, on_changed, sign_in);
    sign_in_place(&sign_in->screen);
    return &sign_in->screen;
}
