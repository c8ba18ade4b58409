#include "screens/widgets/grid.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int page_of(const struct grid_item *item)
{
    return (item->row - 1) / GRID_SIDE;
}

static int row_in_page(const struct grid_item *item)
{
    return (item->row - 1) % GRID_SIDE;
}

int grid_page(const struct grid *grid)
{
    return grid->count > 0 ? page_of(&grid->items[grid->focus]) : 0;
}

int grid_page_count(const struct grid *grid)
{
    int last = 0;
    for (size_t i = 0; i < grid->count; i++) {
        int page = page_of(&grid->items[i]);
        last = page > last ? page : last;
    }
    return last + 1;
}

/* How many rows the fullest page has, so that tiles keep their size from page to page. */
static void count_rows_and_columns(struct grid *grid)
{
    grid->rows = 1;
    grid->columns = 1;
    for (size_t i = 0; i < grid->count; i++) {
        int row = row_in_page(&grid->items[i]) + 1;
        grid->rows = row > grid->rows ? row : grid->rows;
        grid->columns = grid->items[i].column > grid->columns ? grid->items[i].column : grid->columns;
    }
}

/* The one in the first row and column: small processors divide slowly, and there are many tiles. Empty before
 * there are any. */
static struct rect first_tile(const struct grid *grid, const struct theme *theme)
{
    int gap = theme->gap;
    if (grid->count == 0) {
        return (struct rect){0, 0, 0, 0};
    }
    return (struct rect){grid->area.x, grid->area.y,
                         (grid->area.w - gap * (grid->columns - 1)) / grid->columns,
                         (grid->area.h - gap * (grid->rows - 1)) / grid->rows};
}

static struct rect tile_after(struct rect first, const struct theme *theme, const struct grid_item *item)
{
    first.x += (item->column - 1) * (first.w + theme->gap);
    first.y += row_in_page(item) * (first.h + theme->gap);
    return first;
}

void grid_place(struct grid *grid, struct rect area)
{
    grid->area = area;
}

static int fits(const struct grid_item *item)
{
    return item->row >= 1 && item->row <= GRID_SIDE * GRID_SIDE && item->column >= 1 &&
           item->column <= GRID_SIDE;
}

static void remember_focus(struct grid *grid)
{
    const struct grid_item *item = grid_focused(grid);
    if (item != NULL) {
        snprintf(grid->focus_id, sizeof grid->focus_id, "%s", item->id);
        grid->focus_row = item->row;
        grid->focus_column = item->column;
    }
}

void grid_set_items(struct grid *grid, const struct grid_item *items, size_t count)
{
    grid->count = 0;
    for (size_t i = 0; i < count && grid->count < GRID_MAX; i++) {
        if (fits(&items[i])) {
            grid->items[grid->count++] = items[i];
        }
    }
    count_rows_and_columns(grid);
    grid->focus = 0;
    int best = INT_MAX;
    for (size_t i = 0; i < grid->count; i++) {
        const struct grid_item *item = &grid->items[i];
        int same = strcmp(item->id, grid->focus_id) == 0;
        int distance =
            same ? -1 : 10 * abs(item->row - grid->focus_row) + abs(item->column - grid->focus_column);
        if (distance < best) {
            best = distance;
            grid->focus = i;
        }
    }
    remember_focus(grid);
}

const struct grid_item *grid_focused(const struct grid *grid)
{
    return grid->count > 0 ? &grid->items[grid->focus] : NULL;
}

void grid_focus_index(struct grid *grid, size_t index)
{
    if (index < grid->count) {
        grid->focus = index;
        remember_focus(grid);
    }
}

/* The tile and its ring. */
static struct rect focus_rect(const struct grid *grid, const struct kit *kit, size_t index)
{
    struct rect tile = tile_after(first_tile(grid, kit->theme), kit->theme, &grid->items[index]);
    return rect_inset(tile, -focus_reach(kit->theme));
}

