#include "screens/widgets/rich_text_table.h"

#include <stdlib.h>

#include "screens/widgets/one_line.h"

struct table_cell {
    struct text_layout *layout;
    int row, column, row_span, column_span;
    int header;
};

struct rich_text_table {
    struct table_cell *cells;
    size_t count;
    int rows, columns;
    int *left; /* columns + 1 edges */
    int *top;  /* rows + 1 edges */
    int padding;
};

enum { COLUMN_MAX = 64, ROW_MAX = 4096 };

static int line_thickness(const struct kit *kit)
{
    return kit->theme->ring > 5 ? 2 : 1;
}

/* The width a cell would like (its longest line) and the least it can bear (some letters). */
static int wanted_width(const struct kit *kit, const struct rich_text_cell *cell)
{
    int width = 0;
    for (size_t i = 0; i < cell->span_count; i++) {
        struct text_style style = {kit->theme->text_small, cell->spans[i].weight};
        width += text_width(kit->fonts, style, cell->spans[i].text);
    }
    return width;
}

static void share_widths(const struct kit *kit, struct rich_text_table *table,
                         const struct rich_text_cell *cells, size_t count, int width)
{
    int wanted[COLUMN_MAX];
    int64_t sum = 0;
    int least = kit->theme->text_small * 2 + 2 * table->padding;
    if (least * table->columns > width) {
        least = width / table->columns;
    }
    for (int c = 0; c < table->columns; c++) {
        wanted[c] = least;
    }
    for (size_t i = 0; i < count; i++) {
        if (cells[i].column_span == 1) {
            int need = wanted_width(kit, &cells[i]) + 2 * table->padding + 2;
            /* A single long cell must not starve the others. */
            int cap = width * 3 / 5;
            need = need > cap ? cap : need;
            int *column = &wanted[cells[i].column];
            *column = need > *column ? need : *column;
        }
    }
    for (int c = 0; c < table->columns; c++) {
        sum += wanted[c] - least;
    }
    int64_t spare = width - (int64_t)least * table->columns;
    int64_t given = 0;
    table->left[0] = 0;
    for (int c = 0; c < table->columns; c++) {
        given += sum > 0 ? wanted[c] - least : 1;
        int64_t extra = spare * given / (sum > 0 ? sum : table->columns);
        table->left[c + 1] = least * (c + 1) + (int)extra;
    }
}

static int cell_layout(const struct kit *kit, const struct rich_text_table *table, struct table_cell *cell,
                       const struct rich_text_cell *source)
{
    struct text_layout_options options = {
        .size = kit->theme->text_small,
        .width =
            table->left[cell->column + cell->column_span] - table->left[cell->column] - 2 * table->padding,
        .line_height = kit->theme->text_small * 4 / 3,
        .align = source->align,
    };
    if (options.width < 1) {
        options.width = 1;
    }
    cell->layout = text_layout_new(kit->fonts, source->spans, source->span_count, &options);
    return cell->layout != NULL ? 0 : -1;
}

static int cell_height(const struct rich_text_table *table, const struct table_cell *cell)
{
    return text_layout_height(cell->layout) + 2 * table->padding;
}

/* Rows grow to what their own cells need; what a tall cell over several rows lacks is added to its last row.
 */
static void stack_rows(const struct kit *kit, struct rich_text_table *table)
{
    int least = kit->theme->text_small * 4 / 3 + 2 * table->padding;
    table->top[0] = 0;
    for (int r = 0; r < table->rows; r++) {
        int bottom = table->top[r] + least;
        for (size_t i = 0; i < table->count; i++) {
            const struct table_cell *cell = &table->cells[i];
            if (cell->row + cell->row_span - 1 == r) {
                int need = table->top[cell->row] + cell_height(table, cell);
                bottom = need > bottom ? need : bottom;
            }
        }
        table->top[r + 1] = bottom;
    }
}

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

