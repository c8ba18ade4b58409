#include "screens/cases/case_lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/case_number.h"
#include "both-sides/id_number.h"
#include "both-sides/log.h"
#include "screens/cases/case.h"
#include "screens/cases/case_words.h"
#include "screens/stage/frame.h"
#include "screens/stage/number_reply.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/buttons.h"
#include "screens/widgets/number_field.h"

enum lookup_step { ENTER_NUMBER, ENTER_TAIL, ASKING, REFUSED };

struct case_lookup {
    struct screen screen;
    struct frame frame;
    char title[TILE_HINT_SIZE];
    enum lookup_step at;
    struct number_field number;
    struct number_field tail;
    struct buttons own; /* beside the number: to sign in instead. None for who has, or has gone on */
    int own_focused;
    request_id request;
    enum case_refusal refusal;
    enum failure failure;                /* with CASE_REFUSAL_TRANSPORT */
    char region[CASE_REGION_DIGITS + 1]; /* of the city: what its case numbers begin with */
    char where[CASE_WORDS_SIZE];
    int64_t touched_us; /* the last key: after PERSONAL_IDLE_US what was typed is forgotten */
};

/* --- Numbers --- */

static enum number_check check_number(void *context, const char *typed)
{
    (void)context;
    return case_number_check(typed, NULL);
}

static enum number_check check_tail(void *context, const char *typed)
{
    (void)context;
    return id_tail_check(typed);
}

static const struct number_format number_format = {
    .length = CASE_NUMBER_DIGITS, .groups = {6, 6, 6, 2}, .check = check_number};
static const struct number_format tail_format = {
    .length = ID_TAIL_LENGTH, .last_may_be_x = 1, .check = check_tail};

/* The city's, whatever part of it the box stands in. */
static void read_region(struct case_lookup *lookup)
{
    enum { CITY_DIGITS = 4 };
    (void)snprintf(lookup->region, sizeof lookup->region, "%.*s00", CITY_DIGITS,
                   lookup->screen.stage->config->area_code);
}

static void fill_in_region(struct case_lookup *lookup)
{
    number_entry_clear(&lookup->number.entry);
    for (const char *digit = lookup->region; *digit != '\0'; digit++) {
        (void)number_entry_put(&lookup->number.entry, *digit);
    }
}

/* Who copies the whole number types what stands there a second time. It is no day, so it is meant once. */
static void drop_second_region(struct case_lookup *lookup)
{
    struct number_entry *entry = &lookup->number.entry;
    size_t length = strlen(lookup->region);
    if (entry->length == 2 * length && strncmp(entry->typed, lookup->region, length) == 0 &&
        strcmp(entry->typed + length, lookup->region) == 0) {
        fill_in_region(lookup);
    }
}

/* Something was typed, or taken away. */
static int is_begun(const struct case_lookup *lookup)
{
    return strcmp(lookup->number.entry.typed, lookup->region) != 0 || lookup->tail.entry.length > 0;
}

/* The field that is typed into; NULL: none. */
static struct number_field *field_of(struct case_lookup *lookup)
{
    return lookup->at == ENTER_NUMBER ? &lookup->number : lookup->at == ENTER_TAIL ? &lookup->tail : NULL;
}

/* The one that the focus is on, or comes back to. */
static const struct number_field *shown_field(const struct case_lookup *lookup)
{
    return lookup->at == ENTER_TAIL ? &lookup->tail : &lookup->number;
}

static void dress(struct case_lookup *lookup, struct number_field *field, enum string_id typing,
                  enum string_id good, enum string_id wrong, enum string_id done)
{
    const struct stage *stage = lookup->screen.stage;
    field->words.state[NUMBER_INCOMPLETE] = string_get(stage->strings, typing);
    field->words.state[NUMBER_GOOD] = string_get(stage->strings, good);
    field->words.state[NUMBER_WRONG] = string_get(stage->strings, wrong);
    field->words.shapes[NUMBER_GOOD] = icon_set_get(stage->icons, "ok");
    field->words.shapes[NUMBER_WRONG] = icon_set_get(stage->icons, "urgent");
    field->words.full = string_get(stage->strings, STRING_NUMBER_FULL);
    field->pad.delete_label = string_get(stage->strings, STRING_CASE_DELETE);
    field->pad.done_label = string_get(stage->strings, done);
}

static void forget(struct case_lookup *lookup)
{
    number_field_clear(&lookup->number);
    number_field_clear(&lookup->tail);
    fill_in_region(lookup);
    lookup->own_focused = 0;
    lookup->at = ENTER_NUMBER;
}

