#ifndef SCREENS_WIDGETS_CHART_H
#define SCREENS_WIDGETS_CHART_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* A table of numbers as a picture: points in order of time (months, years) from left to right, one to three
 * series of values above them as a line or as bars. One point has the focus; a line below the picture tells
 * it in words. Above it stand the unit of the axis and the names of the series. What is missing is no zero:
 * there a striped band stands, and a line is broken. docs/decisions/0115. */

enum {
    CHART_POINTS_MAX = 600,
    CHART_SERIES_MAX = 3,
    CHART_TICKS_MAX = 6, /* numbers on the axis */
    CHART_NAME_SIZE = 64,
    CHART_LABEL_SIZE = 32,
    CHART_WORDS_SIZE = 320
};

#define CHART_MISSING INT64_MIN

/* The second and third series of a kind are told from the first by their shape: hollow and thin bars, a
 * broken and a dotted line. */
enum chart_form { CHART_LINE, CHART_BARS };

struct chart_series {
    const char *name; /* what it is; "": only where it is the only one */
    enum chart_form form;
    const int64_t *values; /* one a point, or CHART_MISSING; others within ±10^16 */
};

/* What the numbers of the axis count. */
struct chart_unit {
    int64_t one;      /* as much as a value is in one: 100 for fen in 元, 1 for months. > 0 */
    const char *name; /* "元", "个月" */
    /* Taken instead where the numbers would be long: 1,000,000 fen and "万元". 0 and NULL: there is none. */
    int64_t large_one;
    const char *large_name;
    int64_t finest; /* the least that lies between two numbers; 0: one */
};

struct chart_data {
    size_t count;              /* of points, up to CHART_POINTS_MAX */
    const char *const *labels; /* one a point: "2024" below the first month of a year; "": none. Those that
                                  find no room are left out, evenly */
    size_t stride;             /* points of a year; page keys move by it; 0: 12 */
    const struct chart_series *series;
    size_t series_count; /* 1 … CHART_SERIES_MAX */
    struct chart_unit unit;
    const char *missing_name; /* "没有记录", beside the stripes where there are any */
    /* What a point is and what it holds, in words: "2024年5月，余额 58,210.33 元". Called when the focus
     * moves, and by chart_words. */
    void (*words)(void *context, size_t point, char text[CHART_WORDS_SIZE]);
    void *context;
};

struct chart;

/* Copies all but the context; the focus is on the last point. chart_free wipes what was copied. NULL: without
 * memory, or `data` is none of the above (logged). `area` holds all of it. */
struct chart *chart_new(const struct kit *kit, const struct chart_data *data, struct rect area);
void chart_free(struct chart *chart); /* NULL is fine */

/* The lowest that a chart can still be read in. */
int chart_height_min(const struct kit *kit);

/* Left and Right by a point, faster while held; page keys and CH± by a year, `CH+` to what is later. Up and
 * Down are not its keys. */
enum key_result chart_key(struct chart *chart, const struct remote_event *event);
/* `point` beyond the last: the last. */
void chart_focus(struct chart *chart, size_t point);
size_t chart_focused(const struct chart *chart);
size_t chart_count(const struct chart *chart);
/* Of the focused point; "" where there are no points. */
const char *chart_words(const struct chart *chart);
/* 1: another part of the screen has the focus; the point stays marked, without ring. */
void chart_set_unfocused(struct chart *chart, int unfocused);

/* Puts its upper left corner there. Draws nothing, damages nothing. */
void chart_move(struct chart *chart, int x, int y);

void chart_damage(const struct chart *chart);
void chart_draw(const struct chart *chart);

#endif
