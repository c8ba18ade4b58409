#include "screens/cases/case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/id_number.h"
#include "both-sides/log.h"
#include "screens/cases/case_summary.h"
#include "screens/cases/case_words.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/buttons.h"
#include "screens/widgets/choices.h"

enum rating_state { RATING_NONE, RATING_ASKED, RATING_SENDING };

struct case_screen {
    struct screen screen;
    struct frame frame;
    struct case_record *record;
    char id_tail[ID_TAIL_LENGTH + 1];
    struct case_summary *view;
    struct buttons buttons;
    struct choices stars; /* best first */
    enum rating_state rating;
    request_id request;
};

/* --- Layout --- */

static void show_hints(struct case_screen *screen)
{
    struct frame *frame = &screen->frame;
    frame->hint_count = 0;
    if (screen->rating == RATING_ASKED) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_SEND);
        frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_MOVE);
    } else if (screen->rating == RATING_NONE) {
        if (screen->buttons.count > 0) {
            frame_hint_add(frame, STRING_KEY_OK,
                           screen->record->may_rate ? STRING_HINT_RATE : STRING_HINT_OPEN);
        }
        if (case_summary_scrolls(screen->view)) {
            frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
        }
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_footer(screen->screen.stage);
}

static void say(struct case_screen *screen, enum string_id words)
{
    frame_set_status(&screen->frame, screen->screen.stage, string_get(screen->screen.stage->strings, words),
                     0);
}

/* "办件系统没有应答，这是 11:05 知道的情况" */
static void show_age(struct case_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    char moment[CASE_WORDS_SIZE];
    const char *values[] = {moment};
    if (screen->record->stale) {
        case_moment(moment, screen->record->as_of);
        string_format(text, sizeof text, stage->strings, STRING_CASE_STALE, values, 1);
    }
    frame_set_status(&screen->frame, stage, text, screen->record->stale);
}

static void set_buttons(struct case_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    struct button items[2];
    size_t count = 0;
    if (screen->record->may_rate) {
        items[count++] =
            (struct button){"rate", string_get(stage->strings, STRING_CASE_RATE), REMOTE_KEY_GREEN};
    }
    if (screen->record->guide[0] != '\0') {
        items[count++] =
            (struct button){"guide", string_get(stage->strings, STRING_CASE_GUIDE), REMOTE_KEY_BLUE};
    }
    buttons_set(&screen->buttons, items, count);
}

static void case_place(struct screen *base)
{
    struct case_screen *screen = (struct case_screen *)base;
    const struct kit *kit = &base->stage->kit;
    struct rect body = frame_body(base->stage);
    set_buttons(screen);
    if (screen->buttons.count > 0) {
        int height = buttons_height(kit);
        screen->buttons.area = (struct rect){body.x, body.y + body.h - height, body.w, height};
        body.h -= height + kit->theme->gap;
    }
    case_summary_free(screen->view);
    screen->view = case_summary_new(base->stage, screen->record, body);
    struct rect whole = frame_body(base->stage);
    choices_place(&screen->stars, kit,
                  (struct rect){whole.x, whole.y + kit->theme->text_title * 2, whole.w,
                                whole.h - kit->theme->text_title * 2});
    show_hints(screen);
    canvas_damage_all(kit->canvas);
}

/* --- Rating --- */

static void read_choice(void *context, size_t index, struct choice *choice)
{
    const struct case_screen *screen = context;
    int stars = CASE_STARS_MAX - (int)index;
    (void)snprintf(choice->id, sizeof choice->id, "%d", stars);
    choice->text = string_get(screen->screen.stage->strings, case_stars_name(stars));
}

static void set_rating(struct case_screen *screen, enum rating_state rating)
{
    screen->rating = rating;
    show_hints(screen);
    canvas_damage_all(screen->screen.stage->kit.canvas);
}

static int was_rated_before(const struct response *response)
{
    return response->refusal == CASE_REFUSAL_ALREADY_RATED ||
           strcmp(response->refused_as, "already_rated") == 0;
}