void grid_damage_focus(const struct grid *grid, const struct kit *kit)
{
    if (grid->count > 0) {
        canvas_damage(kit->canvas, focus_rect(grid, kit, grid->focus));
    }
}

/* The nearest item from the focus in a direction: first along it, then across it. */
static size_t neighbour(const struct grid *grid, int down, int right)
{
    const struct grid_item *from = &grid->items[grid->focus];
    size_t found = grid->focus;
    int best = INT_MAX;
    for (size_t i = 0; i < grid->count; i++) {
        int rows = grid->items[i].row - from->row;
        int columns = grid->items[i].column - from->column;
        int along = down != 0 ? rows * down : columns * right;
        int across = down != 0 ? abs(columns) : abs(rows);
        /* A step sideways never becomes a step of rows. */
        if (along <= 0 || (right != 0 && rows != 0)) {
            continue;
        }
        int cost = along * 10 + across;
        if (cost < best) {
            best = cost;
            found = i;
        }
    }
    return found;
}

static size_t first_of_page(const struct grid *grid, int page)
{
    size_t found = grid->focus;
    int best = INT_MAX;
    for (size_t i = 0; i < grid->count; i++) {
        int order = grid->items[i].row * 10 + grid->items[i].column;
        if (page_of(&grid->items[i]) == page && order < best) {
            best = order;
            found = i;
        }
    }
    return found;
}

static enum key_result move_focus(struct grid *grid, const struct kit *kit, size_t to, int64_t now_us)
{
    if (to == grid->focus) {
        return KEY_STAYED;
    }
    int page = grid_page(grid);
    size_t from = grid->focus;
    grid->focus = to;
    remember_focus(grid);
    if (grid_page(grid) != page) {
        canvas_damage(kit->canvas, rect_inset(grid->area, -focus_reach(kit->theme)));
    } else {
        canvas_damage_first(kit->canvas, focus_rect(grid, kit, to));
        canvas_damage(kit->canvas, focus_rect(grid, kit, from));
    }
    settle_start(&grid->settle, now_us);
    return KEY_DONE;
}

static enum key_result open_digit(struct grid *grid, const struct kit *kit, int digit, int64_t now_us)
{
    for (size_t i = 0; i < grid->count; i++) {
        if (digit != 0 && grid->items[i].digit == digit) {
            (void)move_focus(grid, kit, i, now_us);
            return KEY_PRESSED;
        }
    }
    return KEY_IGNORED;
}

enum key_result grid_key(struct grid *grid, const struct kit *kit, enum remote_key key, int64_t now_us)
{
    if (grid->count == 0) {
        return KEY_IGNORED;
    }
    switch (key) {
    case REMOTE_KEY_UP:
        return move_focus(grid, kit, neighbour(grid, -1, 0), now_us);
    case REMOTE_KEY_DOWN:
        return move_focus(grid, kit, neighbour(grid, 1, 0), now_us);
    case REMOTE_KEY_LEFT:
        return move_focus(grid, kit, neighbour(grid, 0, -1), now_us);
    case REMOTE_KEY_RIGHT:
        return move_focus(grid, kit, neighbour(grid, 0, 1), now_us);
    case REMOTE_KEY_PAGE_UP:
    case REMOTE_KEY_CHANNEL_UP:
        return move_focus(grid, kit, first_of_page(grid, grid_page(grid) - 1), now_us);
    case REMOTE_KEY_PAGE_DOWN:
    case REMOTE_KEY_CHANNEL_DOWN:
        return move_focus(grid, kit, first_of_page(grid, grid_page(grid) + 1), now_us);
    case REMOTE_KEY_OK:
        return KEY_PRESSED;
    default:
        return open_digit(grid, kit, remote_key_digit(key) > 0 ? remote_key_digit(key) : 0, now_us);
    }
}

