#include "backend-client/article/article.h"

#include <stdlib.h>

#include "backend-client/article/article_reader.h"
#include "both-sides/html/html_reader.h"

/* Reads `html`, already cut to its bound, into the article. */
static int read_article(struct article_reader *reader, const char *html, size_t length,
                        struct article *article)
{
    const struct html_sink sink = {reader, reader_start, reader_end, reader_text};
    if (html_read(html, length, &sink) != 0) {
        return -1;
    }
    return builder_finish(&reader->builder, article);
}

struct article *article_parse(const char *html, size_t length)
{
    struct article *article = calloc(1, sizeof *article);
    struct article_reader *reader = calloc(1, sizeof *reader);
    size_t read = length > ARTICLE_BYTES_MAX ? ARTICLE_BYTES_MAX : length;
    if (article == NULL || reader == NULL || builder_init(&reader->builder, read) != 0) {
        free(article);
        free(reader);
        return NULL;
    }
    struct article_builder *builder = &reader->builder;
    builder->cut = read < length;
    if (read_article(reader, html, read, article) != 0) {
        arena_free(builder->arena);
        free(article);
        article = NULL;
    }
    builder_free(builder);
    free(reader);
    return article;
}

void article_free(struct article *article)
{
    if (article != NULL) {
        arena_free(article->arena);
        free(article);
    }
}
