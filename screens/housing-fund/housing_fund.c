#include "screens/housing-fund/housing_fund.h"

#include <stdlib.h>
#include <string.h>

#include "screens/housing-fund/fund_sections.h"
#include "screens/stage/asking.h"
#include "screens/stage/spoken_parts.h"

enum { SUBTITLE_SIZE = 96 };

struct housing_fund_screen {
    struct screen screen;
    struct frame frame;
    char subtitle[SUBTITLE_SIZE];
    struct asking asking;
    struct housing_fund *fund; /* NULL: nothing is heard yet */
    size_t account;
    struct fund_sections sections;
};

/* --- What is said below and above --- */

static int has_account(const struct housing_fund_screen *screen)
{
    return screen->fund != NULL && screen->fund->account_count > 0;
}

static void add_hints(struct housing_fund_screen *screen)
{
    struct frame *frame = &screen->frame;
    enum fund_section chosen = fund_sections_chosen(&screen->sections);
    int can_enter = screen->sections.chart != NULL && !screen->sections.in_chart;
    if (!has_account(screen)) {
        if (screen->fund == NULL && asking_failed(&screen->asking)) {
            frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
        }
        return;
    }
    if (chosen == FUND_SECTION_OTHER) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_OPEN);
    } else {
        reveal_hint(&screen->sections.view.reveal, frame);
    }
    frame_hint_add(frame, STRING_KEY_LEFT_RIGHT,
                   screen->sections.in_chart ? STRING_HOUSING_FUND_HINT_CURVE : STRING_HINT_CATEGORY);
    if (can_enter) {
        frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HOUSING_FUND_HINT_CURVE);
    } else if (fund_sections_move(&screen->sections)) {
        frame_hint_add(frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
    }
}

static void show_footer(struct housing_fund_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    struct frame *frame = &screen->frame;
    const struct frame before = *frame;
    frame->hint_count = 0;
    add_hints(screen);
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_changed_hints(frame, &before, stage);
    frame_set_status(frame, stage,
                     reveal_shows(&screen->sections.view.reveal)
                         ? string_get(stage->strings, STRING_HOUSING_FUND_SHOWN)
                         : "",
                     0);
}

static void set_titles(struct housing_fund_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    screen->frame.title = string_get(stage->strings, STRING_HOUSING_FUND_TITLE);
    screen->frame.subtitle = NULL;
    if (has_account(screen) && screen->fund->account_count > 1) {
        screen->frame.subtitle = string_format_numbers(
            screen->subtitle, sizeof screen->subtitle, stage->strings, STRING_HOUSING_FUND_ACCOUNT_OF,
            (int64_t)screen->account + 1, (int64_t)screen->fund->account_count);
    }
}

static void housing_fund_place(struct screen *base)
{
    struct housing_fund_screen *screen = (struct housing_fund_screen *)base;
    set_titles(screen);
    fund_sections_place(&screen->sections, screen->fund, screen->account, frame_body(base->stage));
    show_footer(screen);
    canvas_damage_all(base->stage->kit.canvas);
}

/* --- The answer --- */

static void on_housing_fund(void *context, const struct response *response, struct housing_fund *fund)
{
    struct housing_fund_screen *screen = context;
    asking_heard(&screen->asking, response);
    if (fund != NULL) {
        struct housing_fund *old = screen->fund;
        screen->fund = fund;
        screen->account = screen->account < fund->account_count ? screen->account : 0;
        housing_fund_place(&screen->screen);
        housing_fund_free(old);
        return;
    }
    show_footer(screen);
    canvas_damage(screen->screen.stage->kit.canvas, frame_body(screen->screen.stage));
}

static struct message missing(const struct housing_fund_screen *screen)
{
    return screen->fund != NULL
               ? (struct message){"housing-fund", STRING_HOUSING_FUND_NONE, STRING_HOUSING_FUND_NONE_DO}
               : asking_message(&screen->asking);
}

/* --- Amounts --- */

/* They have come, or gone. */
static void show_amounts(struct housing_fund_screen *screen)
{
    fund_sections_lay_out(&screen->sections);
    show_footer(screen);
}

static enum key_result press_ok(struct housing_fund_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    if (!has_account(screen)) {
        if (screen->fund == NULL && asking_failed(&screen->asking) && asking_retry(&screen->asking)) {
            housing_fund_place(&screen->screen);
            return KEY_DONE;
        }
        return stage_say_string(stage, missing(screen).says);
    }
    if (fund_sections_chosen(&screen->sections) == FUND_SECTION_OTHER) {
        screen->account = (screen->account + 1) % screen->fund->account_count;
        screen->sections.bar.chosen = 0;
        (void)reveal_hide(&screen->sections.view.reveal);
        housing_fund_place(&screen->screen);
        return KEY_DONE;
    }
    reveal_toggle(&screen->sections.view.reveal, stage);
    show_amounts(screen);
    return KEY_DONE;
}

