#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/article/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t read_spans(const struct article *article, const struct article_span *spans, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += strlen(spans[i].text);
        if (spans[i].link >= (int)article->link_count) {
            abort();
        }
    }
    return length;
}

/* What the box draws without looking again. */
static void check_chart(const struct html_chart *chart)
{
    size_t numbers = 0;
    if (chart->columns < 1 || chart->columns > HTML_CHART_COLUMNS_MAX || chart->rows < 1 ||
        chart->rows > HTML_CHART_ROWS_MAX || strlen(chart->title) >= sizeof chart->title ||
        strlen(chart->unit) >= sizeof chart->unit) {
        abort();
    }
    for (size_t c = 0; c < chart->columns; c++) {
        if (chart->names[c][0] == '\0' || strlen(chart->names[c]) >= sizeof chart->names[c]) {
            abort();
        }
        for (size_t r = 0; r < chart->rows; r++) {
            int64_t value = chart->values[c][r];
            numbers += value != HTML_CHART_GAP;
            if ((value != HTML_CHART_GAP &&
                 (value > HTML_CHART_VALUE_MAX || value < -HTML_CHART_VALUE_MAX)) ||
                chart->written_decimals[c][r] > chart->decimals || chart->labels[r][0] == '\0' ||
                strlen(chart->labels[r]) >= sizeof chart->labels[r]) {
                abort();
            }
        }
    }
    if (numbers == 0) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct article *article = article_parse((const char *)data, size);
    if (article == NULL) {
        return 0;
    }
    size_t length = 0;
    for (size_t i = 0; i < article->block_count; i++) {
        const struct article_block *block = &article->blocks[i];
        length += read_spans(article, block->spans, block->span_count);
        for (size_t c = 0; c < block->cell_count; c++) {
            const struct article_cell *cell = &block->cells[c];
            length += read_spans(article, cell->spans, cell->span_count);
            if (cell->column + cell->column_span > block->columns ||
                cell->row + cell->row_span > block->rows || cell->row_span < 1 || cell->column_span < 1) {
                abort();
            }
        }
        if (block->chart != NULL) {
            check_chart(block->chart);
        }
        if (block->kind == BLOCK_PICTURE) {
            length += strlen(block->picture_url) + strlen(block->picture_text);
        }
    }
    if (length > size * 8 + 16) {
        abort();
    }
    article_free(article);
    return 0;
}
