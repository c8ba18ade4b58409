#include "screens/widgets/rich_text.h"

#include <stdlib.h>
#include <string.h>

#include "screens/widgets/one_line.h"
#include "screens/widgets/rich_text_table.h"

enum block_kind { BLOCK_PARAGRAPH, BLOCK_TABLE, BLOCK_CHART, BLOCK_PICTURE, BLOCK_RULE };

enum picture_state { PICTURE_UNKNOWN, PICTURE_ASKED, PICTURE_SHOWN, PICTURE_DROPPED, PICTURE_FAILED };

struct rich_text_block {
    enum block_kind kind;
    int top, height; /* within the rich text */
    int space_above;
    /* text, a picture's caption, a chart's title */
    struct text_layout *layout;
    struct text_layout *marker;
    int margin_left;
    int bar;
    struct rich_text_table *table;
    struct chart *chart;
    char *words; /* of the chart */
    int title_height;
    /* picture */
    size_t key;
    enum picture_state state;
    struct picture *picture;
    int picture_width;
};

enum { BLOCK_LIMIT = 8000 };

struct rich_text {
    const struct kit *kit;
    struct rect area;
    struct rich_text_block *blocks;
    size_t count, capacity;
    int height;
    int scroll;
    rich_text_picture_wanted wanted;
    void *context;
};

struct rich_text *rich_text_new(const struct kit *kit)
{
    struct rich_text *rich_text = calloc(1, sizeof *rich_text);
    if (rich_text != NULL) {
        rich_text->kit = kit;
    }
    return rich_text;
}

void rich_text_clear(struct rich_text *rich_text)
{
    for (size_t i = 0; i < rich_text->count; i++) {
        text_layout_free(rich_text->blocks[i].layout);
        text_layout_free(rich_text->blocks[i].marker);
        rich_text_table_free(rich_text->blocks[i].table);
        chart_free(rich_text->blocks[i].chart);
        free(rich_text->blocks[i].words);
        picture_free(rich_text->blocks[i].picture);
    }
    rich_text->count = 0;
    rich_text->height = 0;
    rich_text->scroll = 0;
}

void rich_text_free(struct rich_text *rich_text)
{
    if (rich_text == NULL) {
        return;
    }
    rich_text_clear(rich_text);
    free(rich_text->blocks);
    free(rich_text);
}

void rich_text_place(struct rich_text *rich_text, struct rect area)
{
    rich_text->area = area;
}

/* --- Blocks --- */

static struct rich_text_block *add_block(struct rich_text *rich_text, enum block_kind kind, int space_above)
{
    if (rich_text->count == rich_text->capacity) {
        size_t capacity = rich_text->capacity > 0 ? rich_text->capacity * 2 : 64;
        if (capacity > BLOCK_LIMIT) {
            return NULL;
        }
        struct rich_text_block *blocks = realloc(rich_text->blocks, capacity * sizeof *blocks);
        if (blocks == NULL) {
            return NULL;
        }
        rich_text->blocks = blocks;
        rich_text->capacity = capacity;
    }
    struct rich_text_block *block = &rich_text->blocks[rich_text->count];
    memset(block, 0, sizeof *block);
    block->kind = kind;
    block->space_above = rich_text->count > 0 ? space_above : 0;
    return block;
}

static void finish_block(struct rich_text *rich_text, int height)
{
    struct rich_text_block *block = &rich_text->blocks[rich_text->count++];
    block->top = rich_text->height + block->space_above;
    block->height = height;
    rich_text->height = block->top + height;
}

/* After a height has changed in block `from`. */
static void restack(struct rich_text *rich_text, size_t from)
{
    int y = from > 0 ? rich_text->blocks[from - 1].top + rich_text->blocks[from - 1].height : 0;
    for (size_t i = from; i < rich_text->count; i++) {
        rich_text->blocks[i].top = y + rich_text->blocks[i].space_above;
        y = rich_text->blocks[i].top + rich_text->blocks[i].height;
    }
    rich_text->height = y;
}

