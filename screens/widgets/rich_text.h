#ifndef SCREENS_WIDGETS_RICH_TEXT_H
#define SCREENS_WIDGETS_RICH_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"
#include "screens/widgets/kit.h"

/* A long text with tables and pictures, read by scrolling. Blocks are laid out once, drawn where they are in
 * sight; a picture that arrives later never moves what the reader has before his eyes. */

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

/* Up and Down by a line; page keys, CH±, Left and Right by a page. By a page no picture is cut that fits the
 * area, unless others stand too close to it, and nothing is passed over unseen. */
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
/* The words of the blocks in sight, of those that are cut all; a line each, a table's cells too. Cut at
 * `size`, perhaps within a character. */
void rich_text_words(const struct rich_text *rich_text, char *out, size_t size);
/* Asks for pictures that have come near: called when the rich text is shown or has moved. */
void rich_text_settle(struct rich_text *rich_text);

#endif
