#include "screens/widgets/chart_private.h"
#include "screens/widgets/chart_spans.h"

/* What stands above the plot: the unit, and what its series are called. */

enum { MISSING = -1 }; /* the name of the stripes, beside those of the series */

int chart_legend_line_height(const struct kit *kit)
{
    return kit->theme->text_small * 7 / 4;
}

static int sample_width(const struct chart *chart)
{
    return chart->kit.theme->text_small * 3 / 2;
}

static const char *name_of(const struct chart *chart, int series)
{
    return series != MISSING ? chart->series[series].name : chart->has_missing ? chart->missing_name : "";
}

/* With its sample and the gap before the next; 0: it has no name. */
static int name_width(const struct chart *chart, int series)
{
    const struct theme *theme = chart->kit.theme;
    const char *name = name_of(chart, series);
    return name[0] == '\0' ? 0
                           : text_width(chart->kit.fonts, style_small(&chart->kit), name) + theme->gap_small +
                                 sample_width(chart) + theme->gap;
}

static int unit_width(const struct chart *chart)
{
    int widest = 0;
    for (size_t i = 0; i < 2; i++) {
        int wide = text_width(chart->kit.fonts, style_small(&chart->kit), chart->unit_name[i]);
        widest = wide > widest ? wide : widest;
    }
    return widest;
}

static int fits_one_line(const struct chart *chart, int width)
{
    int all = unit_width(chart) + name_width(chart, MISSING);
    for (int s = 0; s < (int)chart->series_count; s++) {
        all += name_width(chart, s);
    }
    return all <= width;
}

/* Where the name begins: behind those before it, on the next line where it would not fit. */
static int after(const struct chart *chart, int series, int width, int *x, int *line)
{
    int wide = name_width(chart, series);
    if (*x > 0 && *x + wide > width) {
        *x = 0;
        ++*line;
    }
    int at = *x;
    *x += wide;
    return at;
}

/* Behind the unit. */
static int first_x(const struct chart *chart)
{
    int unit = unit_width(chart);
    return unit > 0 ? unit + chart->kit.theme->gap : 0;
}

int chart_legend_lines(const struct chart *chart, int width)
{
    int x = first_x(chart);
    int line = 0;
    if (fits_one_line(chart, width)) {
        return 1;
    }
    for (int s = 0; s < (int)chart->series_count; s++) {
        (void)after(chart, s, width, &x, &line);
    }
    (void)after(chart, MISSING, width, &x, &line);
    return line + 1;
}

/* --- Drawing --- */

static void draw_line_sample(const struct chart *chart, size_t series, struct rect box)
{
    int thick = chart_line_thickness(chart);
    struct rect line = {box.x, box.y + (box.h - thick) / 2, box.w, thick};
    struct rect parts[3] = {line, line, line};
    switch (chart_among_form(chart, series)) {
    case 0:
        canvas_fill(chart->kit.canvas, line, chart_ink(chart, series));
        break;
    case 1:
        parts[0].w = parts[1].w = box.w * 2 / 5;
        parts[1].x = box.x + box.w - parts[1].w;
        canvas_fill_all(chart->kit.canvas, parts, 2, chart_ink(chart, series));
        break;
    default:
        for (int i = 0; i < 3; i++) {
            parts[i].x = box.x + i * (box.w - thick) / 2;
            parts[i].w = thick;
        }
        canvas_fill_all(chart->kit.canvas, parts, 3, chart_ink(chart, series));
        break;
    }
}

static void draw_bar_sample(const struct chart *chart, size_t series, struct rect box)
{
    struct canvas *canvas = chart->kit.canvas;
    struct rect bar = {box.x + box.w / 4, box.y, box.w / 2, box.h};
    colour ink = chart_ink(chart, series);
    size_t among = chart_among_form(chart, series);
    if (among == 1) {
        canvas_ring(canvas, bar, 0, chart_hollow_thickness(chart), ink);
    } else {
        canvas_fill(canvas, among == 2 ? chart_thin_bar(bar) : bar, ink);
    }
}

static void draw_missing_sample(const struct chart *chart, struct rect box)
{
    const struct theme *theme = chart->kit.theme;
    int thick = theme->ring / 2 > 1 ? theme->ring / 2 : 1;
    struct rect parts[3];
    for (int i = 0; i < 3; i++) {
        parts[i] = (struct rect){box.x, box.y + i * (box.h - thick) / 2, box.w, thick};
    }
    canvas_fill_all(chart->kit.canvas, parts, 3, chart_shade(theme->ink_soft, theme->surface, 2));
}

/* As the series is drawn, small; behind it the name. */
static void draw_name_at(const struct chart *chart, int series, int x, int line)
{
    const struct kit *kit = &chart->kit;
    const struct theme *theme = kit->theme;
    int height = chart_legend_line_height(kit);
    int y = chart->legend.y + line * height;
    int side = theme->text_small * 3 / 4;
    int width = name_width(chart, series);
    if (width == 0) {
        return;
    }
    struct rect sample = {x, y + (height - side) / 2, sample_width(chart), side};
    struct rect words = {x + sample.w + theme->gap_small, y, 0, height};
    words.w = x + width - theme->gap + 2 - words.x;
    int right = chart->legend.x + chart->legend.w;
    words.w = words.x + words.w > right + 2 ? right + 2 - words.x : words.w;
    draw_text_middle(kit, style_small(kit), words, name_of(chart, series), theme->ink_soft);
    if (series == MISSING) {
        draw_missing_sample(chart, sample);
    } else if (chart->series[series].form == CHART_BARS) {
        draw_bar_sample(chart, (size_t)series, sample);
    } else {
        draw_line_sample(chart, (size_t)series, sample);
    }
}

/* At the right end of the line that the unit begins. */
static void draw_beside_unit(const struct chart *chart)
{
    int gap = chart->kit.theme->gap;
    int right = chart->legend.x + chart->legend.w + gap;
    right -= name_width(chart, MISSING);
    draw_name_at(chart, MISSING, right, 0);
    for (int s = (int)chart->series_count; s-- > 0;) {
        right -= name_width(chart, s);
        draw_name_at(chart, s, right, 0);
    }
}

static void draw_on_lines(const struct chart *chart)
{
    int x = first_x(chart);
    int line = 0;
    for (int s = 0; s < (int)chart->series_count; s++) {
        int at = after(chart, s, chart->legend.w, &x, &line);
        draw_name_at(chart, s, chart->legend.x + at, line);
    }
    int at = after(chart, MISSING, chart->legend.w, &x, &line);
    draw_name_at(chart, MISSING, chart->legend.x + at, line);
}

void chart_legend_draw(const struct chart *chart)
{
    const struct kit *kit = &chart->kit;
    struct rect unit = chart->legend;
    unit.h = chart_legend_line_height(kit);
    if (!canvas_visible(kit->canvas, chart->legend)) {
        return;
    }
    draw_text_middle(kit, style_small(kit), unit, chart->axis.unit, kit->theme->ink_soft);
    if (chart->legend_lines == 1) {
        draw_beside_unit(chart);
    } else {
        draw_on_lines(chart);
    }
}
