#ifndef SCREENS_WIDGETS_RICH_TEXT_H
#define SCREENS_WIDGETS_RICH_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/chart.h"
#include "screens/widgets/kit.h"

/* A long text with tables, charts and pictures, read by scrolling. Blocks are laid out once, drawn where they
 * are in sight; a picture that arrives later never moves what the reader has before his eyes. */

struct rich_text;

/* Keeps `kit`, which outlives it: its fonts may become others. */
struct rich_text *rich_text_new(const struct kit *kit);
void rich_text_free(struct rich_text *rich_text);
/* Removes all blocks; the place stays where it is set by rich_text_place. */
void rich_text_clear(struct rich_text *rich_text);
/* `width` of the text column is area.w; the position bar stands right of it. */
void rich_text_place(struct rich_text *rich_text, struct rect area);

struct rich_text_paragraph {
    const struct text_span *spans;
    size_t span_count;
    int size;        /* font size */
    int line_height; /* 0: the theme's article line */
    int margin_left;
    int space_above;
    enum text_align align;
    const char *marker; /* "•", "3." in the margin, or NULL */
    int bar;            /* a rule along the left edge: a quotation */
};

struct rich_text_cell {
    const struct text_span *spans;
    size_t span_count;
    int row, column, row_span, column_span;
    int header;
    enum text_align align;
};

/* All copy what they need; 0, or -1 without memory (the block is left out). */
int rich_text_add_paragraph(struct rich_text *rich_text, const struct rich_text_paragraph *text);
int rich_text_add_table(struct rich_text *rich_text, const struct rich_text_cell *cells, size_t count,
                        int rows, int columns);
int rich_text_add_rule(struct rich_text *rich_text);
/* A picture to come: `key` is handed back. Until it is there its `caption` stands in a frame. */
int rich_text_add_picture(struct rich_text *rich_text, size_t key, const char *caption);

/* `data` is for chart_new, its context outlives the block. `words`: what the chart says to whoever does not
 * see it. -1 also where the area is too small for a chart. */
int rich_text_add_chart(struct rich_text *rich_text, const char *title, const struct chart_data *data,
                        const char *words);

/* Pictures are asked for when they come near the screen and dropped when they are far from it, so that a long
 * article costs no more memory than a screenful. */
typedef void (*rich_text_picture_wanted)(void *context, size_t key);
void rich_text_on_picture_wanted(struct rich_text *rich_text, rich_text_picture_wanted wanted, void *context);
/* Takes the picture (NULL: it cannot be shown, the caption stays). */
void rich_text_set_picture(struct rich_text *rich_text, size_t key, struct picture *picture);
/* Answers a wish that cannot be met now: it is made again when the reader moves on. */
void rich_text_ask_later(struct rich_text *rich_text, size_t key);
int rich_text_picture_max_width(const struct rich_text *rich_text);
int rich_text_picture_max_height(const struct rich_text *rich_text);

/* The chart that is whole in sight: it has the keys that lead from point to point. NULL: none. */
const struct chart *rich_text_chart(const struct rich_text *rich_text);
/* For Left and Right, before rich_text_key: from point to point of that chart. KEY_IGNORED: they have another
 * meaning now. A press beyond the first or last point is ignored, so it turns the page; a key that is held
 * stops there. Whoever turns pages that way is never stopped by a chart: it has its last point in focus where
 * it comes in sight, or the first if it came by turning back. */
enum key_result rich_text_chart_key(struct rich_text *rich_text, const struct remote_event *event);
/* Up and Down by a line; page keys, CH±, Left and Right by a page. By a page no picture or chart is cut that
 * fits the area, unless others stand too close to it, and nothing is passed over unseen. */
enum key_result rich_text_key(struct rich_text *rich_text, enum remote_key key);
int rich_text_height(const struct rich_text *rich_text);
int rich_text_scroll(const struct rich_text *rich_text);
/* As far as the height allows. */
void rich_text_scroll_to(struct rich_text *rich_text, int scroll);
/* 1: it is higher than its area. */
int rich_text_scrolls(const struct rich_text *rich_text);
int rich_text_at_end(const struct rich_text *rich_text);
void rich_text_draw(const struct rich_text *rich_text);
void rich_text_damage(const struct rich_text *rich_text);
/* The words of the blocks in sight, of those that are cut all; a line each, a table's cells too; of a chart
 * its title and its words. Cut at
 * `size`, perhaps within a character. */
void rich_text_words(const struct rich_text *rich_text, char *out, size_t size);
/* Asks for pictures that have come near: called when the rich text is shown or has moved. */
void rich_text_settle(struct rich_text *rich_text);

#endif
