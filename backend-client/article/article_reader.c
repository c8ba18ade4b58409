#include "backend-client/article/article_reader.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend-client/article/article_style.h"
#include "both-sides/web_address.h"

enum { LIST_NUMBER_MAX = 9999, ROW_SPAN_MAX = 1000, TRACKING_PICTURE_PIXELS = 3 };

static const struct reading_state outermost = {.link = -1, .list = -1, .item = -1};

void reader_init(struct article_reader *reader)
{
    reader->depth = reader->deeper = reader->dropped = reader->table_depth = 0;
}

static const struct reading_state *state_now(const struct article_reader *reader)
{
    return reader->depth > 0 ? &reader->stack[reader->depth - 1].state : &outermost;
}

static int in_cell(const struct article_reader *reader)
{
    return reader->builder.open_cell != NO_CELL;
}

static struct article_block *open_block(struct article_reader *reader)
{
    int place = reader->builder.open_block;
    return place == NO_BLOCK ? NULL : &reader->builder.blocks[place].block;
}

/* Where a paragraph begins or ends. A cell and a list item stay one text of several lines. */
static void boundary(struct article_reader *reader)
{
    const struct article_block *block = open_block(reader);
    if (in_cell(reader) || (block != NULL && block->kind == BLOCK_LIST_ITEM)) {
        builder_add_break(&reader->builder);
    } else {
        builder_close_text(&reader->builder);
    }
}

/* Where a text cannot go on, whatever it is; only a cell does. */
static void hard_boundary(struct article_reader *reader)
{
    if (in_cell(reader)) {
        builder_add_break(&reader->builder);
    } else {
        builder_close_text(&reader->builder);
    }
}

/* --- text --- */

static struct article_block *begin_block(struct article_reader *reader)
{
    const struct reading_state *state = state_now(reader);
    struct open_element *item = state->item >= 0 ? &reader->stack[state->item] : NULL;
    struct article_block *block;
    if (item != NULL && item->item_pending) {
        block = builder_add_block(&reader->builder, BLOCK_LIST_ITEM);
        if (block != NULL) {
            block->level = item->state.list_depth > 0 ? item->state.list_depth : 1;
            block->number = item->number;
            item->item_pending = 0;
        }
    } else if (state->heading > 0) {
        block = builder_add_block(&reader->builder, BLOCK_HEADING);
        if (block != NULL) {
            block->level = state->heading;
        }
    } else {
        enum article_block_kind kind = state->pre     ? BLOCK_PREFORMATTED
                                       : state->quote ? BLOCK_QUOTE
                                                      : BLOCK_PARAGRAPH;
        block = builder_add_block(&reader->builder, kind);
    }
    if (block != NULL) {
        block->align = state->align;
    }
    return block;
}

void reader_text(struct article_reader *reader, const char *text, size_t length)
{
    struct article_builder *builder = &reader->builder;
    if (reader->dropped > 0 || builder->no_memory) {
        return;
    }
    const struct reading_state *state = state_now(reader);
    int blank = text_is_blank(text, length);
    struct article_block *block = open_block(reader);
    /* Two <br> are how many editors write a new paragraph. */
    if (block != NULL && !blank && builder->breaks >= 2 && !in_cell(reader) &&
        (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_QUOTE)) {
        builder_close_text(builder);
        block = NULL;
    }
    if (block == NULL && !in_cell(reader)) {
        if (blank && !state->pre) {
            return;
        }
        block = begin_block(reader);
        if (block == NULL) {
            return;
        }
    }
    if (in_cell(reader) && !builder->holds_text && state->align != ALIGN_START) {
        builder->cells[builder->open_cell].cell.align = state->align;
    }
    int heading_here = block != NULL && block->kind == BLOCK_HEADING;
    struct text_look look = {.bold = state->bold || (state->heading > 0 && !heading_here),
                             .link = state->link};
    builder_add_text(builder, text, length, look);
}

/* --- elements --- */

static void start_item(struct article_reader *reader, struct open_element *item,
                       const char *const *attributes)
{
    struct open_element *list = item->state.list >= 0 ? &reader->stack[item->state.list] : NULL;
    hard_boundary(reader);
    if (list != NULL && list->element->kind == ELEMENT_ORDERED) {
        item->number = attribute_number(attributes, "value", 1, LIST_NUMBER_MAX, list->next_number);
        list->next_number = item->number < LIST_NUMBER_MAX ? item->number + 1 : LIST_NUMBER_MAX;
    }
    item->state.item = reader->depth - 1;
    item->item_pending = !in_cell(reader);
    if (in_cell(reader)) {
        char mark[16];
        int length = item->number > 0 ? snprintf(mark, sizeof mark, "%d. ", item->number)
                                      : snprintf(mark, sizeof mark, "\xE2\x80\xA2 ");
        reader_text(reader, mark, (size_t)length);
    }
}

