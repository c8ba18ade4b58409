#include <stdlib.h>
#include <string.h>

#include "backend-client/article/article_builder.h"

/* The grid of a table as HTML 5 builds it: a cell takes the next place that no cell from above reaches into.
 */

void table_open(struct article_builder *builder)
{
    builder->table =
        (struct building_table){.block = NO_BLOCK, .row = -1, .first_block = builder->block_count};
}

static void begin_row(struct building_table *table)
{
    if (table->row >= 0) {
        for (int i = 0; i < ARTICLE_TABLE_COLUMNS_MAX; i++) {
            table->covered[i] -= table->covered[i] > 0;
        }
    }
    table->row++;
    table->column = 0;
    table->row_has_cells = 0;
}

void table_next_row(struct article_builder *builder)
{
    struct building_table *table = &builder->table;
    /* A row without cells takes no place. */
    if (table->row < 0 || table->row_has_cells) {
        begin_row(table);
    }
}

static int free_columns(const struct building_table *table, int column, int wanted)
{
    int count = 0;
    while (count < wanted && column + count < ARTICLE_TABLE_COLUMNS_MAX &&
           table->covered[column + count] == 0) {
        count++;
    }
    return count;
}

static struct building_cell *new_cell(struct article_builder *builder)
{
    if (builder->cell_count == builder->cell_capacity) {
        size_t capacity = builder->cell_capacity == 0 ? 32 : builder->cell_capacity * 2;
        struct building_cell *cells = realloc(builder->cells, capacity * sizeof *cells);
        if (cells == NULL) {
            builder->no_memory = 1;
            return NULL;
        }
        builder->cells = cells;
        builder->cell_capacity = capacity;
    }
    return &builder->cells[builder->cell_count++];
}

/* The block of the open table, made with its first cell. */
static int table_block(struct article_builder *builder)
{
    struct building_table *table = &builder->table;
    if (table->block == NO_BLOCK && builder_add_block(builder, BLOCK_TABLE) != NULL) {
        table->block = (int)builder->block_count - 1;
        builder->open_block = NO_BLOCK;
    }
    return table->block;
}

void table_add_cell(struct article_builder *builder, int column_span, int row_span, int header,
                    enum article_align align)
{
    struct building_table *table = &builder->table;
    builder_close_text(builder);
    if (table->row < 0) {
        begin_row(table);
    }
    while (table->column < ARTICLE_TABLE_COLUMNS_MAX && table->covered[table->column] > 0) {
        table->column++;
    }
    int width = free_columns(table, table->column, column_span);
    if (width == 0 || table->row >= BUILDER_ROW_MAX || builder->cell_count >= BUILDER_CELL_MAX ||
        table_block(builder) == NO_BLOCK) {
        builder->cut = 1;
        return;
    }
    struct building_cell *cell = new_cell(builder);
    if (cell == NULL) {
        return;
    }
    *cell = (struct building_cell){.cell = {.column = table->column,
                                            .row = table->row,
                                            .column_span = width,
                                            .row_span = row_span,
                                            .header = header,
                                            .align = align},
                                   .first_span = builder->span_count};
    for (int i = 0; i < width; i++) {
        table->covered[table->column + i] = row_span;
    }
    table->column += width;
    table->row_has_cells = 1;
    struct article_block *block = &builder->blocks[table->block].block;
    block->cell_count++;
    block->columns = block->columns > table->column ? block->columns : table->column;
    builder->open_cell = (int)builder->cell_count - 1;
}

/* A table of one column was drawn for the frame around it, not for its grid: its cells are paragraphs.
 * Returns 1 if it was one. The first cell takes the table's own block, the others need blocks behind it, so
 * only a table that is still the last block is turned. */
static int turn_to_paragraphs(struct article_builder *builder, int place)
{
    struct article_block *block = &builder->blocks[place].block;
    size_t first_cell = builder->blocks[place].first_cell;
    size_t count = block->cell_count;
    if (block->columns != 1 || (count > 1 && (size_t)place != builder->block_count - 1)) {
        return 0;
    }
    *block = (struct article_block){.kind = BLOCK_PARAGRAPH};
    for (size_t i = 0; i < count; i++) {
        struct building_cell cell = builder->cells[first_cell + i];
        if (i > 0 && builder_add_block(builder, BLOCK_PARAGRAPH) == NULL) {
            break;
        }
        struct building_block *paragraph = &builder->blocks[(size_t)place + i];
        paragraph->block.align = cell.cell.align;
        paragraph->block.span_count = cell.cell.span_count;
        paragraph->first_span = cell.first_span;
    }
    builder->open_block = NO_BLOCK;
    return 1;
}

void table_take_chart(struct article_builder *builder, const struct html_chart *chart)
{
    const struct building_table *table = &builder->table;
    builder_close_text(builder);
    if (table->block == NO_BLOCK) {
        return; /* nothing more fitted */
    }
    struct html_chart *own = arena_alloc(builder->arena, sizeof *own);
    if (own == NULL) {
        builder->no_memory = 1;
        return;
    }
    *own = *chart;
    builder->blocks[table->block].block.chart = own;
    for (size_t i = table->first_block; i < builder->block_count; i++) {
        if (i != (size_t)table->block) {
            builder->blocks[i].block.span_count = 0; /* not shown */
        }
    }
}

void table_close(struct article_builder *builder)
{
    struct building_table *table = &builder->table;
    builder_close_text(builder);
    int place = table->block;
    table->block = NO_BLOCK;
    if (place == NO_BLOCK) {
        return;
    }
    struct article_block *block = &builder->blocks[place].block;
    block->rows = table->row_has_cells ? table->row + 1 : table->row;
    size_t first_cell = builder->blocks[place].first_cell;
    size_t with_text = 0;
    for (size_t i = 0; i < block->cell_count; i++) {
        struct article_cell *cell = &builder->cells[first_cell + i].cell;
        int left = block->rows - cell->row;
        cell->row_span = cell->row_span > left ? left : cell->row_span;
        with_text += cell->span_count > 0;
    }
    if (with_text == 0) {
        block->cell_count = 0; /* an empty frame is dropped in builder_finish */
        return;
    }
    (void)turn_to_paragraphs(builder, place);
}