static int article_line_height(const struct rich_text *rich_text, int size)
{
    return size * rich_text->kit->theme->article_line / 100;
}

int rich_text_add_paragraph(struct rich_text *rich_text, const struct rich_text_paragraph *text)
{
    struct rich_text_block *block = add_block(rich_text, BLOCK_PARAGRAPH, text->space_above);
    if (block == NULL) {
        return -1;
    }
    struct text_layout_options options = {
        .size = text->size,
        .width = rich_text->area.w - text->margin_left,
        .line_height = text->line_height > 0 ? text->line_height : article_line_height(rich_text, text->size),
        .align = text->align,
    };
    block->layout = text_layout_new(rich_text->kit->fonts, text->spans, text->span_count, &options);
    if (block->layout == NULL) {
        return -1;
    }
    if (text->marker != NULL) {
        struct text_span span = {text->marker, TEXT_BOLD, rich_text->kit->theme->accent, 0};
        options.width = text->margin_left;
        options.line_limit = 1;
        options.align = TEXT_ALIGN_START;
        block->marker = text_layout_new(rich_text->kit->fonts, &span, 1, &options);
    }
    block->margin_left = text->margin_left;
    block->bar = text->bar;
    finish_block(rich_text, text_layout_height(block->layout));
    return 0;
}

int rich_text_add_table(struct rich_text *rich_text, const struct rich_text_cell *cells, size_t count,
                        int rows, int columns)
{
    struct rich_text_block *block = add_block(rich_text, BLOCK_TABLE, rich_text->kit->theme->gap);
    if (block == NULL) {
        return -1;
    }
    block->table = rich_text_table_new(rich_text->kit, cells, count, rows, columns, rich_text->area.w);
    if (block->table == NULL) {
        return -1;
    }
    finish_block(rich_text, rich_text_table_height(block->table));
    return 0;
}

/* Up to two lines; NULL: without memory. */
static struct text_layout *chart_title(const struct rich_text *rich_text, const char *title)
{
    const struct theme *theme = rich_text->kit->theme;
    struct text_span span = {title, TEXT_BOLD, theme->ink, 0};
    struct text_layout_options options = {
        .size = theme->text_body,
        .width = rich_text->area.w,
        .line_limit = 2,
        .align = TEXT_ALIGN_CENTRE,
    };
    return text_layout_new(rich_text->kit->fonts, &span, 1, &options);
}

/* Higher than half of the area, so that one chart at most is whole in sight; with room for a line's scrolling
 * below its title. 0: the area is too low for one. */
static int chart_height(const struct rich_text *rich_text, int title)
{
    const struct kit *kit = rich_text->kit;
    int most = rich_text->area.h - title - article_line_height(rich_text, kit->theme->text_body);
    int height = rich_text->area.h * 4 / 5 - title;
    int more_than_half = rich_text->area.h * 11 / 20;
    int readable = chart_height_min(kit);
    height = height > more_than_half ? height : more_than_half;
    height = height > readable ? height : readable;
    height = height < most ? height : most;
    return height >= readable ? height : 0;
}

int rich_text_add_chart(struct rich_text *rich_text, const char *title, const struct chart_data *data,
                        const char *words)
{
    const struct theme *theme = rich_text->kit->theme;
    struct rich_text_block *block = add_block(rich_text, BLOCK_CHART, theme->gap);
    if (block == NULL) {
        return -1;
    }
    block->layout = title[0] != '\0' ? chart_title(rich_text, title) : NULL;
    block->title_height = block->layout != NULL ? text_layout_height(block->layout) + theme->gap_small : 0;
    int height = chart_height(rich_text, block->title_height);
    struct rect area = {rich_text->area.x, rich_text->area.y, rich_text->area.w, height};
    block->words = strdup(words);
    block->chart = height > 0 && block->words != NULL ? chart_new(rich_text->kit, data, area) : NULL;
    if (block->chart == NULL || (title[0] != '\0' && block->layout == NULL)) {
        chart_free(block->chart);
        text_layout_free(block->layout);
        free(block->words);
        return -1;
    }
    finish_block(rich_text, block->title_height + height);
    return 0;
}

