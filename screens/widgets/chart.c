#include "screens/widgets/chart.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/widgets/chart_private.h"

enum {
    HOLLOW_MIN = 4, /* a hollow bar is so many of its lines wide, or it looks filled */
    HELD_STEP = 6   /* repeats after which a held key moves by one point more */
};

#define VALUE_MAX INT64_C(10000000000000000)

/* --- What is copied --- */

static int is_sound(const struct chart_data *data)
{
    if (data->count > CHART_POINTS_MAX || data->series_count == 0 || data->series_count > CHART_SERIES_MAX ||
        data->unit.one <= 0 || data->words == NULL) {
        return 0;
    }
    for (size_t s = 0; s < data->series_count; s++) {
        for (size_t i = 0; i < data->count; i++) {
            int64_t value = data->series[s].values[i];
            if (value != CHART_MISSING && (value > VALUE_MAX || value < -VALUE_MAX)) {
                return 0;
            }
        }
    }
    return 1;
}

static void copy_text(char *to, size_t size, const char *text)
{
    (void)snprintf(to, size, "%s", text != NULL ? text : "");
}

static int copy_points(struct chart *chart, const struct chart_data *data)
{
    size_t count = data->count > 0 ? data->count : 1;
    chart->labels = calloc(count, sizeof *chart->labels);
    chart->missing = calloc(count, 1);
    if (chart->labels == NULL || chart->missing == NULL) {
        return -1;
    }
    for (size_t s = 0; s < data->series_count; s++) {
        struct chart_own_series *own = &chart->series[s];
        copy_text(own->name, sizeof own->name, data->series[s].name);
        own->form = data->series[s].form;
        own->values = calloc(count, sizeof *own->values);
        if (own->values == NULL) {
            return -1;
        }
        memcpy(own->values, data->series[s].values, data->count * sizeof *own->values);
        chart->series_count = s + 1;
    }
    for (size_t i = 0; i < data->count; i++) {
        copy_text(chart->labels[i].text, sizeof chart->labels[i].text, data->labels[i]);
        chart->missing[i] = 1;
        for (size_t s = 0; s < data->series_count; s++) {
            chart->missing[i] = (char)(chart->missing[i] && chart->series[s].values[i] == CHART_MISSING);
        }
        chart->has_missing |= chart->missing[i];
    }
    return 0;
}

void chart_free(struct chart *chart)
{
    if (chart == NULL) {
        return;
    }
    for (size_t s = 0; s < CHART_SERIES_MAX; s++) {
        if (chart->series[s].values != NULL) {
            explicit_bzero(chart->series[s].values, chart->count * sizeof(int64_t));
            free(chart->series[s].values);
        }
    }
    free(chart->labels);
    free(chart->missing);
    explicit_bzero(chart, sizeof *chart);
    free(chart);
}

/* --- Layout --- */

/* One line of body letters, or two small ones. */
static int panel_height(const struct kit *kit)
{
    return kit->theme->text_small * 5 / 2 + kit->theme->gap_small;
}

static int labels_height(const struct kit *kit)
{
    return kit->theme->text_small * 3 / 2;
}

static int around_plot(const struct kit *kit)
{
    return chart_legend_line_height(kit) + labels_height(kit) + panel_height(kit) + 2 * kit->theme->gap_small;
}

int chart_height_min(const struct kit *kit)
{
    return around_plot(kit) + 4 * kit->theme->text_small;
}

static void find_range(const struct chart *chart, int64_t *lowest, int64_t *highest)
{
    *lowest = 0;
    *highest = 0;
    for (size_t s = 0; s < chart->series_count; s++) {
        for (size_t i = 0; i < chart->count; i++) {
            int64_t value = chart->series[s].values[i];
            if (value != CHART_MISSING) {
                *lowest = value < *lowest ? value : *lowest;
                *highest = value > *highest ? value : *highest;
            }
        }
    }
}

/* As many numbers as stand with room between them; the width of the widest into *width. */
static void make_axis(struct chart *chart, const struct chart_unit *unit, int height, int *width)
{
    const struct kit *kit = &chart->kit;
    struct chart_unit own = *unit;
    int64_t lowest;
    int64_t highest;
    int room = height / (kit->theme->text_small * 2) + 1;
    size_t ticks = room < 2 ? 2 : room > CHART_TICKS_MAX ? CHART_TICKS_MAX : (size_t)room;
    own.name = chart->unit_name[0];
    own.large_name = unit->large_name != NULL ? chart->unit_name[1] : NULL;
    find_range(chart, &lowest, &highest);
    chart_axis_make(lowest, highest, &own, ticks, &chart->axis);
    *width = 0;
    for (size_t i = 0; i < chart->axis.count; i++) {
        chart_axis_text(&chart->axis, i, chart->ticks[i]);
        int wide = text_width(kit->fonts, style_small(kit), chart->ticks[i]);
        *width = wide > *width ? wide : *width;
    }
}

