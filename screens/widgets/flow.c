#include "screens/widgets/flow.h"

#include <stdlib.h>
#include <string.h>

#include "screens/widgets/flow_table.h"

enum flow_kind { FLOW_TEXT, FLOW_TABLE, FLOW_PICTURE, FLOW_RULE };

enum picture_state { PICTURE_UNKNOWN, PICTURE_ASKED, PICTURE_SHOWN, PICTURE_DROPPED, PICTURE_FAILED };

struct flow_block {
    enum flow_kind kind;
    int top, height; /* within the flow */
    int space_above;
    /* text, and a picture's caption */
    struct text_layout *layout;
    struct text_layout *marker;
    int margin_left;
    int bar;
    struct flow_table *table;
    /* picture */
    size_t key;
    enum picture_state state;
    struct picture *picture;
    int picture_width;
};

enum { BLOCK_LIMIT = 8000 };

struct flow {
    const struct kit *kit;
    struct rect area;
    struct flow_block *blocks;
    size_t count, capacity;
    int height;
    int scroll;
    flow_picture_wanted wanted;
    void *context;
};

struct flow *flow_new(const struct kit *kit)
{
    struct flow *flow = calloc(1, sizeof *flow);
    if (flow != NULL) {
        flow->kit = kit;
    }
    return flow;
}

void flow_clear(struct flow *flow)
{
    for (size_t i = 0; i < flow->count; i++) {
        text_layout_free(flow->blocks[i].layout);
        text_layout_free(flow->blocks[i].marker);
        flow_table_free(flow->blocks[i].table);
        picture_free(flow->blocks[i].picture);
    }
    flow->count = 0;
    flow->height = 0;
    flow->scroll = 0;
}

void flow_free(struct flow *flow)
{
    if (flow == NULL) {
        return;
    }
    flow_clear(flow);
    free(flow->blocks);
    free(flow);
}

void flow_place(struct flow *flow, struct rect area)
{
    flow->area = area;
}

/* --- Blocks --- */

static struct flow_block *add_block(struct flow *flow, enum flow_kind kind, int space_above)
{
    if (flow->count == flow->capacity) {
        size_t capacity = flow->capacity > 0 ? flow->capacity * 2 : 64;
        if (capacity > BLOCK_LIMIT) {
            return NULL;
        }
        struct flow_block *blocks = realloc(flow->blocks, capacity * sizeof *blocks);
        if (blocks == NULL) {
            return NULL;
        }
        flow->blocks = blocks;
        flow->capacity = capacity;
    }
    struct flow_block *block = &flow->blocks[flow->count];
    memset(block, 0, sizeof *block);
    block->kind = kind;
    block->space_above = flow->count > 0 ? space_above : 0;
    return block;
}

static void finish_block(struct flow *flow, int height)
{
    struct flow_block *block = &flow->blocks[flow->count++];
    block->top = flow->height + block->space_above;
    block->height = height;
    flow->height = block->top + height;
}

/* After a height has changed in block `from`. */
static void restack(struct flow *flow, size_t from)
{
    int y = from > 0 ? flow->blocks[from - 1].top + flow->blocks[from - 1].height : 0;
    for (size_t i = from; i < flow->count; i++) {
        flow->blocks[i].top = y + flow->blocks[i].space_above;
        y = flow->blocks[i].top + flow->blocks[i].height;
    }
    flow->height = y;
}

static int article_line_height(const struct flow *flow, int size)
{
    return size * flow->kit->theme->article_line / 100;
}

int flow_add_text(struct flow *flow, const struct flow_text *text)
{
    struct flow_block *block = add_block(flow, FLOW_TEXT, text->space_above);
    if (block == NULL) {
        return -1;
    }
    struct text_layout_options options = {
        .size = text->size,
        .width = flow->area.w - text->margin_left,
        .line_height = text->line_height > 0 ? text->line_height : article_line_height(flow, text->size),
        .align = text->align,
    };
    block->layout = text_layout_new(flow->kit->fonts, text->spans, text->span_count, &options);
    if (block->layout == NULL) {
        return -1;
    }
    if (text->marker != NULL) {
        struct text_span span = {text->marker, TEXT_BOLD, flow->kit->theme->accent, 0};
        options.width = text->margin_left;
        options.line_limit = 1;
        options.align = TEXT_ALIGN_START;
        block->marker = text_layout_new(flow->kit->fonts, &span, 1, &options);
    }
    block->margin_left = text->margin_left;
    block->bar = text->bar;
    finish_block(flow, text_layout_height(block->layout));
    return 0;
}

int flow_add_table(struct flow *flow, const struct flow_cell *cells, size_t count, int rows, int columns)
{
    struct flow_block *block = add_block(flow, FLOW_TABLE, flow->kit->theme->gap);
    if (block == NULL) {
        return -1;
    }
    block->table = flow_table_new(flow->kit, cells, count, rows, columns, flow->area.w);
    if (block->table == NULL) {
        return -1;
    }
    finish_block(flow, flow_table_height(block->table));
    return 0;
}