int rich_text_add_rule(struct rich_text *rich_text)
{
    if (add_block(rich_text, BLOCK_RULE, rich_text->kit->theme->gap) == NULL) {
        return -1;
    }
    finish_block(rich_text, 2);
    return 0;
}

int rich_text_add_picture(struct rich_text *rich_text, size_t key, const char *caption)
{
    const struct theme *theme = rich_text->kit->theme;
    struct rich_text_block *block = add_block(rich_text, BLOCK_PICTURE, theme->gap);
    if (block == NULL) {
        return -1;
    }
    struct text_span span = {caption, TEXT_REGULAR, theme->ink_soft, 0};
    struct text_layout_options options = {
        .size = theme->text_small,
        .width = rich_text->area.w - 2 * theme->gap_large,
        .line_limit = 2,
        .align = TEXT_ALIGN_CENTRE,
    };
    block->layout = text_layout_new(rich_text->kit->fonts, &span, 1, &options);
    if (block->layout == NULL) {
        return -1;
    }
    block->key = key;
    finish_block(rich_text, text_layout_height(block->layout) + 2 * theme->gap_large);
    return 0;
}

/* --- Charts --- */

static int is_whole(const struct rich_text *rich_text, const struct rich_text_block *block)
{
    return block->top >= rich_text->scroll &&
           block->top + block->height <= rich_text->scroll + rich_text->area.h;
}

static struct rich_text_block *chart_in_sight(const struct rich_text *rich_text)
{
    for (size_t i = 0; i < rich_text->count; i++) {
        struct rich_text_block *block = &rich_text->blocks[i];
        if (block->kind == BLOCK_CHART && is_whole(rich_text, block)) {
            return block;
        }
    }
    return NULL;
}

const struct chart *rich_text_chart(const struct rich_text *rich_text)
{
    const struct rich_text_block *block = chart_in_sight(rich_text);
    return block != NULL ? block->chart : NULL;
}

/* To where their blocks are now; the one that has the keys has the ring. */
static void place_charts(const struct rich_text *rich_text)
{
    const struct chart *focused = rich_text_chart(rich_text);
    for (size_t i = 0; i < rich_text->count; i++) {
        const struct rich_text_block *block = &rich_text->blocks[i];
        if (block->kind == BLOCK_CHART) {
            chart_move(block->chart, rich_text->area.x,
                       rich_text->area.y + block->top + block->title_height - rich_text->scroll);
            chart_set_unfocused(block->chart, block->chart != focused);
        }
    }
}

enum key_result rich_text_chart_key(struct rich_text *rich_text, const struct remote_event *event)
{
    const struct rich_text_block *block = chart_in_sight(rich_text);
    if (block == NULL || remote_key_sideways(event->key) == 0) {
        return KEY_IGNORED;
    }
    enum key_result result = chart_key(block->chart, event);
    return result == KEY_STAYED && event->press == REMOTE_PRESS ? KEY_IGNORED : result;
}

/* The point at which the keys that turned the page turn the next one. */
static void focus_page_end(const struct rich_text *rich_text, const struct rich_text_block *before,
                           int direction)
{
    const struct rich_text_block *block = chart_in_sight(rich_text);
    if (block != NULL && block != before) {
        chart_focus(block->chart, direction < 0 ? 0 : chart_count(block->chart));
    }
}

/* --- Pictures --- */

void rich_text_on_picture_wanted(struct rich_text *rich_text, rich_text_picture_wanted wanted, void *context)
{
    rich_text->wanted = wanted;
    rich_text->context = context;
}

int rich_text_picture_max_width(const struct rich_text *rich_text)
{
    return rich_text->area.w;
}

int rich_text_picture_max_height(const struct rich_text *rich_text)
{
    return rich_text->area.h - 2 * rich_text->kit->theme->gap;
}

/* While the text stands at `scroll`. */
static int distance_at(const struct rich_text *rich_text, const struct rich_text_block *block, int scroll)
{
    int above = scroll - (block->top + block->height);
    int below = block->top - (scroll + rich_text->area.h);
    int distance = above > below ? above : below;
    return distance > 0 ? distance : 0;
}