static void place(struct chart *chart, const struct chart_unit *unit)
{
    const struct kit *kit = &chart->kit;
    const struct theme *theme = kit->theme;
    struct rect area = chart->area;
    int panel = panel_height(kit);
    int numbers;
    chart->card = (struct rect){area.x, area.y, area.w, area.h - panel - theme->gap_small};
    chart->panel = (struct rect){area.x, area.y + area.h - panel, area.w, panel};
    struct rect inner = rect_inset(chart->card, theme->gap_small / 2);
    inner.x += theme->gap_small;
    inner.w -= 2 * theme->gap_small;
    chart->legend_lines = chart_legend_lines(chart, inner.w);
    int legend = chart_legend_line_height(kit) * chart->legend_lines;
    chart->legend = (struct rect){inner.x, inner.y, inner.w, legend};
    int height = inner.h - legend - labels_height(kit);
    make_axis(chart, unit, height, &numbers);
    int left = numbers + theme->gap_small;
    chart->plot = (struct rect){inner.x + left, inner.y + legend, inner.w - left, height};
    chart->below = (struct rect){chart->card.x, chart->plot.y + height, chart->card.w, labels_height(kit)};
}

int chart_slot_x(const struct chart *chart, size_t point)
{
    int64_t slots = chart->count > 0 ? (int64_t)chart->count : 1;
    return chart->plot.x + (int)((int64_t)point * chart->plot.w / slots);
}

int chart_point_x(const struct chart *chart, size_t point)
{
    return (chart_slot_x(chart, point) + chart_slot_x(chart, point + 1)) / 2;
}

static void place_label(const struct chart *chart, struct chart_own_label *label, size_t point)
{
    int left = chart->card.x + chart->kit.theme->gap_small;
    int right = chart->card.x + chart->card.w - chart->kit.theme->gap_small;
    label->width = text_width(chart->kit.fonts, style_small(&chart->kit), label->text);
    label->x = chart_point_x(chart, point) - label->width / 2;
    label->x = label->x + label->width > right ? right - label->width : label->x;
    label->x = label->x < left ? left : label->x;
}

/* 1: each `part`-th of them, counted from the last, stands apart from the next. */
static int labels_fit(const struct chart *chart, const size_t *points, size_t count, size_t part)
{
    for (size_t i = count - 1; i >= part; i -= part) {
        const struct chart_own_label *later = &chart->labels[points[i]];
        const struct chart_own_label *earlier = &chart->labels[points[i - part]];
        if (earlier->x + earlier->width + chart->kit.theme->gap > later->x) {
            return 0;
        }
    }
    return 1;
}

/* Those that find no room are emptied: the first, which may stand for the end of a year only, where that is
 * enough; else each second is left, or each third and so on. */
static void thin_labels(struct chart *chart)
{
    size_t of_all[CHART_POINTS_MAX];
    size_t *points = of_all;
    size_t count = 0;
    size_t part = 1;
    for (size_t i = 0; i < chart->count; i++) {
        if (chart->labels[i].text[0] != '\0') {
            place_label(chart, &chart->labels[i], i);
            points[count++] = i;
        }
    }
    if (count > 2 && !labels_fit(chart, points, count, 1) && labels_fit(chart, points + 1, count - 1, 1)) {
        chart->labels[points[0]].text[0] = '\0';
        points++;
        count--;
    }
    while (count > 1 && part < count && !labels_fit(chart, points, count, part)) {
        part++;
    }
    for (size_t i = 0; i < count; i++) {
        if ((count - 1 - i) % part != 0) {
            chart->labels[points[i]].text[0] = '\0';
        }
    }
}

int chart_hollow_thickness(const struct chart *chart)
{
    int thick = chart->kit.theme->ring / 2;
    return thick > 1 ? thick : 1;
}

/* Bars too narrow to look hollow, or thin, are drawn as lines. */
static void choose_forms(struct chart *chart)
{
    int slot = chart->count > 0 ? chart->plot.w / (int)chart->count : 0;
    int bars = chart_bar_count(chart);
    if (bars < 2 || (slot - slot / 4) / bars >= HOLLOW_MIN * chart_hollow_thickness(chart)) {
        return;
    }
    for (size_t s = chart->series_count; s-- > 0;) {
        if (chart->series[s].form == CHART_BARS && chart_among_form(chart, s) > 0) {
            chart->series[s].form = CHART_LINE;
        }
    }
}

static void find_words(struct chart *chart)
{
    chart->words[0] = '\0';
    if (chart->count > 0) {
        chart->say(chart->context, chart->focus, chart->words);
    }
}