int flow_add_rule(struct flow *flow)
{
    if (add_block(flow, FLOW_RULE, flow->kit->theme->gap) == NULL) {
        return -1;
    }
    finish_block(flow, 2);
    return 0;
}

int flow_add_picture(struct flow *flow, size_t key, const char *caption)
{
    const struct theme *theme = flow->kit->theme;
    struct flow_block *block = add_block(flow, FLOW_PICTURE, theme->gap);
    if (block == NULL) {
        return -1;
    }
    struct text_span span = {caption, TEXT_REGULAR, theme->ink_soft, 0};
    struct text_layout_options options = {
        .size = theme->text_small,
        .width = flow->area.w - 2 * theme->gap_large,
        .line_limit = 2,
        .align = TEXT_ALIGN_CENTRE,
    };
    block->layout = text_layout_new(flow->kit->fonts, &span, 1, &options);
    if (block->layout == NULL) {
        return -1;
    }
    block->key = key;
    finish_block(flow, text_layout_height(block->layout) + 2 * theme->gap_large);
    return 0;
}

/* --- Pictures --- */

void flow_on_picture_wanted(struct flow *flow, flow_picture_wanted wanted, void *context)
{
    flow->wanted = wanted;
    flow->context = context;
}

int flow_picture_max_width(const struct flow *flow)
{
    return flow->area.w;
}

int flow_picture_max_height(const struct flow *flow)
{
    return flow->area.h - 2 * flow->kit->theme->gap;
}

static int distance_from_sight(const struct flow *flow, const struct flow_block *block)
{
    int above = flow->scroll - (block->top + block->height);
    int below = block->top - (flow->scroll + flow->area.h);
    int distance = above > below ? above : below;
    return distance > 0 ? distance : 0;
}

static struct flow_block *find_picture(struct flow *flow, size_t key)
{
    for (size_t i = 0; i < flow->count; i++) {
        if (flow->blocks[i].kind == FLOW_PICTURE && flow->blocks[i].key == key) {
            return &flow->blocks[i];
        }
    }
    return NULL;
}

void flow_ask_later(struct flow *flow, size_t key)
{
    struct flow_block *block = find_picture(flow, key);
    if (block != NULL && block->state == PICTURE_ASKED) {
        block->state = PICTURE_UNKNOWN;
    }
}

void flow_set_picture(struct flow *flow, size_t key, struct picture *picture)
{
    struct flow_block *block = find_picture(flow, key);
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
        restack(flow, (size_t)(block - flow->blocks));
        /* What the reader looks at stays where it is if the picture grew above it. */
        if (old_bottom <= flow->scroll) {
            flow->scroll += grown;
        }
    }
    flow_damage(flow);
}

void flow_settle(struct flow *flow)
{
    for (size_t i = 0; i < flow->count; i++) {
        struct flow_block *block = &flow->blocks[i];
        if (block->kind != FLOW_PICTURE) {
            continue;
        }
        int distance = distance_from_sight(flow, block);
        if (block->state == PICTURE_SHOWN && distance > flow->area.h) {
            picture_free(block->picture);
            block->picture = NULL;
            block->state = PICTURE_DROPPED;
        } else if ((block->state == PICTURE_UNKNOWN || block->state == PICTURE_DROPPED) &&
                   distance <= flow->area.h / 2 && flow->wanted != NULL) {
            block->state = PICTURE_ASKED;
            flow->wanted(flow->context, block->key);
        }
    }
}

/* --- Scrolling --- */

int flow_height(const struct flow *flow)
{
    return flow->height;
}

int flow_scroll(const struct flow *flow)
{
    return flow->scroll;
}

static int scroll_limit(const struct flow *flow)
{
    return flow->height > flow->area.h ? flow->height - flow->area.h : 0;
}

void flow_scroll_to(struct flow *flow, int scroll)
{
    int limit = scroll_limit(flow);
    flow->scroll = scroll < 0 ? 0 : scroll > limit ? limit : scroll;
    flow_settle(flow);
}

int flow_at_end(const struct flow *flow)
{
    return flow->scroll >= scroll_limit(flow);
}

enum key_result flow_key(struct flow *flow, enum remote_key key)
{
    int line = article_line_height(flow, flow->kit->theme->text_body);
    int page = flow->area.h - line;
    int to = flow->scroll;
    switch (key) {
    case REMOTE_KEY_UP:
        to -= line;
        break;
    case REMOTE_KEY_DOWN:
        to += line;
        break;
    case REMOTE_KEY_PAGE_UP:
    case REMOTE_KEY_CHANNEL_UP:
    case REMOTE_KEY_LEFT:
    case REMOTE_KEY_VOLUME_DOWN:
        to -= page;
        break;
    case REMOTE_KEY_PAGE_DOWN:
    case REMOTE_KEY_CHANNEL_DOWN:
    case REMOTE_KEY_RIGHT:
    case REMOTE_KEY_VOLUME_UP:
        to += page;
        break;
    default:
        return KEY_IGNORED;
    }
    int limit = scroll_limit(flow);
    to = to < 0 ? 0 : to > limit ? limit : to;
    if (to == flow->scroll) {
        return KEY_STAYED;
    }
    flow->scroll = to;
    flow_damage(flow);
    flow_settle(flow);
    return KEY_DONE;
}