static int distance_from_sight(const struct rich_text *rich_text, const struct rich_text_block *block)
{
    return distance_at(rich_text, block, rich_text->scroll);
}

static struct rich_text_block *find_picture(struct rich_text *rich_text, size_t key)
{
    for (size_t i = 0; i < rich_text->count; i++) {
        if (rich_text->blocks[i].kind == BLOCK_PICTURE && rich_text->blocks[i].key == key) {
            return &rich_text->blocks[i];
        }
    }
    return NULL;
}

void rich_text_ask_later(struct rich_text *rich_text, size_t key)
{
    struct rich_text_block *block = find_picture(rich_text, key);
    if (block != NULL && block->state == PICTURE_ASKED) {
        block->state = PICTURE_UNKNOWN;
    }
}

void rich_text_set_picture(struct rich_text *rich_text, size_t key, struct picture *picture)
{
    struct rich_text_block *block = find_picture(rich_text, key);
    if (block == NULL) {
        picture_free(picture);
        return;
    }
    picture_free(block->picture);
    block->picture = picture;
    block->state = picture != NULL ? PICTURE_SHOWN : PICTURE_FAILED;
    if (picture != NULL && block->height != picture_height(picture)) {
        int old_bottom = block->top + block->height;
        int grown = picture_height(picture) - block->height;
        block->height = picture_height(picture);
        restack(rich_text, (size_t)(block - rich_text->blocks));
        /* What the reader looks at stays where it is if the picture grew above it. */
        if (old_bottom <= rich_text->scroll) {
            rich_text->scroll += grown;
        }
        place_charts(rich_text);
    }
    rich_text_damage(rich_text);
}

/* --- What comes near --- */

void rich_text_settle(struct rich_text *rich_text)
{
    place_charts(rich_text);
    for (size_t i = 0; i < rich_text->count; i++) {
        struct rich_text_block *block = &rich_text->blocks[i];
        if (block->kind != BLOCK_PICTURE) {
            continue;
        }
        int distance = distance_from_sight(rich_text, block);
        if (block->state == PICTURE_SHOWN && distance > rich_text->area.h) {
            picture_free(block->picture);
            block->picture = NULL;
            block->state = PICTURE_DROPPED;
        } else if ((block->state == PICTURE_UNKNOWN || block->state == PICTURE_DROPPED) &&
                   distance <= rich_text->area.h / 2 && rich_text->wanted != NULL) {
            block->state = PICTURE_ASKED;
            rich_text->wanted(rich_text->context, block->key);
        }
    }
}

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
    if (distance_at(rich_text, block, scroll) != 0) {
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
    int line = article_line_height(rich_text, rich_text->kit->theme->text_body);
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
    int line = article_line_height(rich_text, rich_text->kit->theme->text_body);
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
    const struct rich_text_block *chart = chart_in_sight(rich_text);
    int direction = to < rich_text->scroll ? -1 : 1;
    move_to(rich_text, to);
    rich_text_settle(rich_text);
    if (key != REMOTE_KEY_UP && key != REMOTE_KEY_DOWN) {
        focus_page_end(rich_text, chart, direction);
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
        if (distance_from_sight(rich_text, &rich_text->blocks[i]) == 0) {
            draw_block(rich_text, &rich_text->blocks[i]);
        }
    }
    canvas_clip_pop(rich_text->kit->canvas);
}

/* --- In words --- */

void rich_text_words(const struct rich_text *rich_text, char *out, size_t size)
{
    out[0] = '\0';
    for (size_t i = 0; i < rich_text->count; i++) {
        const struct rich_text_block *block = &rich_text->blocks[i];
        if (distance_from_sight(rich_text, block) != 0) {
            continue;
        }
        line_add(out, size, text_layout_words(block->marker));
        line_add(out, size, text_layout_words(block->layout));
        if (block->table != NULL) {
            rich_text_table_words(block->table, out, size);
        }
        line_add(out, size, block->words != NULL ? block->words : "");
    }
}
