#include "screens/social-security/insurance_chart.h"

#include <stdlib.h>
#include <string.h>

#include "screens/social-security/insurance_series.h"
#include "screens/social-security/insurance_words.h"
#include "screens/stage/spoken_parts.h"

enum { FEN_IN_YUAN = 100, FEN_IN_WAN = 1000000, YEAR_STRIDE = 5 };

struct insurance_chart {
    struct screen screen;
    struct frame frame;
    const struct insurance *insurance;
    enum insurance_view view;
    struct insurance_series *series; /* with the chart */
    struct chart *chart;             /* NULL: amounts are hidden, or there is no memory */
    char name[INSURANCE_WORDS_SIZE];
    size_t focused; /* the point, as it was left */
    struct reveal reveal;
};

static int has_amounts(const struct insurance_chart *screen)
{
    return screen->view != INSURANCE_MONTHS_BY_YEAR;
}

/* --- The chart --- */

static void drop_chart(struct insurance_chart *screen)
{
    chart_free(screen->chart);
    insurance_series_free(screen->series);
    screen->chart = NULL;
    screen->series = NULL;
}

static struct chart_unit unit_of(const struct insurance_chart *screen)
{
    const struct strings *strings = screen->screen.stage->strings;
    if (!has_amounts(screen)) {
        return (struct chart_unit){.one = 1, .name = string_get(strings, STRING_INSURANCE_UNIT_MONTHS)};
    }
    return (struct chart_unit){.one = FEN_IN_YUAN,
                               .name = string_get(strings, STRING_INSURANCE_UNIT_YUAN),
                               .large_one = FEN_IN_WAN,
                               .large_name = string_get(strings, STRING_INSURANCE_UNIT_WAN)};
}

static size_t set_series(const struct insurance_chart *screen, struct chart_series out[CHART_SERIES_MAX])
{
    const struct insurance_series *series = screen->series;
    const struct strings *strings = screen->screen.stage->strings;
    size_t count = 0;
    if (!has_amounts(screen)) {
        out[0] = (struct chart_series){"", CHART_BARS, series->personal};
        return 1;
    }
    if (series->has_personal) {
        out[count++] = (struct chart_series){string_get(strings, STRING_INSURANCE_BY_PERSON), CHART_BARS,
                                             series->personal};
    }
    if (series->has_employer) {
        out[count++] = (struct chart_series){string_get(strings, STRING_INSURANCE_BY_EMPLOYER), CHART_BARS,
                                             series->employer};
    }
    return count;
}

static void make_chart(struct insurance_chart *screen)
{
    const struct stage *stage = screen->screen.stage;
    struct chart_series series[CHART_SERIES_MAX];
    drop_chart(screen);
    if (has_amounts(screen) && !reveal_shows(&screen->reveal)) {
        return;
    }
    screen->series = insurance_series_new(screen->insurance, screen->view, stage, &screen->reveal);
    if (screen->series == NULL) {
        return;
    }
    const struct chart_data data = {
        .count = screen->series->count,
        .labels = screen->series->labels,
        .stride = screen->view == INSURANCE_AMOUNTS_BY_MONTH ? 0 : YEAR_STRIDE,
        .series = series,
        .series_count = set_series(screen, series),
        .unit = unit_of(screen),
        .missing_name = string_get(stage->strings, STRING_INSURANCE_MISSING),
        .words = insurance_series_words,
        .context = screen->series,
    };
    screen->chart = data.series_count > 0 ? chart_new(&stage->kit, &data, frame_body(stage)) : NULL;
    if (screen->chart != NULL && screen->focused < chart_count(screen->chart)) {
        chart_focus(screen->chart, screen->focused);
    }
}

/* --- Layout --- */

