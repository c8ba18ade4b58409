#include "backend-client/article/article_builder.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/html/html_address.h"
#include "both-sides/web_address.h"

int builder_init(struct article_builder *builder, size_t length)
{
    *builder = (struct article_builder){.open_block = NO_BLOCK, .open_cell = NO_CELL, .look = {.link = -1}};
    table_open(builder);
    /* Text is never longer than in its HTML; the rest is bounded by its own numbers. */
    const size_t charts = HTML_CHARTS_MAX * sizeof(struct html_chart);
    const size_t arrays = BUILDER_SPAN_MAX * sizeof(struct article_span) +
                          BUILDER_CELL_MAX * sizeof(struct article_cell) +
                          ARTICLE_BLOCK_MAX * sizeof(struct article_block) + sizeof builder->links;
    /* Every piece may leave a rest of its arena block unused, and an address grows up to sixfold when
     * escaped. */
    const size_t rests = (size_t)1024 * 1024;
    builder->arena = arena_new(length / 2, length * 8 + arrays * 2 + charts + rests);
    return builder->arena == NULL ? -1 : 0;
}

void builder_free(struct article_builder *builder)
{
    free(builder->blocks);
    free(builder->cells);
    free(builder->spans);
    free(builder->text);
}

struct article_block *builder_add_block(struct article_builder *builder, enum article_block_kind kind)
{
    builder_close_text(builder);
    if (builder->block_count >= ARTICLE_BLOCK_MAX) {
        builder->cut = 1;
        return NULL;
    }
    if (builder->block_count == builder->block_capacity) {
        size_t capacity = builder->block_capacity == 0 ? 32 : builder->block_capacity * 2;
        struct building_block *blocks = realloc(builder->blocks, capacity * sizeof *blocks);
        if (blocks == NULL) {
            builder->no_memory = 1;
            return NULL;
        }
        builder->blocks = blocks;
        builder->block_capacity = capacity;
    }
    struct building_block *block = &builder->blocks[builder->block_count];
    *block = (struct building_block){
        .block = {.kind = kind}, .first_span = builder->span_count, .first_cell = builder->cell_count};
    builder->open_block = (int)builder->block_count++;
    builder->preformatted = kind == BLOCK_PREFORMATTED;
    return &block->block;
}

/* --- addresses --- */

const char *builder_address(struct article_builder *builder, const char *address)
{
    char clean[HTML_ADDRESS_SIZE(BUILDER_URL_MAX)];
    size_t length = strlen(address) <= BUILDER_URL_MAX ? html_address_clean(address, clean, sizeof clean) : 0;
    if (length == 0) {
        return NULL;
    }
    const char *kept = arena_text(builder->arena, clean, length);
    builder->no_memory |= kept == NULL;
    return kept;
}

int builder_add_link(struct article_builder *builder, const char *address)
{
    const char *kept = builder_address(builder, address);
    if (kept == NULL || !web_address_begins(kept)) {
        return -1;
    }
    if (builder->link_count >= ARTICLE_LINK_MAX) {
        builder->cut = 1;
        return -1;
    }
    for (size_t i = 0; i < builder->link_count; i++) {
        if (strcmp(builder->links[i], kept) == 0) {
            return (int)i;
        }
    }
    builder->links[builder->link_count] = kept;
    return (int)builder->link_count++;
}

/* --- the finished article --- */

static int is_shown(const struct article_block *block)
{
    switch (block->kind) {
    case BLOCK_TABLE:
        return block->cell_count > 0;
    case BLOCK_PICTURE:
    case BLOCK_RULE:
        return 1;
    default: /* all other blocks have text */
        return block->span_count > 0;
    }
}

/* A copy of an array at its final place; NULL for an empty one. */
static int settle(struct article_builder *builder, void *copy, const void *items, size_t bytes)
{
    void *place = NULL;
    if (bytes > 0) {
        place = arena_alloc(builder->arena, bytes);
        if (place == NULL) {
            return -1;
        }
        memcpy(place, items, bytes);
    }
    memcpy(copy, &place, sizeof place);
    return 0;
}

int builder_finish(struct article_builder *builder, struct article *article)
{
    builder_close_text(builder);
    struct article_span *spans;
    struct article_cell *cells = NULL;
    if (builder->no_memory ||
        settle(builder, &spans, builder->spans, builder->span_count * sizeof *spans) != 0 ||
        settle(builder, &article->links, builder->links, builder->link_count * sizeof builder->links[0]) !=
            0) {
        return -1;
    }
    if (builder->cell_count > 0) {
        cells = arena_alloc(builder->arena, builder->cell_count * sizeof *cells);
    }
    article->blocks = builder->block_count == 0
                          ? NULL
                          : arena_alloc(builder->arena, builder->block_count * sizeof *article->blocks);
    if ((builder->cell_count > 0 && cells == NULL) || (builder->block_count > 0 && article->blocks == NULL)) {
        return -1;
    }
    for (size_t i = 0; i < builder->cell_count; i++) {
        cells[i] = builder->cells[i].cell;
        cells[i].spans = cells[i].span_count > 0 ? spans + builder->cells[i].first_span : NULL;
    }
    article->block_count = 0;
    for (size_t i = 0; i < builder->block_count; i++) {
        struct article_block block = builder->blocks[i].block;
        block.spans = block.span_count > 0 ? spans + builder->blocks[i].first_span : NULL;
        block.cells = block.cell_count > 0 ? cells + builder->blocks[i].first_cell : NULL;
        if (is_shown(&block)) {
            article->blocks[article->block_count++] = block;
        }
    }
    article->link_count = builder->link_count;
    article->cut = builder->cut;
    article->arena = builder->arena;
    return 0;
}