struct chart *chart_new(const struct kit *kit, const struct chart_data *data, struct rect area)
{
    struct chart *chart = is_sound(data) ? calloc(1, sizeof *chart) : NULL;
    if (chart == NULL) {
        log_line(LOG_LEVEL_ERROR, "chart", "no memory, or nothing that can be drawn: %zu points, %zu series",
                 data->count, data->series_count);
        return NULL;
    }
    chart->kit = *kit;
    chart->area = area;
    chart->count = data->count;
    chart->stride = data->stride > 0 ? data->stride : 12;
    chart->say = data->words;
    chart->context = data->context;
    copy_text(chart->unit_name[0], sizeof chart->unit_name[0], data->unit.name);
    copy_text(chart->unit_name[1], sizeof chart->unit_name[1], data->unit.large_name);
    copy_text(chart->missing_name, sizeof chart->missing_name, data->missing_name);
    if (copy_points(chart, data) != 0) {
        log_line(LOG_LEVEL_ERROR, "chart", "out of memory");
        chart_free(chart);
        return NULL;
    }
    place(chart, &data->unit);
    thin_labels(chart);
    choose_forms(chart);
    chart->focus = chart->count > 0 ? chart->count - 1 : 0;
    find_words(chart);
    return chart;
}

/* --- Moving --- */

struct rect chart_focus_band(const struct chart *chart, size_t point)
{
    int reach = focus_reach(chart->kit.theme);
    int left = chart_slot_x(chart, point);
    int width = chart_slot_x(chart, point + 1) - left;
    int least = chart->kit.theme->gap;
    if (width < least) {
        left -= (least - width) / 2;
        width = least;
    }
    return (struct rect){left, chart->plot.y + reach, width, chart->plot.h - reach};
}

static void damage_point(const struct chart *chart, size_t point)
{
    int reach = focus_reach(chart->kit.theme) + chart_focus_dot(chart);
    canvas_damage(chart->kit.canvas, rect_inset(chart_focus_band(chart, point), -reach));
}

void chart_focus(struct chart *chart, size_t point)
{
    size_t last = chart->count > 0 ? chart->count - 1 : 0;
    point = point < last ? point : last;
    if (point != chart->focus) {
        damage_point(chart, chart->focus);
        chart->focus = point;
        find_words(chart);
        damage_point(chart, point);
        canvas_damage(chart->kit.canvas, chart->panel);
    }
}

/* Points to the left (negative) or right that the event asks for; 0: it is none of ours. */
static int64_t way_of(struct chart *chart, const struct remote_event *event)
{
    int sideways = remote_key_sideways(event->key);
    int64_t most = (int64_t)chart->stride / 2 > 1 ? (int64_t)chart->stride / 2 : 1;
    chart->held = event->press == REMOTE_REPEAT ? chart->held + 1 : 0;
    if (sideways != 0) {
        int64_t step = 1 + chart->held / HELD_STEP;
        return sideways * (step < most ? step : most);
    }
    switch (event->key) {
    case REMOTE_KEY_PAGE_UP:
    case REMOTE_KEY_CHANNEL_DOWN:
        return -(int64_t)chart->stride;
    case REMOTE_KEY_PAGE_DOWN:
    case REMOTE_KEY_CHANNEL_UP:
        return (int64_t)chart->stride;
    default:
        return 0;
    }
}

enum key_result chart_key(struct chart *chart, const struct remote_event *event)
{
    int64_t way = way_of(chart, event);
    int64_t to = (int64_t)chart->focus + way;
    size_t from = chart->focus;
    if (way == 0) {
        return KEY_IGNORED;
    }
    chart_focus(chart, to > 0 ? (size_t)to : 0);
    return chart->focus == from ? KEY_STAYED : KEY_DONE;
}

size_t chart_focused(const struct chart *chart)
{
    return chart->focus;
}

size_t chart_count(const struct chart *chart)
{
    return chart->count;
}

const char *chart_words(const struct chart *chart)
{
    return chart->words;
}

void chart_set_unfocused(struct chart *chart, int unfocused)
{
    if (chart->unfocused != unfocused && chart->count > 0) {
        chart->unfocused = unfocused;
        damage_point(chart, chart->focus);
    }
}

void chart_move(struct chart *chart, int x, int y)
{
    struct rect *parts[] = {&chart->area, &chart->card,  &chart->legend,
                            &chart->plot, &chart->below, &chart->panel};
    int right = x - chart->area.x;
    int down = y - chart->area.y;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        parts[i]->x += right;
        parts[i]->y += down;
    }
    for (size_t i = 0; i < chart->count; i++) {
        chart->labels[i].x += right;
    }
}

void chart_damage(const struct chart *chart)
{
    canvas_damage(chart->kit.canvas, rect_inset(chart->area, -focus_reach(chart->kit.theme)));
}
