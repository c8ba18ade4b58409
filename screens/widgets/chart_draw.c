#include <string.h>

#include "screens/widgets/chart_private.h"
#include "screens/widgets/chart_spans.h"

enum { MARKED_POINTS_MAX = 24, BARS_BATCH = 64 };

colour chart_ink(const struct chart *chart, size_t series)
{
    const struct theme *theme = chart->kit.theme;
    return series == 0 ? theme->accent : series == 1 ? theme->link : theme->ink;
}

int chart_line_thickness(const struct chart *chart)
{
    return chart->kit.theme->ring;
}

/* Sixteenths of a pixel from the top of the screen. */
static int y16(const struct chart *chart, int64_t value)
{
    /* The line at the upper end of the axis keeps its whole thickness. */
    int height = chart->plot.h - chart_line_thickness(chart);
    return (chart->plot.y + chart->plot.h) * 16 - chart_axis_up(&chart->axis, value, height);
}

static int y_of(const struct chart *chart, int64_t value)
{
    return y16(chart, value) / 16;
}

size_t chart_among_form(const struct chart *chart, size_t series)
{
    size_t number = 0;
    for (size_t s = 0; s < series; s++) {
        number += chart->series[s].form == chart->series[series].form;
    }
    return number;
}

int chart_bar_count(const struct chart *chart)
{
    int count = 0;
    for (size_t s = 0; s < chart->series_count; s++) {
        count += chart->series[s].form == CHART_BARS;
    }
    return count;
}

struct rect chart_thin_bar(struct rect bar)
{
    int wide = bar.w / 3 > 2 ? bar.w / 3 : 2;
    return (struct rect){bar.x + (bar.w - wide) / 2, bar.y, wide, bar.h};
}

int chart_dash(const struct chart *chart, size_t series)
{
    static const int dashes[CHART_SERIES_MAX] = {0, 4, 1};
    return dashes[chart_among_form(chart, series)] * chart_line_thickness(chart);
}

/* --- Axis --- */

static void draw_numbers(const struct chart *chart)
{
    const struct kit *kit = &chart->kit;
    const struct theme *theme = kit->theme;
    int right = chart->plot.x - theme->gap_small;
    for (size_t i = 0; i < chart->axis.count; i++) {
        int64_t value = chart->axis.low + (int64_t)i * chart->axis.step;
        int y = y_of(chart, value);
        struct rect line = {chart->plot.x, y - 1, chart->plot.w, 2};
        struct rect number = {chart->legend.x, y - theme->text_small / 2, right - chart->legend.x,
                              theme->text_small};
        canvas_fill(kit->canvas, line, value == 0 ? theme->ink_soft : theme->rule);
        if (canvas_visible(kit->canvas, number)) {
            draw_text_right(kit, style_small(kit), number, chart->ticks[i], theme->ink_soft);
        }
    }
}

/* The word, and a short stroke from the axis to its point. */
static void draw_labels(const struct chart *chart)
{
    const struct kit *kit = &chart->kit;
    const struct theme *theme = kit->theme;
    if (!canvas_visible(kit->canvas, chart->below)) {
        return;
    }
    for (size_t i = 0; i < chart->count; i++) {
        const struct chart_own_label *label = &chart->labels[i];
        if (label->text[0] != '\0') {
            struct rect box = {label->x, chart->below.y + theme->gap_small / 2, label->width + 2,
                               chart->below.h - theme->gap_small / 2};
            struct rect stroke = {chart_point_x(chart, i) - 1, chart->below.y, 2, theme->gap_small / 2};
            canvas_fill(kit->canvas, stroke, theme->ink_soft);
            draw_text_middle(kit, style_small(kit), box, label->text, theme->ink_soft);
        }
    }
}

/* --- What is missing --- */