/* --- Drawing --- */

static struct rect bar_rect(const struct flow *flow)
{
    const struct theme *theme = flow->kit->theme;
    return (struct rect){flow->area.x + flow->area.w + theme->gap, flow->area.y, theme->scroll_bar,
                         flow->area.h};
}

void flow_damage(const struct flow *flow)
{
    struct rect bar = bar_rect(flow);
    struct rect all = flow->area;
    all.x -= 4;
    all.w = bar.x + bar.w - all.x;
    canvas_damage(flow->kit->canvas, all);
}

static void draw_picture_block(const struct flow *flow, const struct flow_block *block, int y)
{
    const struct kit *kit = flow->kit;
    struct rect frame = {flow->area.x, y, flow->area.w, block->height};
    if (block->picture != NULL) {
        int x = flow->area.x + (flow->area.w - picture_width(block->picture)) / 2;
        canvas_picture(kit->canvas, block->picture, x, y);
        return;
    }
    canvas_fill_rounded(kit->canvas, frame, kit->theme->radius_small, kit->theme->surface);
    int text_y = y + (block->height - text_layout_height(block->layout)) / 2;
    canvas_text_layout(kit->canvas, kit->fonts, block->layout, flow->area.x + kit->theme->gap_large, text_y);
}

/* At the edges of the view only whole lines are shown: half a line is noise. */
static struct rect whole_lines(const struct flow *flow, const struct flow_block *block, int y)
{
    int lines = text_layout_line_count(block->layout);
    int line = lines > 0 ? block->height / lines : block->height;
    int first = flow->area.y > y && line > 0 ? (flow->area.y - y + line - 1) / line : 0;
    int bottom = flow->area.y + flow->area.h;
    int last = y + block->height > bottom && line > 0 ? (bottom - y) / line : lines;
    return (struct rect){flow->area.x - 4, y + first * line, flow->area.w + 8, (last - first) * line};
}

static void draw_text_lines(const struct flow *flow, const struct flow_block *block, int y)
{
    const struct kit *kit = flow->kit;
    if (block->bar) {
        struct rect bar = {flow->area.x, y, kit->theme->ring, block->height};
        canvas_fill(kit->canvas, bar, kit->theme->accent_soft);
    }
    if (block->marker != NULL) {
        int width = text_layout_width(block->marker);
        int x = flow->area.x + block->margin_left - width - kit->theme->gap_small;
        canvas_text_layout(kit->canvas, kit->fonts, block->marker, x > flow->area.x ? x : flow->area.x, y);
    }
    canvas_text_layout(kit->canvas, kit->fonts, block->layout, flow->area.x + block->margin_left, y);
}

static void draw_text_block(const struct flow *flow, const struct flow_block *block, int y)
{
    struct rect lines = whole_lines(flow, block, y);
    if (!rect_is_empty(lines)) {
        canvas_clip_push(flow->kit->canvas, lines);
        draw_text_lines(flow, block, y);
        canvas_clip_pop(flow->kit->canvas);
    }
}

static void draw_table_block(const struct flow *flow, const struct flow_block *block, int y)
{
    int from = flow->area.y - y;
    int to = flow->area.y + flow->area.h - y;
    flow_table_whole_rows(block->table, &from, &to);
    struct rect rows = {flow->area.x - 4, y + from - 2, flow->area.w + 8, to - from + 4};
    canvas_clip_push(flow->kit->canvas, rows);
    flow_table_draw(block->table, flow->kit, flow->area.x, y);
    canvas_clip_pop(flow->kit->canvas);
}

static void draw_block(const struct flow *flow, const struct flow_block *block)
{
    int y = flow->area.y + block->top - flow->scroll;
    switch (block->kind) {
    case FLOW_TEXT:
        draw_text_block(flow, block, y);
        break;
    case FLOW_TABLE:
        draw_table_block(flow, block, y);
        break;
    case FLOW_PICTURE:
        draw_picture_block(flow, block, y);
        break;
    case FLOW_RULE:
        canvas_fill(flow->kit->canvas, (struct rect){flow->area.x, y, flow->area.w, block->height},
                    flow->kit->theme->rule);
        break;
    }
}

void flow_draw(const struct flow *flow)
{
    struct rect bar = bar_rect(flow);
    if (canvas_visible(flow->kit->canvas, bar)) {
        draw_position_bar(flow->kit, bar, flow->scroll, flow->area.h, flow->height);
    }
    /* A quotation's bar and a table's edge may stand a little outside the column. */
    struct rect sight = {flow->area.x - 4, flow->area.y, flow->area.w + 8, flow->area.h};
    if (!canvas_visible(flow->kit->canvas, sight)) {
        return;
    }
    canvas_clip_push(flow->kit->canvas, sight);
    for (size_t i = 0; i < flow->count; i++) {
        if (distance_from_sight(flow, &flow->blocks[i]) == 0) {
            draw_block(flow, &flow->blocks[i]);
        }
    }
    canvas_clip_pop(flow->kit->canvas);
}