static void start_list(struct article_reader *reader, struct open_element *list,
                       const char *const *attributes)
{
    hard_boundary(reader);
    list->state.list = reader->depth - 1;
    list->state.item = -1;
    list->state.list_depth++;
    list->next_number = attribute_number(attributes, "start", 1, LIST_NUMBER_MAX, 1);
}

static void start_table(struct article_reader *reader, struct open_element *table)
{
    if (reader->table_depth++ == 0) {
        builder_close_text(&reader->builder);
        table_open(&reader->builder);
        table->state = outermost;
    } else {
        boundary(reader);
    }
}

static void start_cell(struct article_reader *reader, struct open_element *cell,
                       const struct element_style *style, const char *const *attributes)
{
    int header = cell->element->kind == ELEMENT_HEADER_CELL;
    if (reader->table_depth == 0) {
        boundary(reader);
        return;
    }
    if (reader->table_depth > 1) {
        if (in_cell(reader)) {
            builder_add_text(&reader->builder, " ", 1, (struct text_look){.link = -1});
        }
        return;
    }
    int column_span = attribute_number(attributes, "colspan", 1, ARTICLE_TABLE_COLUMNS_MAX, 1);
    /* 0 reaches to the end of the table. */
    int row_span = attribute_number(attributes, "rowspan", 0, ROW_SPAN_MAX, 1);
    row_span = row_span == 0 ? ROW_SPAN_MAX : row_span;
    if (style->align < 0 && header) {
        cell->state.align = ALIGN_CENTRE;
    }
    table_add_cell(&reader->builder, column_span, row_span, header, cell->state.align);
}

static const char *picture_source(const char *const *attributes)
{
    /* Pages that load pictures late have the real address elsewhere. */
    static const char *const names[] = {"data-src", "data-original", "src"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *source = attribute_find(attributes, names[i]);
        if (source != NULL && source[strspn(source, " \t\r\n")] != '\0' &&
            strncasecmp(source, "data:", 5) != 0) {
            return source;
        }
    }
    return NULL;
}

/* http, https or no scheme at all. */
static int is_loadable(const char *address)
{
    if (web_address_begins(address)) {
        return 1;
    }
    size_t colon = strcspn(address, ":");
    return address[colon] == '\0' || strcspn(address, "/?#") < colon;
}

static void add_picture(struct article_reader *reader, const char *const *attributes)
{
    struct article_builder *builder = &reader->builder;
    const char *source = picture_source(attributes);
    if (source == NULL ||
        attribute_number(attributes, "width", 0, 100000, 100000) <= TRACKING_PICTURE_PIXELS ||
        attribute_number(attributes, "height", 0, 100000, 100000) <= TRACKING_PICTURE_PIXELS) {
        return;
    }
    const char *address = builder_address(builder, source);
    if (address == NULL || !is_loadable(address)) {
        return;
    }
    /* A cell goes on after a picture in it, which stands behind the table. */
    int cell = builder->open_cell;
    int holds_text = builder->holds_text;
    const char *description = attribute_find(attributes, "alt");
    struct article_block *block = builder_add_block(builder, BLOCK_PICTURE);
    if (block != NULL) {
        block->picture_url = address;
        block->picture_text = builder_plain_text(builder, description == NULL ? "" : description);
        block->align = state_now(reader)->align;
    }
    builder->open_block = NO_BLOCK;
    if (cell != NO_CELL) {
        builder->open_cell = cell;
        builder->holds_text = holds_text;
        builder_add_break(builder);
    }
}

static void start_rule(struct article_reader *reader)
{
    hard_boundary(reader);
    if (!in_cell(reader)) {
        (void)builder_add_block(&reader->builder, BLOCK_RULE);
        reader->builder.open_block = NO_BLOCK;
    }
}

static void start_row(struct article_reader *reader, struct open_element *row)
{
    if (reader->table_depth == 1) {
        builder_close_text(&reader->builder);
        table_next_row(&reader->builder);
    } else {
        boundary(reader);
    }
    (void)row;
}

static void start_link(struct article_reader *reader, struct open_element *link,
                       const char *const *attributes)
{
    const char *address = attribute_find(attributes, "href");
    if (address != NULL) {
        link->state.link = builder_add_link(&reader->builder, address);
    }
}