static void draw_stripes(const struct chart *chart, struct rect area)
{
    const struct theme *theme = chart->kit.theme;
    struct rect stripes[BARS_BATCH];
    size_t count = 0;
    int thick = theme->ring / 2 > 1 ? theme->ring / 2 : 1;
    int step = theme->gap;
    if (!canvas_visible(chart->kit.canvas, area)) {
        return;
    }
    for (int y = area.y + step / 2; y + thick <= area.y + area.h && count < BARS_BATCH; y += step) {
        stripes[count++] = (struct rect){area.x, y, area.w, thick};
    }
    canvas_fill_all(chart->kit.canvas, stripes, count, chart_shade(theme->ink_soft, theme->surface, 2));
}

/* One band for points that follow each other. */
static void draw_missing(const struct chart *chart)
{
    for (size_t i = 0; i < chart->count; i++) {
        size_t from = i;
        while (i < chart->count && chart->missing[i]) {
            i++;
        }
        if (i > from) {
            int left = chart_slot_x(chart, from);
            struct rect band = {left, chart->plot.y, chart_slot_x(chart, i) - left, chart->plot.h};
            draw_stripes(chart, band);
        }
    }
}

/* --- Series --- */

/* Where the bar of a point stands: side by side where several series are bars. */
static struct rect bar_rect(const struct chart *chart, size_t series, size_t point)
{
    int left = chart_slot_x(chart, point);
    int width = chart_slot_x(chart, point + 1) - left;
    int bars = chart_bar_count(chart) > 0 ? chart_bar_count(chart) : 1;
    int gap = width / 4;
    int wide = (width - gap) / bars > 1 ? (width - gap) / bars : 1;
    int zero = y_of(chart, 0);
    int y = y_of(chart, chart->series[series].values[point]);
    struct rect bar = {left + gap / 2 + wide * (int)chart_among_form(chart, series), y < zero ? y : zero,
                       wide, y < zero ? zero - y : y - zero};
    /* Nought is seen, too: it is not missing. */
    int least = chart_line_thickness(chart) / 2 + 1;
    if (bar.h < least) {
        bar.y = zero - least / 2;
        bar.h = least;
    }
    return bar;
}

static void draw_filled_bars(const struct chart *chart, size_t series, int thin)
{
    struct rect bars[BARS_BATCH];
    size_t count = 0;
    for (size_t i = 0; i < chart->count; i++) {
        if (chart->series[series].values[i] != CHART_MISSING) {
            struct rect place = bar_rect(chart, series, i);
            struct rect bar = thin ? chart_thin_bar(place) : place;
            if (canvas_visible(chart->kit.canvas, bar)) {
                bars[count++] = bar;
            }
            if (count == BARS_BATCH) {
                canvas_fill_all(chart->kit.canvas, bars, count, chart_ink(chart, series));
                count = 0;
            }
        }
    }
    canvas_fill_all(chart->kit.canvas, bars, count, chart_ink(chart, series));
}

static void draw_hollow_bars(const struct chart *chart, size_t series)
{
    int thick = chart_hollow_thickness(chart);
    for (size_t i = 0; i < chart->count; i++) {
        if (chart->series[series].values[i] != CHART_MISSING) {
            canvas_ring(chart->kit.canvas, bar_rect(chart, series, i), 0, thick, chart_ink(chart, series));
        }
    }
}

static void draw_dot(const struct chart *chart, size_t series, size_t point, int radius)
{
    int x = chart_point_x(chart, point);
    int y = y_of(chart, chart->series[series].values[point]);
    struct rect dot = {x - radius, y - radius, 2 * radius, 2 * radius};
    size_t among = chart_among_form(chart, series);
    int corner = among == 1 ? radius / 3 : radius; /* the second line has square dots, the third rings */
    canvas_fill_rounded(chart->kit.canvas, dot, corner, chart_ink(chart, series));
    if (among == 2) {
        canvas_fill_rounded(chart->kit.canvas, rect_inset(dot, radius / 2), radius - radius / 2,
                            chart->kit.theme->surface);
    }
}

static int has_value(const struct chart *chart, size_t series, size_t point)
{
    return point < chart->count && chart->series[series].values[point] != CHART_MISSING;
}