static void on_rating(void *context, const struct response *response, struct case_rating *rating)
{
    struct case_screen *screen = context;
    int stars = rating == NULL ? 0 : rating->stars;
    case_rating_free(rating);
    screen->request = 0;
    set_rating(screen, RATING_NONE);
    if (stars > 0 || was_rated_before(response)) {
        screen->record->rated = stars;
        screen->record->may_rate = 0;
        case_place(&screen->screen);
    }
    say(screen, stars > 0                    ? STRING_CASE_RATE_THANKS
                : was_rated_before(response) ? STRING_CASE_RATE_ALREADY
                                             : STRING_CASE_RATE_FAILED);
}

/* In the session, which says whose it is. */
static request_id rate_own(struct case_screen *screen, int stars)
{
    struct case_post rating = {.stars = stars};
    (void)snprintf(rating.case_number, sizeof rating.case_number, "%s", screen->record->case_number);
    return hall_client_ask_own_rating_with(screen->screen.stage->client, &own_case_rating_table, &rating,
                                           on_rating, screen);
}

static void send_rating(struct case_screen *screen)
{
    struct stage *stage = screen->screen.stage;
    int stars = CASE_STARS_MAX - (int)screen->stars.focus;
    set_rating(screen, RATING_SENDING);
    say(screen, STRING_CASE_RATE_SENDING);
    request_id request = screen->id_tail[0] != '\0'
                             ? hall_client_rate_case(stage->client, screen->record->case_number,
                                                     screen->id_tail, stars, on_rating, screen)
                             : rate_own(screen, stars);
    if (screen->rating == RATING_SENDING) {
        screen->request = request;
    }
}

/* --- Keys --- */

static void press_button(struct case_screen *screen)
{
    struct stage *stage = screen->screen.stage;
    const char *id = buttons_focus_id(&screen->buttons);
    if (id != NULL && strcmp(id, "rate") == 0) {
        choices_focus(&screen->stars, &stage->kit, 0);
        set_rating(screen, RATING_ASKED);
    } else if (id != NULL) {
        stage_open(stage, DESTINATION_GUIDE, screen->record->guide, screen->record->task_name);
    }
}

/* Its fields have no digits: what is sent cannot be taken back, so it takes OK on what has the focus. */
static enum key_result rating_key(struct case_screen *screen, const struct remote_event *event)
{
    const struct stage *stage = screen->screen.stage;
    if (event->key == REMOTE_KEY_BACK) {
        set_rating(screen, RATING_NONE);
        return KEY_DONE;
    }
    enum key_result result = choices_key(&screen->stars, &stage->kit, event->key, stage->now_us);
    if (result != KEY_PRESSED) {
        return result;
    }
    if (event->press != REMOTE_PRESS) {
        return KEY_STAYED;
    }
    send_rating(screen);
    return KEY_DONE;
}

static enum key_result case_key(struct screen *base, const struct remote_event *event)
{
    struct case_screen *screen = (struct case_screen *)base;
    const struct stage *stage = base->stage;
    if (screen->rating == RATING_SENDING) {
        return event->key == REMOTE_KEY_OK ? stage_say_string(stage, STRING_CASE_RATE_SENDING) : KEY_IGNORED;
    }
    if (screen->rating == RATING_ASKED) {
        return rating_key(screen, event);
    }
    enum key_result result = buttons_key(&screen->buttons, &stage->kit, event->key, stage->now_us);
    if (result == KEY_PRESSED) {
        if (event->press != REMOTE_PRESS) {
            return KEY_STAYED;
        }
        press_button(screen);
        return KEY_DONE;
    }
    return result != KEY_IGNORED ? result : case_summary_key(screen->view, event->key);
}

/* --- Operations --- */

static void case_enter(struct screen *base)
{
    show_age((struct case_screen *)base);
}

static void case_update(struct screen *base)
{
    struct case_screen *screen = (struct case_screen *)base;
    const struct stage *stage = base->stage;
    if (settle_step(&screen->buttons.settle, stage->now_us)) {
        buttons_damage(&screen->buttons, &stage->kit);
    }
    if (settle_step(&screen->stars.settle, stage->now_us)) {
        choices_damage_focus(&screen->stars, &stage->kit);
    }
}

