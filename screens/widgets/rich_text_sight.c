/* What of a rich text is in sight: moved by keys, and drawn. */
#include "screens/widgets/rich_text_private.h"

/* --- What is in sight --- */

/* A quotation's bar and a table's edge may stand a little outside the column, a table's line above its row.
 */
enum { BEYOND_COLUMN = 4, BEYOND_ROW = 2 };

static struct rect sight_rect(const struct rich_text *rich_text)
{
    struct rect area = rich_text->area;
    return (struct rect){area.x - BEYOND_COLUMN, area.y, area.w + 2 * BEYOND_COLUMN, area.h};
}

static struct rect bar_rect(const struct rich_text *rich_text)
{
    const struct theme *theme = rich_text->kit->theme;
    return (struct rect){rich_text->area.x + rich_text->area.w + theme->gap, rich_text->area.y,
                         theme->scroll_bar, rich_text->area.h};
}

void rich_text_damage(const struct rich_text *rich_text)
{
    struct rect bar = bar_rect(rich_text);
    struct rect all = sight_rect(rich_text);
    all.w = bar.x + bar.w - all.x;
    canvas_damage(rich_text->kit->canvas, all);
}

/* Lines of the rich text; none: `to` is not beyond `from`. */
struct stretch {
    int from, to;
};

/* Of words, between two edges within their block: half a line is noise. */
static struct stretch whole_lines(const struct rich_text_block *block, struct stretch edges)
{
    int lines = text_layout_line_count(block->layout);
    int line = lines > 0 ? block->height / lines : block->height;
    int first = edges.from > 0 && line > 0 ? (edges.from + line - 1) / line : 0;
    int last = block->height > edges.to && line > 0 ? edges.to / line : lines;
    return (struct stretch){first * line, last * line};
}

static struct stretch whole_rows(const struct rich_text_block *block, struct stretch edges)
{
    rich_text_table_whole_rows(block->table, &edges.from, &edges.to);
    return (struct stretch){edges.from - BEYOND_ROW, edges.to + BEYOND_ROW};
}

/* What is drawn of a block while the text stands at `scroll`, but for what its edges cut. */
static struct stretch shown_of(const struct rich_text *rich_text, const struct rich_text_block *block,
                               int scroll)
{
    struct stretch edges = {scroll - block->top, scroll - block->top + rich_text->area.h};
    struct stretch shown = {0, block->height};
    if (rich_text_distance(rich_text, block, scroll) != 0) {
        return (struct stretch){0, 0};
    }
    if (block->kind == BLOCK_PARAGRAPH) {
        shown = whole_lines(block, edges);
    } else if (block->kind == BLOCK_TABLE) {
        shown = whole_rows(block, edges);
    }
    return (struct stretch){shown.from + block->top, shown.to + block->top};
}

/* Where that stands on the screen now. */
static struct rect stretch_rect(const struct rich_text *rich_text, struct stretch stretch)
{
    struct rect rect = sight_rect(rich_text);
    rect.y += stretch.from - rich_text->scroll;
    rect.h = stretch.to - stretch.from;
    return rect;
}

/* --- Scrolling --- */

int rich_text_height(const struct rich_text *rich_text)
{
    return rich_text->height;
}

int rich_text_scroll(const struct rich_text *rich_text)
{
    return rich_text->scroll;
}

static int scroll_limit(const struct rich_text *rich_text)
{
    return rich_text->height > rich_text->area.h ? rich_text->height - rich_text->area.h : 0;
}

void rich_text_scroll_to(struct rich_text *rich_text, int scroll)
{
    int limit = scroll_limit(rich_text);
    rich_text->scroll = scroll < 0 ? 0 : scroll > limit ? limit : scroll;
    rich_text_settle(rich_text);
}

int rich_text_scrolls(const struct rich_text *rich_text)
{
    return scroll_limit(rich_text) > 0;
}

int rich_text_at_end(const struct rich_text *rich_text)
{
    return rich_text->scroll >= scroll_limit(rich_text);
}

/* 1 if an edge there would cut a picture or chart that fits the screen. */
static int cuts(const struct rich_text *rich_text, int edge)
{
    for (size_t i = 0; i < rich_text->count; i++) {
        const struct rich_text_block *block = &rich_text->blocks[i];
        int is_picture = block->kind == BLOCK_PICTURE || block->kind == BLOCK_CHART;
        if (is_picture && block->height <= rich_text->area.h && block->top < edge &&
            edge < block->top + block->height) {
            return 1;
        }
    }
    return 0;
}

/* The first place from `from` to `to`, both included, where neither edge cuts a picture; -1: there is none.
 */
