#include "screens/canvas/canvas_private.h"
#include "screens/canvas/fonts_private.h"
#include "screens/canvas/text_layout.h"

enum { ELLIPSIS = 0x2026 };

struct pen {
    struct text_run run;
    const struct text_layout *layout;
    size_t span;
    int x, baseline;
    int span_x; /* where the span begins in this line */
};

static const struct layout_span *current(const struct pen *pen)
{
    return &pen->layout->spans[pen->span];
}

static struct text_style style_of(const struct pen *pen)
{
    return layout_span_style(pen->layout, current(pen));
}

/* Of the span: raised by a third of the size, lowered by an eighth. */
static int baseline_of(const struct pen *pen)
{
    int size = pen->layout->size;
    int marks = current(pen)->marks;
    return (marks & TEXT_RAISED) != 0    ? pen->baseline - size / 3
           : (marks & TEXT_LOWERED) != 0 ? pen->baseline + size / 8
                                         : pen->baseline;
}

/* A line along the span, so far above the baseline. */
static void draw_rule(const struct pen *pen, int above)
{
    int thickness = pen->layout->size / 16 > 0 ? pen->layout->size / 16 : 1;
    canvas_fill(pen->run.canvas,
                (struct rect){pen->span_x, pen->baseline - above, pen->x - pen->span_x, thickness},
                current(pen)->ink);
}

/* Draws what was collected in this span, and the lines under and through it. */
static void end_span(struct pen *pen)
{
    text_run_draw(&pen->run);
    int size = pen->layout->size;
    if ((current(pen)->marks & TEXT_UNDERLINED) != 0 && pen->x > pen->span_x) {
        draw_rule(pen, -(size / 10));
    }
    if ((current(pen)->marks & TEXT_STRUCK) != 0 && pen->x > pen->span_x) {
        draw_rule(pen, size * 35 / 100);
    }
    pen->span_x = pen->x;
}

static void enter_span(struct pen *pen, size_t at)
{
    int moved = 0;
    while (pen->span + 1 < pen->layout->span_count && current(pen)->end <= at) {
        if (!moved) {
            end_span(pen);
            moved = 1;
        }
        pen->span++;
    }
    if (moved) {
        pen->run.ink = current(pen)->ink;
    }
}

static void draw_line(struct pen *pen, const struct layout_line *line)
{
    const char *at = pen->layout->text + line->start;
    pen->span_x = pen->x;
    enter_span(pen, line->start);
    pen->run.ink = current(pen)->ink;
    while ((size_t)(at - pen->layout->text) < line->end) {
        enter_span(pen, (size_t)(at - pen->layout->text));
        uint32_t character = character_next(&at);
        if (character_kind(character) != CHARACTER_HIDDEN) {
            pen->x += text_run_add(&pen->run, style_of(pen), character, pen->x, baseline_of(pen));
        }
    }
    if (line->ellipsis) {
        pen->x += text_run_add(&pen->run, style_of(pen), ELLIPSIS, pen->x, pen->baseline);
    }
    end_span(pen);
}

void canvas_text_layout(struct canvas *canvas, struct fonts *fonts, const struct text_layout *layout, int x,
                        int y)
{
    struct pen pen = {.layout = layout};
    struct text_style style = fonts_clamp((struct text_style){layout->size, TEXT_REGULAR});
    /* The em box stands in the middle of the line's height. */
    int to_baseline = (layout->line_height - layout->size) / 2 + text_ascent(fonts, style);
    if (layout->span_count == 0) {
        return;
    }
    text_run_start(&pen.run, canvas, fonts, 0);
    struct rect clip = canvas_clip(canvas);
    /* Letters may reach out of their line by less than their size. */
    int above = clip.y - y - layout->size - layout->line_height;
    size_t i = above > 0 ? (size_t)(above / layout->line_height) : 0;
    for (; i < layout->line_count; i++) {
        const struct layout_line *line = &layout->lines[i];
        int top = y + (int)i * layout->line_height;
        if (top - layout->size >= clip.y + clip.h) {
            break;
        }
        pen.x = x + line->x;
        pen.baseline = top + to_baseline;
        draw_line(&pen, line);
    }
}