/* Few points have dots; where there are many, those alone that no line leads to or from. */
static void draw_dots(const struct chart *chart, size_t series)
{
    for (size_t i = 0; i < chart->count; i++) {
        int alone = (i == 0 || !has_value(chart, series, i - 1)) && !has_value(chart, series, i + 1);
        if (has_value(chart, series, i) && (alone || chart->count <= MARKED_POINTS_MAX)) {
            draw_dot(chart, series, i, chart_line_thickness(chart) * 3 / 2);
        }
    }
}

static void draw_line(const struct chart *chart, size_t series)
{
    const struct theme *theme = chart->kit.theme;
    int thick = chart_line_thickness(chart);
    const int64_t *values = chart->series[series].values;
    struct chart_spans spans;
    chart_spans_start(&spans, chart->kit.canvas, chart_ink(chart, series), theme->surface, thick,
                      chart_dash(chart, series));
    for (size_t i = 0; i + 1 < chart->count; i++) {
        int x0 = chart_point_x(chart, i);
        int x1 = chart_point_x(chart, i + 1);
        struct rect both = {x0, chart->plot.y - thick, x1 - x0, chart->plot.h + 2 * thick};
        if (has_value(chart, series, i) && has_value(chart, series, i + 1) &&
            canvas_visible(chart->kit.canvas, both)) {
            chart_spans_line(&spans, x0, y16(chart, values[i]), x1, y16(chart, values[i + 1]));
        }
    }
    chart_spans_end(&spans);
    draw_dots(chart, series);
}

/* Bars first, so that a line runs before them. */
static void draw_series(const struct chart *chart)
{
    for (size_t s = 0; s < chart->series_count; s++) {
        size_t among = chart_among_form(chart, s);
        if (chart->series[s].form == CHART_BARS && among == 1) {
            draw_hollow_bars(chart, s);
        } else if (chart->series[s].form == CHART_BARS) {
            draw_filled_bars(chart, s, among == 2);
        }
    }
    for (size_t s = 0; s < chart->series_count; s++) {
        if (chart->series[s].form == CHART_LINE) {
            draw_line(chart, s);
        }
    }
}

/* --- Focus --- */

int chart_focus_dot(const struct chart *chart)
{
    return chart_line_thickness(chart) * 2;
}

static void draw_focus_dots(const struct chart *chart)
{
    for (size_t s = 0; s < chart->series_count; s++) {
        if (chart->series[s].form == CHART_LINE && has_value(chart, s, chart->focus)) {
            draw_dot(chart, s, chart->focus, chart_focus_dot(chart));
        }
    }
}

static void draw_band(const struct chart *chart)
{
    canvas_fill_rounded(chart->kit.canvas, chart_focus_band(chart, chart->focus),
                        chart->kit.theme->radius_small, chart->kit.theme->surface_raised);
}

static void draw_ring(const struct chart *chart)
{
    if (!chart->unfocused) {
        draw_focus(&chart->kit, chart_focus_band(chart, chart->focus), chart->kit.theme->radius_small, 100);
    }
}

static void draw_panel(const struct chart *chart)
{
    const struct kit *kit = &chart->kit;
    const struct theme *theme = kit->theme;
    struct rect words = rect_inset(chart->panel, theme->gap_small / 2);
    if (!canvas_visible(kit->canvas, chart->panel)) {
        return;
    }
    words.x += theme->gap_small;
    words.w -= 2 * theme->gap_small;
    canvas_fill_rounded(kit->canvas, chart->panel, theme->radius_small, theme->surface_raised);
    draw_name(kit, style_body_bold(kit), words, chart->words, theme->ink);
}

void chart_draw(const struct chart *chart)
{
    const struct kit *kit = &chart->kit;
    if (canvas_visible(kit->canvas, chart->card)) {
        canvas_fill_rounded(kit->canvas, chart->card, kit->theme->radius_small, kit->theme->surface);
        if (chart->count > 0) {
            draw_band(chart);
        }
        draw_missing(chart);
        draw_numbers(chart);
        draw_labels(chart);
        draw_series(chart);
        if (chart->count > 0) {
            draw_focus_dots(chart);
            draw_ring(chart);
        }
        chart_legend_draw(chart);
    }
    draw_panel(chart);
}
