#include "screens/notices/article_rich_text.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/stage/reading.h"

enum { SPAN_LIMIT = 4096, CELL_LIMIT = 8192 };

static size_t to_spans(const struct article_span *from, size_t count, const struct theme *theme, int all_bold,
                       struct text_span *to, size_t capacity)
{
    size_t used = 0;
    for (size_t i = 0; i < count && used < capacity; i++) {
        int link = from[i].link >= 0;
        to[used++] = (struct text_span){
            .text = from[i].text,
            .weight = from[i].bold || all_bold ? TEXT_BOLD : TEXT_REGULAR,
            .ink = link ? theme->link : theme->ink,
            .marks = (link ? TEXT_UNDERLINED : 0) | (from[i].struck ? TEXT_STRUCK : 0) |
                     (from[i].shift > 0   ? TEXT_RAISED
                      : from[i].shift < 0 ? TEXT_LOWERED
                                          : 0),
        };
    }
    return used;
}

static enum text_align to_align(enum article_align align)
{
    return align == ALIGN_CENTRE ? TEXT_ALIGN_CENTRE : align == ALIGN_END ? TEXT_ALIGN_END : TEXT_ALIGN_START;
}

static void heading_look(const struct article_block *block, const struct theme *theme,
                         struct rich_text_paragraph *text)
{
    text->size = block->level <= 2 ? theme->text_title : theme->text_body;
    text->space_above = theme->gap_large;
}

static void list_look(const struct article_block *block, const struct theme *theme,
                      struct rich_text_paragraph *text, char marker[16])
{
    int depth = block->level > 0 ? block->level : 1;
    depth = depth > 4 ? 4 : depth;
    text->margin_left = theme->text_body * 2 * depth;
    text->space_above = theme->gap_small;
    if (block->number > 0) {
        snprintf(marker, 16, "%d.", block->number);
        text->marker = marker;
    } else {
        text->marker = "\xE2\x80\xA2"; /* • */
    }
}

static int add_words(const struct article_block *block, const struct theme *theme,
                     struct rich_text *rich_text, struct text_span *spans)
{
    char marker[16];
    struct rich_text_paragraph text = {
        .spans = spans,
        .size = theme->text_body,
        .space_above = theme->gap,
        .align = to_align(block->align),
    };
    text.span_count =
        to_spans(block->spans, block->span_count, theme, block->kind == BLOCK_HEADING, spans, SPAN_LIMIT);
    if (block->kind == BLOCK_HEADING) {
        heading_look(block, theme, &text);
    } else if (block->kind == BLOCK_LIST_ITEM) {
        list_look(block, theme, &text, marker);
    } else if (block->kind == BLOCK_QUOTE) {
        text.margin_left = theme->gap_large;
        text.bar = 1;
    }
    return rich_text_add_paragraph(rich_text, &text);
}

static int add_table(const struct article_block *block, const struct theme *theme,
                     struct rich_text *rich_text, struct text_span *spans)
{
    size_t count = block->cell_count < CELL_LIMIT ? block->cell_count : CELL_LIMIT;
    struct rich_text_cell *cells = calloc(count > 0 ? count : 1, sizeof *cells);
    size_t used = 0;
    if (cells == NULL) {
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        const struct article_cell *from = &block->cells[i];
        size_t spans_here =
            to_spans(from->spans, from->span_count, theme, from->header, spans + used, SPAN_LIMIT - used);
        cells[i] = (struct rich_text_cell){
            .spans = spans + used,
            .span_count = spans_here,
            .row = from->row,
            .column = from->column,
            .row_span = from->row_span,
            .column_span = from->column_span,
            .header = from->header,
            .align = to_align(from->align),
        };
        used += spans_here;
    }
    int result = rich_text_add_table(rich_text, cells, count, block->rows, block->columns);
    free(cells);
    return result;
}

/* The chart, or where there is no room or memory for one its table below its title. */
static int add_chart(const struct article_block *block, const struct stage *stage,
                     struct rich_text *rich_text, struct text_span *spans, struct article_charts *charts)
{
    if (article_charts_add(charts, block->chart, stage, rich_text) == 0) {
        return 0;
    }
    reading_title(rich_text, stage, block->chart->title);
    return add_table(block, stage->kit.theme, rich_text, spans);
}

static int add_block(const struct article_block *block, size_t index, const struct stage *stage,
                     struct rich_text *rich_text, struct text_span *spans, struct article_charts *charts)
{
    const struct theme *theme = stage->kit.theme;
    switch (block->kind) {
    case BLOCK_TABLE:
        return block->chart != NULL ? add_chart(block, stage, rich_text, spans, charts)
                                    : add_table(block, theme, rich_text, spans);
    case BLOCK_RULE:
        return rich_text_add_rule(rich_text);
    case BLOCK_PICTURE:
        return rich_text_add_picture(rich_text, index,
                                     block->picture_text[0] != '\0'
                                         ? block->picture_text
                                         : string_get(stage->strings, STRING_ARTICLE_PICTURE));
    default: /* all other blocks are words */
        return add_words(block, theme, rich_text, spans);
    }
}

size_t article_to_rich_text(const struct article *article, const struct stage *stage,
                            struct rich_text *rich_text, struct article_charts *charts)
{
    struct text_span *spans = calloc(SPAN_LIMIT, sizeof *spans);
    size_t failed = 0;
    if (spans == NULL) {
        return article->block_count;
    }
    *charts = (struct article_charts){.count = 0};
    for (size_t i = 0; i < article->block_count; i++) {
        if (add_block(&article->blocks[i], i, stage, rich_text, spans, charts) != 0) {
            failed++;
        }
    }
    free(spans);
    return failed;
}