/* What an element does where it begins; `open` stands on the stack already. */
static void start(struct article_reader *reader, struct open_element *open, const struct element_style *style,
                  const char *const *attributes)
{
    switch (open->element->kind) {
    case ELEMENT_TERM:
    case ELEMENT_CENTRE:
    case ELEMENT_CAPTION:
    case ELEMENT_BLOCK:
    case ELEMENT_HEADING:
    case ELEMENT_QUOTE:
    case ELEMENT_PRE:
        boundary(reader);
        break;
    case ELEMENT_ORDERED:
    case ELEMENT_UNORDERED:
        start_list(reader, open, attributes);
        break;
    case ELEMENT_ITEM:
        start_item(reader, open, attributes);
        break;
    case ELEMENT_LINK:
        start_link(reader, open, attributes);
        break;
    case ELEMENT_BREAK:
        builder_add_break(&reader->builder);
        break;
    case ELEMENT_RULE:
        start_rule(reader);
        break;
    case ELEMENT_PICTURE:
        add_picture(reader, attributes);
        break;
    case ELEMENT_TABLE:
        start_table(reader, open);
        break;
    case ELEMENT_ROW:
        start_row(reader, open);
        break;
    case ELEMENT_CELL:
    case ELEMENT_HEADER_CELL:
        start_cell(reader, open, style, attributes);
        break;
    case ELEMENT_BOLD:
    case ELEMENT_THROUGH:
    case ELEMENT_DROP:
    case ELEMENT_IGNORE:
        break;
    }
}

/* What an element changes for the text within it. */
static void inherit(const struct element *element, const struct element_style *style,
                    struct reading_state *state)
{
    int sets_align =
        element->kind != ELEMENT_THROUGH && element->kind != ELEMENT_BOLD && element->kind != ELEMENT_LINK;
    state->bold |= element->kind == ELEMENT_BOLD || element->kind == ELEMENT_TERM;
    state->bold = style->bold >= 0 ? style->bold : state->bold;
    if (element->kind == ELEMENT_CENTRE || element->kind == ELEMENT_CAPTION) {
        state->align = ALIGN_CENTRE;
    }
    if (style->align >= 0 && sets_align) {
        state->align = (enum article_align)style->align;
    }
    if (element->kind == ELEMENT_HEADING) {
        state->heading = element->level;
    }
    state->quote |= element->kind == ELEMENT_QUOTE;
    state->pre |= element->kind == ELEMENT_PRE;
}

void reader_start(struct article_reader *reader, const char *name, const char *const *attributes)
{
    const struct element *element = element_find(name);
    if (reader->dropped > 0) {
        reader->dropped++;
        return;
    }
    if (reader->depth == ARTICLE_DEPTH_MAX || reader->deeper > 0) {
        reader->deeper++;
        reader->builder.cut = 1;
        return;
    }
    struct element_style style;
    element_style_read(attributes, &style);
    if (element->kind == ELEMENT_DROP || style.hidden) {
        reader->dropped = 1;
        return;
    }
    struct open_element *open = &reader->stack[reader->depth];
    *open = (struct open_element){.element = element, .name = name, .state = *state_now(reader)};
    inherit(element, &style, &open->state);
    reader->depth++;
    start(reader, open, &style, attributes);
}

static void end(struct article_reader *reader, enum element_kind kind)
{
    switch (kind) {
    case ELEMENT_TERM:
    case ELEMENT_CENTRE:
    case ELEMENT_CAPTION:
    case ELEMENT_BLOCK:
    case ELEMENT_HEADING:
    case ELEMENT_QUOTE:
    case ELEMENT_PRE:
        boundary(reader);
        break;
    case ELEMENT_ORDERED:
    case ELEMENT_UNORDERED:
    case ELEMENT_ITEM:
        hard_boundary(reader);
        break;
    case ELEMENT_TABLE:
        if (--reader->table_depth == 0) {
            table_close(&reader->builder);
        } else {
            boundary(reader);
        }
        break;
    case ELEMENT_ROW:
    case ELEMENT_CELL:
    case ELEMENT_HEADER_CELL:
        if (reader->table_depth == 1) {
            builder_close_text(&reader->builder);
        } else if (kind == ELEMENT_ROW || reader->table_depth == 0) {
            boundary(reader);
        }
        break;
    default: /* all other elements end nothing */
        break;
    }
}

void reader_end(struct article_reader *reader, const char *name)
{
    if (reader->dropped > 0) {
        reader->dropped--;
        return;
    }
    if (reader->deeper > 0) {
        reader->deeper--;
        return;
    }
    int place = reader->depth - 1;
    while (place >= 0 && strcmp(reader->stack[place].name, name) != 0) {
        place--;
    }
    if (place < 0) {
        return;
    }
    while (reader->depth > place) {
        enum element_kind kind = reader->stack[reader->depth - 1].element->kind;
        reader->depth--;
        end(reader, kind);
    }
}