static int whole_between(const struct rich_text *rich_text, int from, int to)
{
    int step = from <= to ? 1 : -1;
    for (int at = from; at != to + step; at += step) {
        if (at >= 0 && !cuts(rich_text, at) && !cuts(rich_text, at + rich_text->area.h)) {
            return at;
        }
    }
    return -1;
}

/* A page on, with a line that is seen twice; rather half a page than a picture that is cut, but nothing is
 * passed over unseen. Where pictures stand too close to each other one may be cut. */
static int page_from(const struct rich_text *rich_text, int direction)
{
    int line = rich_text_line_height(rich_text, rich_text->kit->theme->text_body);
    int page = rich_text->area.h;
    int limit = scroll_limit(rich_text);
    int wished = rich_text->scroll + direction * (page - line);
    int all = rich_text->scroll + direction * page;
    if (direction > 0 && rich_text->scroll >= limit) {
        return rich_text->scroll;
    }
    wished = wished < 0 ? 0 : wished > limit ? limit : wished;
    int to = whole_between(rich_text, wished, rich_text->scroll + direction * page / 2);
    to =
        to < 0 ? whole_between(rich_text, wished, all) : to; /* at the end it may stand higher than need be */
    to = to < 0 ? whole_between(rich_text, wished, rich_text->scroll + direction) : to;
    return to < 0 ? wished : to;
}

static int within_limit(const struct rich_text *rich_text, int to)
{
    int limit = scroll_limit(rich_text);
    return to < 0 ? 0 : to > limit ? limit : to;
}

static void damage_between(const struct rich_text *rich_text, int one, int other)
{
    struct stretch between = {one < other ? one : other, one < other ? other : one};
    canvas_damage(rich_text->kit->canvas, stretch_rect(rich_text, between));
}

