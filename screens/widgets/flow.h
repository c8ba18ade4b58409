#ifndef SCREENS_WIDGETS_FLOW_H
#define SCREENS_WIDGETS_FLOW_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* A long text with tables and pictures, read by scrolling. Blocks are laid out once, drawn where they are in
 * sight; a picture that arrives later never moves what the reader has before his eyes. */

struct flow;

/* Keeps `kit`, which outlives it: its fonts may become others. */
struct flow *flow_new(const struct kit *kit);
void flow_free(struct flow *flow);
/* Removes all blocks; the place stays where it is set by flow_place. */
void flow_clear(struct flow *flow);
/* `width` of the text column is area.w; the position bar stands right of it. */
void flow_place(struct flow *flow, struct rect area);

struct flow_text {
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

struct flow_cell {
    const struct text_span *spans;
    size_t span_count;
    int row, column, row_span, column_span;
    int header;
    enum text_align align;
};

/* All copy what they need; 0, or -1 without memory (the block is left out). */
int flow_add_text(struct flow *flow, const struct flow_text *text);
int flow_add_table(struct flow *flow, const struct flow_cell *cells, size_t count, int rows, int columns);
int flow_add_rule(struct flow *flow);
/* A picture to come: `key` is handed back. Until it is there its `caption` stands in a frame. */
int flow_add_picture(struct flow *flow, size_t key, const char *caption);

/* Pictures are asked for when they come near the screen and dropped when they are far from it, so that a long
 * article costs no more memory than a screenful. */
typedef void (*flow_picture_wanted)(void *context, size_t key);
void flow_on_picture_wanted(struct flow *flow, flow_picture_wanted wanted, void *context);
/* Takes the picture (NULL: it cannot be shown, the caption stays). */
void flow_set_picture(struct flow *flow, size_t key, struct picture *picture);
/* Answers a wish that cannot be met now: it is made again when the reader moves on. */
void flow_ask_later(struct flow *flow, size_t key);
int flow_picture_max_width(const struct flow *flow);
int flow_picture_max_height(const struct flow *flow);

/* Up and Down by a line, page keys, CH±, Left and Right by a page. */
enum key_result flow_key(struct flow *flow, enum remote_key key);
int flow_height(const struct flow *flow);
int flow_scroll(const struct flow *flow);
/* As far as the height allows. */
void flow_scroll_to(struct flow *flow, int scroll);
int flow_at_end(const struct flow *flow);
void flow_draw(const struct flow *flow);
void flow_damage(const struct flow *flow);
/* Asks for pictures that have come near: called when the flow is shown or has moved. */
void flow_settle(struct flow *flow);

#endif
