#include "backend-client/article/article_reader.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/html/html_address.h"
#include "both-sides/web_address.h"

enum { LIST_NUMBER_MAX = 9999, ROW_SPAN_MAX = 1000 };

static const struct reading_state outermost = {.link = -1, .list = -1, .item = -1};

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
    struct reading_element *item = state->item >= 0 ? &reader->stack[state->item] : NULL;
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

static void add_text(struct article_reader *reader, const char *text, size_t length)
{
    struct article_builder *builder = &reader->builder;
    if (builder->no_memory) {
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
                             .link = state->link,
                             .struck = state->struck,
                             .shift = state->shift};
    builder_add_text(builder, text, length, look);
}

void reader_text(void *context, const char *text, size_t length)
{
    struct article_reader *reader = context;
    html_chart_text(&reader->charts, text, length);
    add_text(reader, text, length);
}

/* --- elements --- */

static void start_item(struct article_reader *reader, struct reading_element *item,
                       const struct html_tag *tag)
{
    struct reading_element *list = item->state.list >= 0 ? &reader->stack[item->state.list] : NULL;
    hard_boundary(reader);
    if (list != NULL && list->element->kind == HTML_ORDERED) {
        item->number = html_tag_number(tag, HTML_ATTRIBUTE_VALUE, 1, LIST_NUMBER_MAX, list->next_number);
        list->next_number = item->number < LIST_NUMBER_MAX ? item->number + 1 : LIST_NUMBER_MAX;
    }
    item->state.item = reader->depth - 1;
    item->item_pending = !in_cell(reader);
    if (in_cell(reader)) {
        char mark[16];
        int length = item->number > 0 ? snprintf(mark, sizeof mark, "%d. ", item->number)
                                      : snprintf(mark, sizeof mark, "\xE2\x80\xA2 ");
        add_text(reader, mark, (size_t)length);
    }
}

static void start_list(struct article_reader *reader, struct reading_element *list,
                       const struct html_tag *tag)
{
    hard_boundary(reader);
    list->state.list = reader->depth - 1;
    list->state.item = -1;
    list->state.list_depth++;
    list->next_number = html_tag_number(tag, HTML_ATTRIBUTE_START, 1, LIST_NUMBER_MAX, 1);
}

static void start_table(struct article_reader *reader, struct reading_element *table)
{
    if (reader->table_depth++ == 0) {
        builder_close_text(&reader->builder);
        table_open(&reader->builder);
        table->state = outermost;
    } else {
        boundary(reader);
    }
}

/* `result`: whether it is a chart. */
static void end_table(struct article_reader *reader, enum html_chart_result result)
{
    if (--reader->table_depth > 0) {
        boundary(reader);
        return;
    }
    if (result == HTML_CHART_READ) {
        table_take_chart(&reader->builder, &reader->charts.chart);
    }
    table_close(&reader->builder);
}

static void start_cell(struct article_reader *reader, struct reading_element *cell,
                       const struct html_tag *tag)
{
    int header = cell->element->kind == HTML_HEADER_CELL;
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
    int column_span = html_tag_number(tag, HTML_ATTRIBUTE_COLSPAN, 1, ARTICLE_TABLE_COLUMNS_MAX, 1);
    /* 0 reaches to the end of the table. */
    int row_span = html_tag_number(tag, HTML_ATTRIBUTE_ROWSPAN, 0, ROW_SPAN_MAX, 1);
    row_span = row_span == 0 ? ROW_SPAN_MAX : row_span;
    if (tag->style.align < 0 && header) {
        cell->state.align = ALIGN_CENTRE;
    }
    table_add_cell(&reader->builder, column_span, row_span, header, cell->state.align);
}

/* NULL: a box cannot load it. */
static const char *loadable_source(struct article_reader *reader, const struct html_tag *tag)
{
    const char *address = builder_address(&reader->builder, tag->source);
    return address != NULL && (web_address_begins(address) || !html_address_has_scheme(address)) ? address
                                                                                                 : NULL;
}