static struct stretch common_of(struct stretch a, struct stretch b)
{
    return (struct stretch){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}

static int is_none(struct stretch stretch)
{
    return stretch.to <= stretch.from;
}

/* At the edges another line or row is whole now than was while the text stood at `from`. `both`: what was in
 * sight and still is. */
static void damage_changed(const struct rich_text *rich_text, const struct rich_text_block *block, int from,
                           struct stretch both)
{
    struct stretch before = common_of(shown_of(rich_text, block, from), both);
    struct stretch now = common_of(shown_of(rich_text, block, rich_text->scroll), both);
    if (is_none(before) || is_none(now)) {
        struct stretch one = is_none(before) ? now : before;
        damage_between(rich_text, one.from, is_none(one) ? one.from : one.to);
        return;
    }
    damage_between(rich_text, before.from, now.from);
    damage_between(rich_text, before.to, now.to);
}

/* What stays in sight moves on the screen; the rest is drawn. */
static void move_to(struct rich_text *rich_text, int to)
{
    int from = rich_text->scroll;
    struct stretch both = {from > to ? from : to, (from < to ? from : to) + rich_text->area.h};
    rich_text->scroll = to;
    if (is_none(both)) {
        rich_text_damage(rich_text);
        return;
    }
    canvas_scroll(rich_text->kit->canvas, sight_rect(rich_text), from - to);
    for (size_t i = 0; i < rich_text->count; i++) {
        damage_changed(rich_text, &rich_text->blocks[i], from, both);
    }
    canvas_damage(rich_text->kit->canvas, bar_rect(rich_text));
}

enum key_result rich_text_key(struct rich_text *rich_text, enum remote_key key)
{
    int line = rich_text_line_height(rich_text, rich_text->kit->theme->text_body);
    int to = rich_text->scroll;
    switch (key) {
    case REMOTE_KEY_UP:
        to = within_limit(rich_text, to - line);
        break;
    case REMOTE_KEY_DOWN:
        to = to < scroll_limit(rich_text) ? within_limit(rich_text, to + line) : to;
        break;
    case REMOTE_KEY_PAGE_UP:
    case REMOTE_KEY_CHANNEL_UP:
    case REMOTE_KEY_LEFT:
    case REMOTE_KEY_VOLUME_DOWN:
        to = page_from(rich_text, -1);
        break;
    case REMOTE_KEY_PAGE_DOWN:
    case REMOTE_KEY_CHANNEL_DOWN:
    case REMOTE_KEY_RIGHT:
    case REMOTE_KEY_VOLUME_UP:
        to = page_from(rich_text, 1);
        break;
    default:
        return KEY_IGNORED;
    }
    if (to == rich_text->scroll) {
        return KEY_STAYED;
    }
    const struct rich_text_block *chart = rich_text_chart_block(rich_text);
    int direction = to < rich_text->scroll ? -1 : 1;
    move_to(rich_text, to);
    rich_text_settle(rich_text);
    if (key != REMOTE_KEY_UP && key != REMOTE_KEY_DOWN) {
        rich_text_focus_page_end(rich_text, chart, direction);
    }
    return KEY_DONE;
}

/* --- Drawing --- */

static void draw_picture_block(const struct rich_text *rich_text, const struct rich_text_block *block, int y)
{
    const struct kit *kit = rich_text->kit;
    struct rect frame = {rich_text->area.x, y, rich_text->area.w, block->height};
    if (block->picture != NULL) {
        int x = rich_text->area.x + (rich_text->area.w - picture_width(block->picture)) / 2;
        canvas_picture(kit->canvas, block->picture, x, y);
        return;
    }
    canvas_fill_rounded(kit->canvas, frame, kit->theme->radius_small, kit->theme->surface);
    int text_y = y + (block->height - text_layout_height(block->layout)) / 2;
    canvas_text_layout(kit->canvas, kit->fonts, block->layout, rich_text->area.x + kit->theme->gap_large,
                       text_y);
}

static void draw_text_lines(const struct rich_text *rich_text, const struct rich_text_block *block, int y)
{
    const struct kit *kit = rich_text->kit;
    if (block->bar) {
        struct rect bar = {rich_text->area.x, y, kit->theme->ring, block->height};
        canvas_fill(kit->canvas, bar, kit->theme->accent_soft);
    }
    if (block->marker != NULL) {
        int width = text_layout_width(block->marker);
        int x = rich_text->area.x + block->margin_left - width - kit->theme->gap_small;
        canvas_text_layout(kit->canvas, kit->fonts, block->marker,
                           x > rich_text->area.x ? x : rich_text->area.x, y);
    }
    canvas_text_layout(kit->canvas, kit->fonts, block->layout, rich_text->area.x + block->margin_left, y);
}

static void draw_text_block(const struct rich_text *rich_text, const struct rich_text_block *block, int y)
{
    struct rect lines = stretch_rect(rich_text, shown_of(rich_text, block, rich_text->scroll));
    if (canvas_visible(rich_text->kit->canvas, lines)) {
        canvas_clip_push(rich_text->kit->canvas, lines);
        draw_text_lines(rich_text, block, y);
        canvas_clip_pop(rich_text->kit->canvas);
    }
}

static void draw_table_block(const struct rich_text *rich_text, const struct rich_text_block *block, int y)
{
    struct rect rows = stretch_rect(rich_text, shown_of(rich_text, block, rich_text->scroll));
    canvas_clip_push(rich_text->kit->canvas, rows);
    rich_text_table_draw(block->table, rich_text->kit, rich_text->area.x, y);
    canvas_clip_pop(rich_text->kit->canvas);
}

static void draw_chart_block(const struct rich_text *rich_text, const struct rich_text_block *block, int y)
{
    const struct kit *kit = rich_text->kit;
    if (block->layout != NULL) {
        canvas_text_layout(kit->canvas, kit->fonts, block->layout, rich_text->area.x, y);
    }
    chart_draw(block->chart);
}

static void draw_block(const struct rich_text *rich_text, const struct rich_text_block *block)
{
    int y = rich_text->area.y + block->top - rich_text->scroll;
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        draw_text_block(rich_text, block, y);
        break;
    case BLOCK_TABLE:
        draw_table_block(rich_text, block, y);
        break;
    case BLOCK_CHART:
        draw_chart_block(rich_text, block, y);
        break;
    case BLOCK_PICTURE:
        draw_picture_block(rich_text, block, y);
        break;
    case BLOCK_RULE:
        canvas_fill(rich_text->kit->canvas,
                    (struct rect){rich_text->area.x, y, rich_text->area.w, block->height},
                    rich_text->kit->theme->rule);
        break;
    }
}

void rich_text_draw(const struct rich_text *rich_text)
{
    struct rect bar = bar_rect(rich_text);
    if (canvas_visible(rich_text->kit->canvas, bar)) {
        draw_position_bar(rich_text->kit, bar, rich_text->scroll, rich_text->area.h, rich_text->height);
    }
    struct rect sight = sight_rect(rich_text);
    if (!canvas_visible(rich_text->kit->canvas, sight)) {
        return;
    }
    canvas_clip_push(rich_text->kit->canvas, sight);
    for (size_t i = 0; i < rich_text->count; i++) {
        if (rich_text_distance(rich_text, &rich_text->blocks[i], rich_text->scroll) == 0) {
            draw_block(rich_text, &rich_text->blocks[i]);
        }
    }
    canvas_clip_pop(rich_text->kit->canvas);
}