/* --- Operations --- */

static enum key_result housing_fund_key(struct screen *base, const struct remote_event *event)
{
    struct housing_fund_screen *screen = (struct housing_fund_screen *)base;
    if (event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? press_ok(screen) : KEY_STAYED;
    }
    enum key_result result = fund_sections_key(&screen->sections, event);
    if (result == KEY_DONE) {
        show_footer(screen);
    }
    return result;
}

static void housing_fund_enter(struct screen *base)
{
    struct housing_fund_screen *screen = (struct housing_fund_screen *)base;
    asking_enter(&screen->asking);
}

/* What covers it may be anything: amounts do not wait below. */
static void housing_fund_leave(struct screen *base)
{
    struct housing_fund_screen *screen = (struct housing_fund_screen *)base;
    if (reveal_hide(&screen->sections.view.reveal)) {
        show_amounts(screen);
    }
}

static void housing_fund_update(struct screen *base)
{
    struct housing_fund_screen *screen = (struct housing_fund_screen *)base;
    fund_sections_settle(&screen->sections);
    asking_update(&screen->asking);
    if (reveal_service(&screen->sections.view.reveal, base->stage)) {
        show_amounts(screen);
    }
}

static int64_t housing_fund_deadline(const struct screen *base)
{
    const struct housing_fund_screen *screen = (const struct housing_fund_screen *)base;
    int64_t settle = fund_sections_deadline(&screen->sections);
    int64_t hide = reveal_deadline(&screen->sections.view.reveal);
    return asking_deadline(&screen->asking, settle < hide ? settle : hide);
}

static void housing_fund_draw(struct screen *base, struct rect clip)
{
    struct housing_fund_screen *screen = (struct housing_fund_screen *)base;
    (void)clip;
    if (has_account(screen)) {
        fund_sections_cover(&screen->sections);
    }
    frame_draw(&screen->frame, base->stage);
    if (has_account(screen)) {
        fund_sections_draw(&screen->sections);
    } else {
        struct message message = missing(screen);
        message_draw(&message, base->stage, frame_body(base->stage));
    }
}

/* Which section, and nothing of the person. */
static void housing_fund_report(const struct screen *base, struct screen_report *report)
{
    const struct housing_fund_screen *screen = (const struct housing_fund_screen *)base;
    if (has_account(screen) && fund_sections_is_list(&screen->sections)) {
        screen_report_list(report, &screen->sections.list);
    }
    report->focus = has_account(screen) ? fund_sections_name(&screen->sections) : "";
    report->title = screen->frame.title;
    report->notice =
        has_account(screen) ? screen->frame.status : string_get(base->stage->strings, missing(screen).says);
    report->offline = asking_failed(&screen->asking);
    report->frame = &screen->frame;
}

static void housing_fund_say(const struct screen *base, struct spoken *spoken)
{
    const struct housing_fund_screen *screen = (const struct housing_fund_screen *)base;
    if (has_account(screen)) {
        fund_sections_say(&screen->sections, spoken);
    } else {
        struct message message = missing(screen);
        spoken_message(spoken, base->stage, &message);
    }
}

static void housing_fund_screen_free(struct screen *base)
{
    struct housing_fund_screen *screen = (struct housing_fund_screen *)base;
    asking_stop(&screen->asking);
    fund_sections_free(&screen->sections);
    housing_fund_free(screen->fund);
    explicit_bzero(screen, sizeof *screen);
    free(screen);
}

static const struct screen_operations housing_fund_operations = {
    .name = "housing-fund",
    .enter = housing_fund_enter,
    .leave = housing_fund_leave,
    .place = housing_fund_place,
    .key = housing_fund_key,
    .update = housing_fund_update,
    .deadline = housing_fund_deadline,
    .draw = housing_fund_draw,
    .report = housing_fund_report,
    .say = housing_fund_say,
    .free = housing_fund_screen_free,
};

struct screen *housing_fund_new(struct stage *stage, const struct destination *destination)
{
    struct housing_fund_screen *screen = calloc(1, sizeof *screen);
    (void)destination;
    if (screen == NULL) {
        return NULL;
    }
    screen->screen = (struct screen){&housing_fund_operations, stage};
    fund_sections_start(&screen->sections, stage);
    asking_for_housing_fund(&screen->asking, stage, NULL, on_housing_fund, screen);
    housing_fund_place(&screen->screen);
    return &screen->screen;
}