static void take_place(struct table_cell *cell, const struct rich_text_cell *source,
                       const struct rich_text_table *table)
{
    cell->row = clamp(source->row, 0, table->rows - 1);
    cell->column = clamp(source->column, 0, table->columns - 1);
    cell->row_span = clamp(source->row_span, 1, table->rows - cell->row);
    cell->column_span = clamp(source->column_span, 1, table->columns - cell->column);
    cell->header = source->header;
}

struct rich_text_table *rich_text_table_new(const struct kit *kit, const struct rich_text_cell *cells,
                                            size_t count, int rows, int columns, int width)
{
    if (rows < 1 || rows > ROW_MAX || columns < 1 || columns > COLUMN_MAX || count == 0 || width < columns) {
        return NULL;
    }
    struct rich_text_table *table = calloc(1, sizeof *table);
    if (table == NULL) {
        return NULL;
    }
    table->rows = rows;
    table->columns = columns;
    table->padding = kit->theme->gap_small;
    table->cells = calloc(count, sizeof *table->cells);
    table->left = calloc((size_t)columns + 1, sizeof *table->left);
    table->top = calloc((size_t)rows + 1, sizeof *table->top);
    if (table->cells == NULL || table->left == NULL || table->top == NULL) {
        goto fail;
    }
    share_widths(kit, table, cells, count, width);
    for (size_t i = 0; i < count; i++) {
        take_place(&table->cells[i], &cells[i], table);
        if (cell_layout(kit, table, &table->cells[i], &cells[i]) != 0) {
            goto fail;
        }
        table->count++;
    }
    stack_rows(kit, table);
    return table;
fail:
    rich_text_table_free(table);
    return NULL;
}

void rich_text_table_free(struct rich_text_table *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; i < table->count; i++) {
        text_layout_free(table->cells[i].layout);
    }
    free(table->cells);
    free(table->left);
    free(table->top);
    free(table);
}

int rich_text_table_height(const struct rich_text_table *table)
{
    return table->top[table->rows];
}

void rich_text_table_whole_rows(const struct rich_text_table *table, int *from, int *to)
{
    int first = -1;
    int last = -1;
    for (int r = 0; r < table->rows; r++) {
        if (table->top[r] >= *from && table->top[r + 1] <= *to) {
            first = first < 0 ? table->top[r] : first;
            last = table->top[r + 1];
        }
    }
    if (first >= 0) {
        *from = first;
        *to = last;
    }
}

static void draw_cell(const struct rich_text_table *table, const struct kit *kit,
                      const struct table_cell *cell, int x, int y)
{
    int line = line_thickness(kit);
    struct rect box = {x + table->left[cell->column], y + table->top[cell->row], 0, 0};
    box.w = x + table->left[cell->column + cell->column_span] - box.x;
    box.h = y + table->top[cell->row + cell->row_span] - box.y;
    if (!canvas_visible(kit->canvas, box)) {
        return;
    }
    struct rect inner = {box.x, box.y, box.w - line, box.h - line};
    canvas_fill(kit->canvas, inner, cell->header ? kit->theme->surface_raised : kit->theme->surface);
    int top = box.y + (box.h - text_layout_height(cell->layout)) / 2;
    canvas_text_layout(kit->canvas, kit->fonts, cell->layout, box.x + table->padding, top);
}

void rich_text_table_draw(const struct rich_text_table *table, const struct kit *kit, int x, int y)
{
    struct rect all = {x, y, table->left[table->columns], table->top[table->rows]};
    all = rect_inset(all, -line_thickness(kit));
    if (!canvas_visible(kit->canvas, all)) {
        return;
    }
    /* The ground shines through between the cells: that is the grid. */
    canvas_fill(kit->canvas, all, kit->theme->rule);
    for (size_t i = 0; i < table->count; i++) {
        draw_cell(table, kit, &table->cells[i], x, y);
    }
}

void rich_text_table_words(const struct rich_text_table *table, char *out, size_t size)
{
    for (size_t i = 0; i < table->count; i++) {
        line_add(out, size, text_layout_words(table->cells[i].layout));
    }
}