static void show_hints(struct insurance_chart *screen)
{
    struct frame *frame = &screen->frame;
    frame->hint_count = 0;
    if (has_amounts(screen)) {
        reveal_hint(&screen->reveal, frame);
    }
    if (screen->chart != NULL) {
        frame_hint_add(frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_MOVE);
    }
    if (!insurance_is_by_year(screen->insurance)) {
        frame_hint_add(frame, STRING_KEY_UP_DOWN,
                       has_amounts(screen) ? STRING_INSURANCE_SEE_YEARS : STRING_INSURANCE_SEE_MONTHS);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
}

static enum string_id subtitle_of(const struct insurance_chart *screen)
{
    static const enum string_id subtitles[] = {
        [INSURANCE_MONTHS_BY_YEAR] = STRING_INSURANCE_CHART_YEARS,
        [INSURANCE_AMOUNTS_BY_MONTH] = STRING_INSURANCE_CHART_MONTHS,
        [INSURANCE_AMOUNTS_BY_YEAR] = STRING_INSURANCE_CHART_AMOUNTS,
    };
    return subtitles[screen->view];
}

static void place(struct screen *base)
{
    struct insurance_chart *screen = (struct insurance_chart *)base;
    const struct stage *stage = base->stage;
    screen->frame.title = insurance_name_words(screen->name, stage->strings, screen->insurance);
    screen->frame.subtitle = string_get(stage->strings, subtitle_of(screen));
    make_chart(screen);
    show_hints(screen);
    canvas_damage_all(stage->kit.canvas);
}

static void enter(struct screen *base)
{
    canvas_damage_all(base->stage->kit.canvas);
}

/* What is shown of the amounts has changed. */
static void show_anew(struct insurance_chart *screen)
{
    screen->focused = screen->chart != NULL ? chart_focused(screen->chart) : screen->focused;
    place(&screen->screen);
}

/* --- Keys --- */

static enum key_result switch_view(struct insurance_chart *screen)
{
    if (insurance_is_by_year(screen->insurance)) {
        return KEY_STAYED;
    }
    screen->view = has_amounts(screen) ? INSURANCE_MONTHS_BY_YEAR : INSURANCE_AMOUNTS_BY_MONTH;
    screen->focused = SIZE_MAX;
    (void)reveal_hide(&screen->reveal);
    drop_chart(screen);
    place(&screen->screen);
    return KEY_DONE;
}

static enum key_result key(struct screen *base, const struct remote_event *event)
{
    struct insurance_chart *screen = (struct insurance_chart *)base;
    if (event->key == REMOTE_KEY_UP || event->key == REMOTE_KEY_DOWN) {
        return event->press == REMOTE_PRESS ? switch_view(screen) : KEY_STAYED;
    }
    if (event->key == REMOTE_KEY_OK && has_amounts(screen)) {
        if (event->press == REMOTE_PRESS) {
            reveal_toggle(&screen->reveal, base->stage);
            show_anew(screen);
        }
        return KEY_DONE;
    }
    return screen->chart != NULL ? chart_key(screen->chart, event) : KEY_IGNORED;
}

/* --- Time --- */

static void update(struct screen *base)
{
    struct insurance_chart *screen = (struct insurance_chart *)base;
    if (reveal_service(&screen->reveal, base->stage)) {
        show_anew(screen);
    }
}

static int64_t deadline(const struct screen *base)
{
    return reveal_deadline(&((const struct insurance_chart *)base)->reveal);
}

static void leave(struct screen *base)
{
    struct insurance_chart *screen = (struct insurance_chart *)base;
    if (reveal_hide(&screen->reveal)) {
        show_anew(screen);
    }
}

/* --- What is seen and said --- */

static struct message hidden(const struct insurance_chart *screen)
{
    return has_amounts(screen)
               ? (struct message){"social-security", STRING_INSURANCE_HIDDEN, STRING_INSURANCE_HIDDEN_DO}
               : (struct message){"social-security", STRING_INSURANCE_NOTHING_PAID,
                                  STRING_SOCIAL_SECURITY_NONE_DO};
}

static void draw(struct screen *base, struct rect clip)
{
    const struct insurance_chart *screen = (const struct insurance_chart *)base;
    (void)clip;
    frame_draw(&screen->frame, base->stage);
    if (screen->chart != NULL) {
        chart_draw(screen->chart);
    } else {
        struct message message = hidden(screen);
        message_draw(&message, base->stage, frame_body(base->stage));
    }
}

static void report(const struct screen *base, struct screen_report *report)
{
    static const char *const names[] = {"months-by-year", "amounts-by-month", "amounts-by-year"};
    const struct insurance_chart *screen = (const struct insurance_chart *)base;
    report->focus = names[screen->view];
    report->title = screen->frame.title;
    report->frame = &screen->frame;
    report->position = screen->chart != NULL ? (int64_t)chart_focused(screen->chart) : 0;
    report->total = screen->chart != NULL ? (int64_t)chart_count(screen->chart) : 0;
    report->notice = "";
    if (screen->chart == NULL) {
        report->notice = string_get(base->stage->strings, hidden(screen).says);
    }
}

static void say(const struct screen *base, struct spoken *spoken)
{
    const struct insurance_chart *screen = (const struct insurance_chart *)base;
    if (screen->chart == NULL) {
        struct message message = hidden(screen);
        spoken_message(spoken, base->stage, &message);
        return;
    }
    spoken_add(spoken->focus, chart_words(screen->chart));
    spoken_add(spoken->value, screen->frame.subtitle);
}

static void screen_free(struct screen *base)
{
    struct insurance_chart *screen = (struct insurance_chart *)base;
    drop_chart(screen);
    explicit_bzero(screen, sizeof *screen);
    free(screen);
}

static const struct screen_operations operations = {
    .name = "insurance-chart",
    .enter = enter,
    .leave = leave,
    .place = place,
    .key = key,
    .update = update,
    .deadline = deadline,
    .draw = draw,
    .report = report,
    .say = say,
    .free = screen_free,
};

struct screen *insurance_chart_new(struct stage *stage, const struct insurance *insurance)
{
    struct insurance_chart *screen = calloc(1, sizeof *screen);
    if (screen == NULL) {
        return NULL;
    }
    screen->screen = (struct screen){&operations, stage};
    screen->insurance = insurance;
    screen->view = insurance_is_by_year(insurance) ? INSURANCE_AMOUNTS_BY_YEAR : INSURANCE_MONTHS_BY_YEAR;
    screen->focused = SIZE_MAX;
    place(&screen->screen);
    return &screen->screen;
}
