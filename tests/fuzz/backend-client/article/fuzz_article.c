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
