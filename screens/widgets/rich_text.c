/* Blocks of a rich text: laid out one below the other, with pictures that come and go. */
#include <stdlib.h>
#include <string.h>

#include "screens/widgets/one_line.h"
#include "screens/widgets/rich_text_private.h"

enum { BLOCK_LIMIT = 8000 };

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

int rich_text_line_height(const struct rich_text *rich_text, int size)
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
        .line_height =
            text->line_height > 0 ? text->line_height : rich_text_line_height(rich_text, text->size),
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
    int most = rich_text->area.h - title - rich_text_line_height(rich_text, kit->theme->text_body);
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

struct rich_text_block *rich_text_chart_block(const struct rich_text *rich_text)
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
    const struct rich_text_block *block = rich_text_chart_block(rich_text);
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
    const struct rich_text_block *block = rich_text_chart_block(rich_text);
    if (block == NULL || remote_key_sideways(event->key) == 0) {
        return KEY_IGNORED;
    }
    enum key_result result = chart_key(block->chart, event);
    return result == KEY_STAYED && event->press == REMOTE_PRESS ? KEY_IGNORED : result;
}

void rich_text_focus_page_end(const struct rich_text *rich_text, const struct rich_text_block *before,
                              int direction)
{
    const struct rich_text_block *block = rich_text_chart_block(rich_text);
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

int rich_text_distance(const struct rich_text *rich_text, const struct rich_text_block *block, int scroll)
{
    int above = scroll - (block->top + block->height);
    int below = block->top - (scroll + rich_text->area.h);
    int distance = above > below ? above : below;
    return distance > 0 ? distance : 0;
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
        int distance = rich_text_distance(rich_text, block, rich_text->scroll);
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

/* --- In words --- */

void rich_text_words(const struct rich_text *rich_text, char *out, size_t size)
{
    out[0] = '\0';
    for (size_t i = 0; i < rich_text->count; i++) {
        const struct rich_text_block *block = &rich_text->blocks[i];
        if (rich_text_distance(rich_text, block, rich_text->scroll) != 0) {
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