/* A system that did not respond may be asked with the same numbers. */
static int may_ask_again(const struct case_lookup *lookup)
{
    return lookup->refusal == CASE_REFUSAL_UPSTREAM || lookup->refusal == CASE_REFUSAL_TRANSPORT;
}

/* --- Layout --- */

/* Left deletes on every remote, but moves while the pad is there. */
static void add_field_hints(struct case_lookup *lookup, const struct number_field *field)
{
    struct frame *frame = &lookup->frame;
    int holds = field->entry.length > 0;
    if (field->pad.active) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_PRESS);
    } else {
        frame_hint_add(frame, STRING_KEY_OK,
                       lookup->at == ENTER_NUMBER ? STRING_HINT_NEXT : STRING_HINT_LOOK_UP);
    }
    if (holds) {
        frame_hint_add(frame, field->pad.active ? STRING_KEY_RED : STRING_KEY_LEFT, STRING_HINT_DELETE_DIGIT);
    }
}

/* Who has not signed in may see all of his own without a number. */
static int may_sign_in(const struct case_lookup *lookup)
{
    return lookup->at == ENTER_NUMBER &&
           (lookup->screen.stage->session.scopes & PERSON_SCOPE_BIT(PERSON_SCOPE_CASES)) == 0;
}

/* For remotes without a yellow key. */
static void set_own_button(struct case_lookup *lookup)
{
    const struct stage *stage = lookup->screen.stage;
    const struct button own = {"own", string_get(stage->strings, STRING_CASE_OWN), REMOTE_KEY_NONE};
    struct rect below = lookup->number.pad.area;
    buttons_set(&lookup->own, &own, may_sign_in(lookup) ? 1 : 0);
    lookup->own_focused = lookup->own_focused && lookup->own.count > 0;
    lookup->own.unfocused = !lookup->own_focused;
    lookup->own.from_right = 1;
    lookup->own.area = (struct rect){below.x + below.w, below.y, lookup->number.area.w - below.w,
                                     buttons_height(&stage->kit)};
}

static void show_hints(struct case_lookup *lookup)
{
    struct frame *frame = &lookup->frame;
    const struct number_field *field = field_of(lookup);
    const struct frame before = *frame;
    set_own_button(lookup);
    frame->hint_count = 0;
    if (lookup->own_focused) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_PRESS);
    } else if (field != NULL) {
        add_field_hints(lookup, field);
    } else if (lookup->at == REFUSED) {
        frame_hint_add(frame, STRING_KEY_OK, may_ask_again(lookup) ? STRING_HINT_RETRY : STRING_HINT_AGAIN);
    }
    if (may_sign_in(lookup)) {
        frame_hint_add(frame, STRING_KEY_YELLOW, STRING_HINT_OWN_CASES);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_changed_hints(frame, &before, lookup->screen.stage);
}

static int heading_height(const struct stage *stage)
{
    return stage->kit.theme->text_title * 3 / 2 + stage->kit.theme->text_body * 2;
}

static void case_lookup_place(struct screen *screen)
{
    struct case_lookup *lookup = (struct case_lookup *)screen;
    const struct stage *stage = screen->stage;
    struct rect body = frame_body(stage);
    int top = heading_height(stage);
    struct rect area = {body.x, body.y + top, body.w, body.h - top};
    dress(lookup, &lookup->number, STRING_CASE_NUMBER_TYPING, STRING_CASE_NUMBER_GOOD,
          STRING_CASE_NUMBER_WRONG, STRING_CASE_PAD_DONE);
    dress(lookup, &lookup->tail, STRING_CASE_TAIL_TYPING, STRING_CASE_TAIL_GOOD, STRING_CASE_TAIL_WRONG,
          STRING_CASE_PAD_X);
    const char *values[] = {lookup->region};
    (void)string_format(lookup->where, sizeof lookup->where, stage->strings, STRING_CASE_NUMBER_FILLED,
                        values, 1);
    number_field_place(&lookup->number, &stage->kit, area);
    number_field_place(&lookup->tail, &stage->kit, area);
    show_hints(lookup);
    canvas_damage_all(stage->kit.canvas);
}

static void go_to(struct case_lookup *lookup, enum lookup_step at)
{
    lookup->at = at;
    show_hints(lookup);
    canvas_damage_all(lookup->screen.stage->kit.canvas);
}

/* --- The look-up --- */

