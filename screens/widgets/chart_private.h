#ifndef SCREENS_WIDGETS_CHART_PRIVATE_H
#define SCREENS_WIDGETS_CHART_PRIVATE_H

#include "screens/widgets/chart.h"
#include "screens/widgets/chart_axis.h"

/* What the files of the chart share: chart.c makes and moves it, chart_draw.c draws it. */

struct chart_own_series {
    char name[CHART_NAME_SIZE];
    enum chart_form form; /* as it is drawn: hollow bars too narrow to be seen as hollow are a line */
    int64_t *values;
};

struct chart_own_label {
    char text[CHART_LABEL_SIZE]; /* "": none, or no room */
    int x, width;                /* where it is drawn */
};

struct chart {
    struct kit kit;
    struct rect area;
    struct rect card;   /* all but the words */
    struct rect legend; /* unit and names, in as many lines as they need */
    struct rect plot;   /* values */
    struct rect below;  /* labels */
    struct rect panel;  /* the words of the focused point */
    size_t count, stride, series_count;
    struct chart_own_series series[CHART_SERIES_MAX];
    struct chart_own_label *labels;
    char *missing; /* of each point: 1: no series has a value */
    int has_missing;
    int legend_lines;
    char unit_name[2][CHART_NAME_SIZE]; /* what the axis borrows */
    char missing_name[CHART_NAME_SIZE];
    struct chart_axis axis;
    char ticks[CHART_TICKS_MAX][CHART_TICK_TEXT_SIZE];
    void (*say)(void *context, size_t point, char text[CHART_WORDS_SIZE]);
    void *context;
    size_t focus;
    int held; /* repeats since the press */
    int unfocused;
    char words[CHART_WORDS_SIZE];
};

/* Left edge of a point's share of the plot's width; of point `count`: the right edge of the last. */
int chart_slot_x(const struct chart *chart, size_t point);
/* Middle of a point's share, in pixels. */
int chart_point_x(const struct chart *chart, size_t point);
/* The number of a series among those of its form: each looks different. */
size_t chart_among_form(const struct chart *chart, size_t series);
/* How many series are bars. */
int chart_bar_count(const struct chart *chart);
/* The part of a bar's place that a thin bar takes. */
struct rect chart_thin_bar(struct rect bar);
colour chart_ink(const struct chart *chart, size_t series);
int chart_line_thickness(const struct chart *chart);
/* The radius of the dot on a line at the focused point. */
int chart_focus_dot(const struct chart *chart);
/* What is drawn in pixels, then half as much left out; 0: nothing is left out. */
int chart_dash(const struct chart *chart, size_t series);
/* How thick the lines of hollow bars are. */
int chart_hollow_thickness(const struct chart *chart);
/* What is marked of the focused point; the ring stands around it. */
struct rect chart_focus_band(const struct chart *chart, size_t point);

/* --- chart_legend.c --- */

int chart_legend_line_height(const struct kit *kit);
/* The lines that unit and names need in such a width. */
int chart_legend_lines(const struct chart *chart, int width);
void chart_legend_draw(const struct chart *chart);

#endif