static int64_t case_deadline(const struct screen *base)
{
    const struct case_screen *screen = (const struct case_screen *)base;
    int64_t due = screen->buttons.settle.next_us;
    return screen->stars.settle.next_us < due ? screen->stars.settle.next_us : due;
}

static void draw_rating(const struct case_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    struct rect body = frame_body(stage);
    body.h = stage->kit.theme->text_title * 3 / 2;
    draw_text_middle(&stage->kit, style_title(&stage->kit), body,
                     string_get(stage->strings, STRING_CASE_RATE_ASK), stage->kit.theme->ink);
    choices_draw(&screen->stars, &stage->kit, stage->now_us);
}

static void case_draw(struct screen *base, struct rect clip)
{
    struct case_screen *screen = (struct case_screen *)base;
    (void)clip;
    frame_draw(&screen->frame, base->stage);
    if (screen->rating != RATING_NONE) {
        draw_rating(screen);
        return;
    }
    if (screen->view != NULL) {
        case_summary_draw(screen->view);
    }
    buttons_draw(&screen->buttons, &base->stage->kit, base->stage->now_us);
}

/* The word for where it stands is all that the test port hears. */
static void case_report(const struct screen *base, struct screen_report *report)
{
    const struct case_screen *screen = (const struct case_screen *)base;
    const char *focus = buttons_focus_id(&screen->buttons);
    report->focus = screen->rating == RATING_ASKED ? "stars" : focus != NULL ? focus : "";
    report->title = string_get(base->stage->strings, case_word_name(case_word_of(screen->record->status)));
    report->notice = screen->frame.status;
    report->frame = &screen->frame;
    report->offline = screen->record->stale;
    report->position =
        (int64_t)(screen->rating != RATING_NONE ? screen->stars.focus : case_summary_first(screen->view));
    report->total = screen->record->rated;
}

static void case_say(const struct screen *base, struct spoken *spoken)
{
    const struct case_screen *screen = (const struct case_screen *)base;
    const struct stage *stage = base->stage;
    if (screen->rating != RATING_NONE) {
        spoken_choices(spoken, stage, &screen->stars);
        spoken_add_string(spoken->value, stage, STRING_CASE_RATE_ASK);
        return;
    }
    spoken_buttons(spoken, &screen->buttons);
    if (screen->buttons.count == 0) {
        spoken_add_string(spoken->focus, stage, STRING_SPOKEN_TEXT);
    }
    if (screen->view != NULL) {
        case_summary_say(screen->view, spoken);
    }
}

static void case_free(struct screen *base)
{
    struct case_screen *screen = (struct case_screen *)base;
    hall_client_cancel(base->stage->client, screen->request);
    case_summary_free(screen->view);
    case_record_free(screen->record);
    explicit_bzero(screen->id_tail, sizeof screen->id_tail);
    free(screen);
}

static const struct screen_operations case_operations = {
    .name = "case",
    .enter = case_enter,
    .place = case_place,
    .key = case_key,
    .update = case_update,
    .deadline = case_deadline,
    .draw = case_draw,
    .report = case_report,
    .say = case_say,
    .free = case_free,
    .idle_us = PERSONAL_IDLE_US,
};

struct screen *case_new(struct stage *stage, struct case_record *record, const char *id_tail)
{
    struct case_screen *screen = calloc(1, sizeof *screen);
    if (screen == NULL) {
        case_record_free(record);
        return NULL;
    }
    screen->screen = (struct screen){&case_operations, stage};
    screen->record = record;
    (void)snprintf(screen->id_tail, sizeof screen->id_tail, "%s", id_tail);
    screen->frame.title = record->task_name;
    screen->buttons.settle = SETTLE_AT_REST;
    screen->stars = (struct choices){.count = CASE_STARS_MAX,
                                     .columns = 1,
                                     .source = read_choice,
                                     .context = screen,
                                     .settle = SETTLE_AT_REST};
    case_place(&screen->screen);
    return &screen->screen;
}