static void show_case(struct case_lookup *lookup, struct case_record *record)
{
    struct stage *stage = lookup->screen.stage;
    struct screen *opened = case_new(stage, record, lookup->tail.entry.typed);
    forget(lookup);
    go_to(lookup, ENTER_NUMBER);
    stage->open(stage->application, opened);
}

static void on_case(void *context, const struct response *response, struct case_record *record)
{
    struct case_lookup *lookup = context;
    lookup->request = 0;
    if (record != NULL) {
        show_case(lookup, record);
        return;
    }
    lookup->refusal = response->refusal;
    lookup->failure = response->failure;
    if (response->refusal == CASE_REFUSAL_NO_SUCH) {
        number_field_clear(&lookup->tail);
    }
    go_to(lookup, REFUSED);
}

static void look_up(struct case_lookup *lookup)
{
    struct stage *stage = lookup->screen.stage;
    go_to(lookup, ASKING);
    request_id request = hall_client_find_case(stage->client, lookup->number.entry.typed,
                                               lookup->tail.entry.typed, on_case, lookup);
    if (lookup->at == ASKING) {
        lookup->request = request;
    }
}

static void cancel(struct case_lookup *lookup)
{
    hall_client_cancel(lookup->screen.stage->client, lookup->request);
    lookup->request = 0;
}

/* --- Keys --- */

/* Where there is no such case, the last four are typed again: the number has passed its check digits, and
 * stands one Back away. */
static void press_ok_refused(struct case_lookup *lookup)
{
    if (may_ask_again(lookup)) {
        look_up(lookup);
    } else {
        go_to(lookup, lookup->refusal == CASE_REFUSAL_NO_SUCH ? ENTER_TAIL : ENTER_NUMBER);
    }
}

/* One step back; KEY_IGNORED: the screen is left. */
static enum key_result press_back(struct case_lookup *lookup)
{
    switch (lookup->at) {
    case ENTER_TAIL:
        go_to(lookup, ENTER_NUMBER);
        return KEY_DONE;
    case ASKING:
        cancel(lookup);
        go_to(lookup, ENTER_TAIL);
        return KEY_DONE;
    case REFUSED:
        go_to(lookup, ENTER_NUMBER);
        return KEY_DONE;
    case ENTER_NUMBER:
        break;
    }
    return KEY_IGNORED;
}

static enum key_result focus_own(struct case_lookup *lookup, int is_focused)
{
    const struct kit *kit = &lookup->screen.stage->kit;
    lookup->own_focused = is_focused;
    if (is_focused) {
        number_field_put_pad_away(&lookup->number, kit);
        settle_start(&lookup->own.settle, lookup->screen.stage->now_us);
    }
    show_hints(lookup);
    buttons_damage(&lookup->own, kit);
    return KEY_DONE;
}

static enum key_result sign_in_instead(const struct case_lookup *lookup)
{
    stage_open(lookup->screen.stage, DESTINATION_OWN_CASES, "", lookup->title);
    return KEY_DONE;
}

/* Right leads to the button, from the number and past the keys that are shown; Left back to the number.
 * KEY_IGNORED: the key is the number's, which has the focus now. */
static enum key_result own_key(struct case_lookup *lookup, const struct remote_event *event)
{
    const struct key_pad *pad = &lookup->number.pad;
    if (lookup->own.count == 0) {
        return KEY_IGNORED;
    }
    if (event->key == REMOTE_KEY_YELLOW || (lookup->own_focused && event->key == REMOTE_KEY_OK)) {
        return event->press == REMOTE_PRESS ? sign_in_instead(lookup) : KEY_STAYED;
    }
    if (!lookup->own_focused) {
        int is_past = event->key == REMOTE_KEY_RIGHT && (!pad->active || key_pad_is_at_right(pad));
        return is_past && event->press == REMOTE_PRESS ? focus_own(lookup, 1) : KEY_IGNORED;
    }
    if (event->key == REMOTE_KEY_UP || event->key == REMOTE_KEY_DOWN || event->key == REMOTE_KEY_RIGHT) {
        return KEY_STAYED;
    }
    enum key_result left = focus_own(lookup, 0);
    return event->key == REMOTE_KEY_LEFT ? left : KEY_IGNORED;
}