static void draw_digit(const struct kit *kit, struct rect tile, int digit, colour ink)
{
    const struct theme *theme = kit->theme;
    char text[2] = {(char)('0' + digit), '\0'};
    int side = theme->text_small + theme->gap_small;
    struct rect corner = {tile.x + tile.w - side - theme->gap_small, tile.y + theme->gap_small, side, side};
    draw_text_centred(kit, style_small_bold(kit), corner, text, ink);
}

static void draw_icon_field(const struct kit *kit, struct rect field, const struct grid_item *item)
{
    canvas_fill_rounded(kit->canvas, field, kit->theme->radius, item->tint);
    if (item->icon != NULL) {
        int x = field.x + (field.w - icon_width(item->icon)) / 2;
        int y = field.y + (field.h - icon_height(item->icon)) / 2;
        canvas_icon_on(kit->canvas, item->icon, x, y, kit->theme->ink_on_tint, item->tint);
    }
}

static void draw_tile(const struct grid *grid, const struct kit *kit, const struct grid_item *item,
                      struct rect tile, int focused, int64_t now_us)
{
    const struct theme *theme = kit->theme;
    if (!canvas_visible(kit->canvas, rect_inset(tile, -focus_reach(theme)))) {
        return;
    }
    canvas_fill_rounded(kit->canvas, tile, theme->radius, focused ? theme->surface_focused : theme->surface);
    if (focused) {
        draw_focus(kit, tile, theme->radius, settle_percent(&grid->settle, now_us));
    }
    int side = theme->icon_tile + theme->gap;
    int tall = tile.h >= side + theme->text_heading * 2 + theme->gap_large * 2;
    struct rect field = {tile.x + theme->gap, tile.y + (tile.h - side) / 2, side, side};
    struct rect words = {field.x + side + theme->gap, tile.y, tile.w - side - 3 * theme->gap, tile.h};
    if (tall) {
        field.y = tile.y + theme->gap_large;
        field.x = tile.x + theme->gap_large;
        int height = theme->text_heading * 3 / 2;
        words = (struct rect){field.x, tile.y + tile.h - theme->gap_large - height,
                              tile.w - 2 * theme->gap_large, height};
        if (text_rows(kit, style_heading(kit), words.w, item->title) > 1) {
            words.y = field.y + side + theme->gap_small;
            words.h = tile.y + tile.h - theme->gap_small - words.y;
        }
    } else if (item->digit > 0 && text_rows(kit, style_heading(kit), words.w, item->title) > 1) {
        words.w -= theme->text_small; /* the first line stands beside the digit */
    }
    draw_icon_field(kit, field, item);
    draw_name(kit, style_heading(kit), words, item->title, focused ? theme->ink_on_focus : theme->ink);
    if (item->digit > 0) {
        draw_digit(kit, tile, item->digit, focused ? theme->ink_soft_on_focus : theme->ink_soft);
    }
}

void grid_cover(const struct grid *grid, const struct kit *kit)
{
    struct rect first = first_tile(grid, kit->theme);
    int page = grid_page(grid);
    for (size_t i = 0; i < grid->count; i++) {
        if (page_of(&grid->items[i]) == page) {
            cover_rounded(kit, tile_after(first, kit->theme, &grid->items[i]), kit->theme->radius);
        }
    }
}

void grid_draw(const struct grid *grid, const struct kit *kit, int64_t now_us)
{
    struct rect first = first_tile(grid, kit->theme);
    int page = grid_page(grid);
    for (size_t i = 0; i < grid->count; i++) {
        const struct grid_item *item = &grid->items[i];
        if (page_of(item) == page && i != grid->focus) {
            draw_tile(grid, kit, item, tile_after(first, kit->theme, item), 0, now_us);
        }
    }
    if (grid->count > 0) {
        const struct grid_item *item = &grid->items[grid->focus];
        draw_tile(grid, kit, item, tile_after(first, kit->theme, item), !grid->unfocused, now_us);
    }
}
