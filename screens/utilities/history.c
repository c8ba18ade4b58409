#include "screens/utilities/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/stage/frame.h"
#include "screens/stage/spoken.h"
#include "screens/utilities/bills.h"
#include "screens/utilities/utility_words.h"
#include "screens/widgets/chart.h"

enum { MONTHS_PLACE = 100, YEARS_PLACE = 10000, LABEL_SIZE = 12 };
enum { FEN = 100, MILLI = 1000 };

struct history {
    struct screen screen;
    struct frame frame;
    struct account_visit *visit;
    const struct utility_bill *bills[UTILITY_BILLS_MAX]; /* of the points, the oldest first */
    size_t count;
    int by_quantity;
    size_t point;
    struct chart *chart; /* NULL without memory */
};

/* Adjustments and what is void are no use of a month. */
static void collect(struct history *history)
{
    const struct utility_bills *bills = &history->visit->statement->bills;
    history->count = 0;
    for (size_t i = bills->count; i-- > 0;) {
        const struct utility_bill *bill = &bills->bills[i];
        if (bill->kind == UTILITY_BILL && !bill->is_void && history->count < UTILITY_BILLS_MAX) {
            history->bills[history->count++] = bill;
        }
    }
}

static void words(void *context, size_t point, char text[CHART_WORDS_SIZE])
{
    const struct history *history = context;
    const struct stage *stage = history->screen.stage;
    const struct utility_bill *bill = history->bills[point];
    char period[UTILITY_WORDS_SIZE], quantity[UTILITY_WORDS_SIZE], amount[UTILITY_WORDS_SIZE];
    const char *values[] = {
        utility_period(period, stage, bill->from, bill->to),
        utility_quantity(quantity, stage, history->visit->statement->account.kind, bill->quantity),
        utility_money(amount, stage, bill->payable), bill_state_words(stage, bill)};
    (void)string_format(text, CHART_WORDS_SIZE, stage->strings, STRING_UTILITY_POINT, values, 4);
    explicit_bzero(amount, sizeof amount);
}

/* What the chart copies. */
struct columns {
    int64_t values[UTILITY_BILLS_MAX];
    char years[UTILITY_BILLS_MAX][LABEL_SIZE];
    const char *labels[UTILITY_BILLS_MAX];
};

/* A year below the first bill of it. */
static void fill(struct columns *columns, const struct history *history)
{
    int year = 0;
    for (size_t i = 0; i < history->count; i++) {
        const struct utility_bill *bill = history->bills[i];
        columns->values[i] = history->by_quantity ? bill->quantity : bill->payable;
        if (bill->to / YEARS_PLACE != year) {
            year = bill->to / YEARS_PLACE;
            (void)snprintf(columns->years[i], LABEL_SIZE, "%d", year);
        }
        columns->labels[i] = columns->years[i];
    }
}

static struct chart_unit unit_of(const struct history *history)
{
    const struct stage *stage = history->screen.stage;
    return history->by_quantity
               ? (struct chart_unit){.one = MILLI,
                                     .name = utility_unit(stage, history->visit->statement->account.kind)}
               : (struct chart_unit){.one = FEN,
                                     .name = string_get(stage->strings, STRING_UTILITY_UNIT_YUAN)};
}

static void make_chart(struct history *history)
{
    const struct stage *stage = history->screen.stage;
    struct columns *columns = calloc(1, sizeof *columns);
    chart_free(history->chart);
    history->chart = NULL;
    if (columns == NULL || history->count == 0) {
        free(columns);
        return;
    }
    fill(columns, history);
    const struct chart_series series = {"", CHART_BARS, columns->values};
    const struct chart_data data = {.count = history->count,
                                    .labels = columns->labels,
                                    .series = &series,
                                    .series_count = 1,
                                    .unit = unit_of(history),
                                    .words = words,
                                    .context = history};
    history->chart = chart_new(&stage->kit, &data, frame_body(stage));
    explicit_bzero(columns, sizeof *columns);
    free(columns);
    if (history->chart != NULL) {
        chart_focus(history->chart, history->point);
    }
}