static enum key_result field_key(struct case_lookup *lookup, struct number_field *field, enum remote_key key)
{
    const struct stage *stage = lookup->screen.stage;
    enum key_result result = number_field_key(field, &stage->kit, key, stage->now_us);
    if (field == &lookup->number) {
        drop_second_region(lookup);
    }
    if (result == KEY_DONE) {
        show_hints(lookup); /* there is something to delete, or nothing any more; the pad has come or gone */
    }
    if (result == KEY_STAYED) {
        return number_reply(stage, field, key);
    }
    if (result != KEY_PRESSED) {
        return result;
    }
    if (lookup->at == ENTER_NUMBER) {
        go_to(lookup, ENTER_TAIL);
    } else {
        look_up(lookup);
    }
    return KEY_DONE;
}

static enum key_result case_lookup_key(struct screen *screen, const struct remote_event *event)
{
    struct case_lookup *lookup = (struct case_lookup *)screen;
    struct number_field *field = field_of(lookup);
    lookup->touched_us = screen->stage->now_us;
    enum key_result own = own_key(lookup, event);
    if (own != KEY_IGNORED) {
        return own;
    }
    int confirms = event->key == REMOTE_KEY_OK || event->key == REMOTE_KEY_GREEN;
    if (field != NULL && (event->press == REMOTE_PRESS || !confirms)) {
        enum key_result result = field_key(lookup, field, event->key);
        if (result != KEY_IGNORED) {
            return result;
        }
    }
    if (event->key == REMOTE_KEY_BACK) {
        return event->press == REMOTE_PRESS ? press_back(lookup) : KEY_STAYED;
    }
    if (confirms && event->press == REMOTE_PRESS && lookup->at == REFUSED) {
        press_ok_refused(lookup);
        return KEY_DONE;
    }
    return confirms && lookup->at == ASKING ? stage_say_string(screen->stage, STRING_CASE_ASKING)
           : confirms                       ? KEY_STAYED
                                            : KEY_IGNORED;
}

/* --- Operations --- */

static void forget_when_idle(struct case_lookup *lookup)
{
    int64_t now_us = lookup->screen.stage->now_us;
    if (now_us - lookup->touched_us >= PERSONAL_IDLE_US) {
        lookup->touched_us = now_us;
        cancel(lookup);
        forget(lookup);
        go_to(lookup, ENTER_NUMBER);
    }
}

/* Back from a case, from help or from teaching a remote. */
static void case_lookup_enter(struct screen *screen)
{
    struct case_lookup *lookup = (struct case_lookup *)screen;
    forget_when_idle(lookup);
    lookup->touched_us = screen->stage->now_us;
}

/* What is typed stays while help or teaching lies on it, for as long as without a key; a case has taken it
 * over by now, and whoever goes home frees it. */
static void case_lookup_leave(struct screen *screen)
{
    struct case_lookup *lookup = (struct case_lookup *)screen;
    if (lookup->at == ASKING) {
        cancel(lookup);
        go_to(lookup, ENTER_TAIL);
    }
}

static void case_lookup_update(struct screen *screen)
{
    struct case_lookup *lookup = (struct case_lookup *)screen;
    const struct stage *stage = screen->stage;
    struct number_field *field = field_of(lookup);
    if (field != NULL && settle_step(&field->pad.settle, stage->now_us)) {
        key_pad_damage_focus(&field->pad, &stage->kit);
    }
    if (settle_step(&lookup->own.settle, stage->now_us)) {
        buttons_damage(&lookup->own, &stage->kit);
    }
    forget_when_idle(lookup);
}

static int64_t case_lookup_deadline(const struct screen *screen)
{
    const struct case_lookup *lookup = (const struct case_lookup *)screen;
    int64_t settle = shown_field(lookup)->pad.settle.next_us;
    settle = lookup->own.settle.next_us < settle ? lookup->own.settle.next_us : settle;
    int holds = is_begun(lookup) || lookup->at != ENTER_NUMBER;
    int64_t idle = holds ? lookup->touched_us + PERSONAL_IDLE_US : INT64_MAX;
    return settle < idle ? settle : idle;
}

static void draw_heading(const struct case_lookup *lookup)
{
    const struct stage *stage = lookup->screen.stage;
    const struct kit *kit = &stage->kit;
    const struct theme *theme = kit->theme;
    struct rect body = frame_body(stage);
    struct rect line = {body.x, body.y, body.w, theme->text_title * 3 / 2};
    int is_tail = lookup->at == ENTER_TAIL;
    draw_text_middle(kit, style_title(kit), line,
                     string_get(stage->strings, is_tail ? STRING_CASE_STEP_TAIL : STRING_CASE_STEP_NUMBER),
                     theme->ink);
    line.y += line.h;
    line.h = theme->text_body * 3 / 2;
    draw_text_middle(kit, style_body(kit), line,
                     is_tail ? string_get(stage->strings, STRING_CASE_TAIL_WHY) : lookup->where,
                     theme->ink_soft);
}