static void add_picture(struct article_reader *reader, const struct html_tag *tag)
{
    struct article_builder *builder = &reader->builder;
    const char *address = loadable_source(reader, tag);
    const char *description = tag->values[HTML_ATTRIBUTE_ALT];
    if (address == NULL) { /* its words stand in its place */
        add_text(reader, description == NULL ? "" : description,
                 description == NULL ? 0 : strlen(description));
        return;
    }
    /* A cell goes on after a picture in it, which stands behind the table. */
    int cell = builder->open_cell;
    int holds_text = builder->holds_text;
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

static void start_row(struct article_reader *reader)
{
    if (reader->table_depth == 1) {
        builder_close_text(&reader->builder);
        table_next_row(&reader->builder);
    } else {
        boundary(reader);
    }
}

static void start_link(struct article_reader *reader, struct reading_element *link,
                       const struct html_tag *tag)
{
    const char *address = tag->values[HTML_ATTRIBUTE_HREF];
    link->state.link = address != NULL ? builder_add_link(&reader->builder, address) : -1;
}

/* A mark that HTML leaves to the reader. */
static void add_mark(struct article_reader *reader, const char *mark)
{
    add_text(reader, mark, strlen(mark));
}

/* Elements that end the paragraph before them and the one in them, and do nothing else. */
static int bounds_paragraphs(enum html_element_kind kind)
{
    switch (kind) {
    case HTML_TERM:
    case HTML_DEFINITION:
    case HTML_DEFINITIONS:
    case HTML_PARAGRAPH:
    case HTML_CENTRE:
    case HTML_CAPTION:
    case HTML_BLOCK:
    case HTML_HEADING:
    case HTML_QUOTE:
    case HTML_PRE:
        return 1;
    default: /* all other elements do something else, or nothing */
        return 0;
    }
}

/* What an element does where it begins; it stands on the stack already. */
static void start(struct article_reader *reader, const struct html_tag *tag)
{
    struct reading_element *open = &reader->stack[reader->depth - 1];
    if (bounds_paragraphs(tag->element->kind)) {
        boundary(reader);
        return;
    }
    switch (tag->element->kind) {
    case HTML_ORDERED:
    case HTML_UNORDERED:
        start_list(reader, open, tag);
        break;
    case HTML_ITEM:
        start_item(reader, open, tag);
        break;
    case HTML_LINK:
        start_link(reader, open, tag);
        break;
    case HTML_QUOTED:
        add_mark(reader, "\xE2\x80\x9C");
        break;
    case HTML_READING:
        add_mark(reader, "(");
        break;
    case HTML_TABLE:
        start_table(reader, open);
        break;
    case HTML_ROW:
        start_row(reader);
        break;
    case HTML_CELL:
    case HTML_HEADER_CELL:
        start_cell(reader, open, tag);
        break;
    default: /* all other elements only change how text looks */
        break;
    }
}

static void start_void(struct article_reader *reader, const struct html_tag *tag)
{
    if (tag->element->kind == HTML_BREAK) {
        builder_add_break(&reader->builder);
    } else if (tag->element->kind == HTML_RULE) {
        start_rule(reader);
    } else if (tag->element->kind == HTML_PICTURE) {
        add_picture(reader, tag);
    }
}

/* What an element changes for the text within it. */
static void inherit(const struct html_tag *tag, struct reading_state *state)
{
    enum html_element_kind kind = tag->element->kind;
    const struct html_style *style = &tag->style;
    state->bold |= kind == HTML_BOLD || kind == HTML_TERM;
    state->bold = style->bold >= 0 ? style->bold : state->bold;
    state->struck |= kind == HTML_STRUCK || style->struck;
    if (kind == HTML_RAISED || kind == HTML_LOWERED) {
        state->shift = kind == HTML_RAISED ? 1 : -1;
    } else if (html_is_inline(kind) && style->shift != 0) {
        state->shift = style->shift;
    }
    if (kind == HTML_CENTRE || kind == HTML_CAPTION) {
        state->align = ALIGN_CENTRE;
    }
    if (style->align >= 0 && !html_is_inline(kind)) {
        state->align = (enum article_align)style->align;
    }
    if (kind == HTML_HEADING) {
        state->heading = tag->element->level;
    }
    state->quote |= kind == HTML_QUOTE;
    state->pre |= kind == HTML_PRE;
}

void reader_start(void *context, const struct html_tag *tag)
{
    struct article_reader *reader = context;
    html_chart_start(&reader->charts, tag);
    if (html_is_void(tag->element->kind)) {
        start_void(reader, tag);
        return;
    }
    struct reading_element *open = &reader->stack[reader->depth];
    *open = (struct reading_element){.element = tag->element, .state = *state_now(reader)};
    inherit(tag, &open->state);
    reader->depth++;
    start(reader, tag);
}

void reader_end(void *context, const struct html_element *element)
{
    struct article_reader *reader = context;
    enum html_element_kind kind = element->kind;
    enum html_chart_result chart = html_chart_end(&reader->charts, element);
    if (kind == HTML_QUOTED || kind == HTML_READING) {
        add_mark(reader, kind == HTML_QUOTED ? "\xE2\x80\x9D" : ")");
    }
    reader->depth--;
    if (bounds_paragraphs(kind)) {
        boundary(reader);
        return;
    }
    switch (kind) {
    case HTML_ORDERED:
    case HTML_UNORDERED:
    case HTML_ITEM:
        hard_boundary(reader);
        break;
    case HTML_TABLE:
        end_table(reader, chart);
        break;
    case HTML_ROW:
    case HTML_CELL:
    case HTML_HEADER_CELL:
        if (reader->table_depth == 1) {
            builder_close_text(&reader->builder);
        } else if (kind == HTML_ROW || reader->table_depth == 0) {
            boundary(reader);
        }
        break;
    default: /* all other elements end nothing */
        break;
    }
}