static void place(struct screen *base)
{
    struct history *history = (struct history *)base;
    const struct strings *strings = base->stage->strings;
    struct frame *frame = &history->frame;
    frame->title = string_get(strings, STRING_UTILITY_HISTORY);
    frame->subtitle =
        string_get(strings, history->by_quantity ? STRING_UTILITY_BY_QUANTITY : STRING_UTILITY_BY_AMOUNT);
    make_chart(history);
    frame->hint_count = 0;
    if (history->chart != NULL) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_UTILITY_HINT_BILL);
        frame_hint_add(frame, STRING_KEY_LEFT_RIGHT, STRING_HINT_MOVE);
    }
    frame_hint_add(frame, STRING_KEY_UP_DOWN,
                   history->by_quantity ? STRING_UTILITY_HINT_AMOUNT : STRING_UTILITY_HINT_QUANTITY);
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    canvas_damage_all(base->stage->kit.canvas);
}

static enum key_result key(struct screen *base, const struct remote_event *event)
{
    struct history *history = (struct history *)base;
    struct stage *stage = base->stage;
    if (history->chart == NULL) {
        return KEY_IGNORED;
    }
    if (event->key == REMOTE_KEY_OK) {
        if (event->press == REMOTE_PRESS) {
            account_visit_open(
                history->visit, stage,
                bill_new(stage, history->visit, history->bills[chart_focused(history->chart)]));
        }
        return KEY_DONE;
    }
    if (event->key == REMOTE_KEY_UP || event->key == REMOTE_KEY_DOWN) {
        if (event->press == REMOTE_PRESS) {
            history->point = chart_focused(history->chart);
            history->by_quantity = !history->by_quantity;
            place(base);
        }
        return KEY_DONE;
    }
    return chart_key(history->chart, event);
}

static void enter(struct screen *base)
{
    canvas_damage_all(base->stage->kit.canvas);
}

static void update(struct screen *base)
{
    (void)base;
}

static int64_t deadline(const struct screen *base)
{
    (void)base;
    return INT64_MAX;
}

static void draw(struct screen *base, struct rect clip)
{
    const struct history *history = (const struct history *)base;
    (void)clip;
    frame_draw(&history->frame, base->stage);
    if (history->chart != NULL) {
        chart_draw(history->chart);
    }
}

static void report(const struct screen *base, struct screen_report *report)
{
    const struct history *history = (const struct history *)base;
    report->focus = history->by_quantity ? "quantity" : "amount";
    report->title = history->frame.title;
    report->notice = "";
    report->frame = &history->frame;
    report->position = history->chart != NULL ? (int64_t)chart_focused(history->chart) : 0;
    report->total = (int64_t)history->count;
}

static void say(const struct screen *base, struct spoken *spoken)
{
    const struct history *history = (const struct history *)base;
    spoken_add(spoken->focus, history->chart != NULL ? chart_words(history->chart) : history->frame.title);
    spoken_add(spoken->value, history->frame.subtitle);
}

static void history_free(struct screen *base)
{
    struct history *history = (struct history *)base;
    chart_free(history->chart);
    account_visit_leave(history->visit, base);
    explicit_bzero(history, sizeof *history);
    free(history);
}

static const struct screen_operations operations = {
    .name = "utility-history",
    .enter = enter,
    .place = place,
    .key = key,
    .update = update,
    .deadline = deadline,
    .draw = draw,
    .report = report,
    .say = say,
    .free = history_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

struct screen *history_new(struct stage *stage, struct account_visit *visit)
{
    struct history *history = calloc(1, sizeof *history);
    if (history == NULL) {
        return NULL;
    }
    history->screen = (struct screen){&operations, stage};
    history->visit = account_visit_hold(visit);
    history->point = SIZE_MAX;
    collect(history);
    place(&history->screen);
    return &history->screen;
}