static struct message message_of(const struct case_lookup *lookup)
{
    struct message message = {NULL, STRING_CASE_ASKING, STRING_CASE_ASKING_DO};
    if (lookup->at == REFUSED && lookup->refusal == CASE_REFUSAL_TRANSPORT) {
        return message_for_failure(lookup->failure);
    }
    if (lookup->at == REFUSED) {
        message.icon = "progress";
        case_refusal_words(lookup->refusal, &message.says, &message.what_to_do);
    }
    return message;
}

static void case_lookup_draw(struct screen *screen, struct rect clip)
{
    struct case_lookup *lookup = (struct case_lookup *)screen;
    const struct stage *stage = screen->stage;
    const struct number_field *field = field_of(lookup);
    (void)clip;
    frame_draw(&lookup->frame, stage);
    if (field != NULL) {
        draw_heading(lookup);
        number_field_draw(field, &stage->kit, stage->now_us);
        buttons_draw(&lookup->own, &stage->kit, stage->now_us);
    } else {
        struct message message = message_of(lookup);
        message_draw(&message, stage, frame_body(stage));
    }
}

/* Nothing of what was typed. */
static void case_lookup_report(const struct screen *screen, struct screen_report *report)
{
    static const char *const names[] = {"number", "tail", "asking", "refused"};
    const struct case_lookup *lookup = (const struct case_lookup *)screen;
    report->focus = lookup->own_focused ? "own" : names[lookup->at];
    report->title = lookup->title;
    report->frame = &lookup->frame;
    const struct number_field *field = shown_field(lookup);
    report->notice = lookup->at == ASKING || lookup->at == REFUSED
                         ? string_get(screen->stage->strings, message_of(lookup).says)
                     : field->entry.overflows ? field->words.full
                                              : "";
    report->position = is_begun(lookup) ? (int64_t)field->entry.length : 0;
    report->total = (int64_t)field->entry.format->length;
}

/* What is typed stands on the screen, and is said; the log and the test port's state hear nothing of it. */
static void case_lookup_say(const struct screen *screen, struct spoken *spoken)
{
    const struct case_lookup *lookup = (const struct case_lookup *)screen;
    const struct stage *stage = screen->stage;
    struct message message = message_of(lookup);
    int is_tail = lookup->at == ENTER_TAIL;
    if (lookup->at == ASKING || lookup->at == REFUSED) {
        spoken_message(spoken, stage, &message);
        return;
    }
    if (lookup->own_focused) {
        spoken_buttons(spoken, &lookup->own);
        spoken_add_string(spoken->value, stage, STRING_CASE_OWN_WHY);
        return;
    }
    spoken_number_field(spoken, stage,
                        string_get(stage->strings, is_tail ? STRING_CASE_STEP_TAIL : STRING_CASE_STEP_NUMBER),
                        shown_field(lookup));
    spoken_add(spoken->value, is_tail ? string_get(stage->strings, STRING_CASE_TAIL_WHY) : lookup->where);
}

static void case_lookup_free(struct screen *screen)
{
    struct case_lookup *lookup = (struct case_lookup *)screen;
    cancel(lookup);
    forget(lookup);
    free(lookup);
}

static const struct screen_operations case_lookup_operations = {
    .name = "case-lookup",
    .enter = case_lookup_enter,
    .leave = case_lookup_leave,
    .place = case_lookup_place,
    .key = case_lookup_key,
    .update = case_lookup_update,
    .deadline = case_lookup_deadline,
    .draw = case_lookup_draw,
    .report = case_lookup_report,
    .say = case_lookup_say,
    .free = case_lookup_free,
};

struct screen *case_lookup_new(struct stage *stage, const struct destination *destination)
{
    struct case_lookup *lookup = calloc(1, sizeof *lookup);
    if (lookup == NULL) {
        return NULL;
    }
    lookup->screen = (struct screen){&case_lookup_operations, stage};
    (void)snprintf(lookup->title, sizeof lookup->title, "%s", destination->title);
    lookup->frame.title = lookup->title;
    lookup->own.settle = SETTLE_AT_REST;
    number_field_start(&lookup->number, &number_format);
    number_field_start(&lookup->tail, &tail_format);
    read_region(lookup);
    fill_in_region(lookup);
    case_lookup_place(&lookup->screen);
    return &lookup->screen;
}
