#ifndef BACKEND_CLIENT_ARTICLE_ARTICLE_BUILDER_H
#define BACKEND_CLIENT_ARTICLE_ARTICLE_BUILDER_H

#include <stddef.h>

#include "backend-client/article/article.h"
#include "both-sides/arena.h"

/* Blocks, spans and cells while they grow. Knows folding of whitespace and the grid of a table; knows nothing
 * of HTML. */

enum {
    BUILDER_SPAN_MAX = 40000,
    BUILDER_CELL_MAX = 10000,
    BUILDER_ROW_MAX = 2000,
    BUILDER_URL_MAX = 1000,  /* bytes of an address */
    BUILDER_PLAIN_MAX = 600, /* bytes of a picture's description */
};

enum { NO_BLOCK = -1, NO_CELL = -1 };

/* A block, with its spans and cells as places in the shared arrays, which still move. */
struct building_block {
    struct article_block block;
    size_t first_span, first_cell;
};

struct building_cell {
    struct article_cell cell;
    size_t first_span;
};

struct text_look {
    int bold, link, struck, shift;
};

/* The table whose cells are being read; tables within it are read as text. */
struct building_table {
    int block;          /* NO_BLOCK: no table is open, or it has no cell yet */
    size_t first_block; /* that came after its start: the caption's */
    int row, column;
    int row_has_cells;
    int covered[ARTICLE_TABLE_COLUMNS_MAX]; /* rows below this one that a cell from above reaches into */
};

struct article_builder {
    struct arena *arena;
    struct building_block *blocks;
    size_t block_count, block_capacity;
    struct building_cell *cells;
    size_t cell_count, cell_capacity;
    struct article_span *spans;
    size_t span_count, span_capacity;
    const char *links[ARTICLE_LINK_MAX];
    size_t link_count;
    struct building_table table;

    int open_block; /* text goes here, NO_BLOCK: nowhere yet */
    int open_cell;  /* text goes here first, NO_CELL */
    int preformatted;
    char *text; /* of the span being written */
    size_t text_length, text_capacity;
    struct text_look look;
    int holds_text; /* the open block or cell has some already */
    int spaces;     /* seen, not written yet: what ends a line is dropped */
    int last_space_folds;
    int breaks;

    int cut;
    int no_memory;
};

int builder_init(struct article_builder *builder, size_t length);
/* Fills `article`, which then owns the arena. Returns -1 without memory. */
int builder_finish(struct article_builder *builder, struct article *article);
void builder_free(struct article_builder *builder); /* all but the arena */

/* Ends the block or cell that text goes to. */
void builder_close_text(struct article_builder *builder);
/* Begins a block; with text to come it becomes the open one. Returns NULL if nothing more fits. */
struct article_block *builder_add_block(struct article_builder *builder, enum article_block_kind kind);

/* Raw text, in the look given, to the open block or cell: folded, or as it stands if preformatted. */
void builder_add_text(struct article_builder *builder, const char *text, size_t length,
                      struct text_look look);
/* A line break before whatever text follows; nothing at the start and end of a block. */
void builder_add_break(struct article_builder *builder);
/* A short text on one line (a picture's description), in the arena; "" if it says nothing. */
const char *builder_plain_text(struct article_builder *builder, const char *text);
/* 1 if the text would show nothing. */
int text_is_blank(const char *text, size_t length);

/* Returns the place of the link, -1 if it is none that a phone could open. */
int builder_add_link(struct article_builder *builder, const char *address);
/* An address as html_address_clean makes it, in the arena; NULL if it cannot be one. */
const char *builder_address(struct article_builder *builder, const char *address);

void table_open(struct article_builder *builder);
void table_next_row(struct article_builder *builder);
/* Opens a cell: text goes there until builder_close_text. */
void table_add_cell(struct article_builder *builder, int column_span, int row_span, int header,
                    enum article_align align);
/* The open table is a chart (copied). What stands in it besides cells is its caption, which the chart has. */
void table_take_chart(struct article_builder *builder, const struct html_chart *chart);
void table_close(struct article_builder *builder);

#endif
