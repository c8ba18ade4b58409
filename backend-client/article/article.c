#include "backend-client/article/article.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/article/article_prepare.h"
#include "backend-client/article/article_reader.h"

enum {
    /* libxml2 goes through its stack of open elements at every end tag; this keeps that short. */
    PARSER_DEPTH_MAX = 600,
};

struct parse {
    struct article_reader reader;
    htmlParserCtxtPtr parser;
};

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    struct parse *parse = context;
    if (parse->parser->nameNr > PARSER_DEPTH_MAX || parse->reader.builder.no_memory) {
        parse->reader.builder.cut = 1;
        xmlStopParser(parse->parser);
        return;
    }
    reader_start(&parse->reader, (const char *)name, (const char *const *)attributes);
}

static void on_end(void *context, const xmlChar *name)
{
    struct parse *parse = context;
    reader_end(&parse->reader, (const char *)name);
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct parse *parse = context;
    if (length > 0) {
        reader_text(&parse->reader, (const char *)text, (size_t)length);
    }
}

static int parse_html(struct parse *parse, const char *html, size_t length)
{
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    if (parser == NULL) {
        return -1;
    }
    parse->parser = parser;
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->startElement = on_start;
    parser->sax->endElement = on_end;
    parser->sax->characters = on_text;
    parser->sax->ignorableWhitespace = on_text;
    parser->sax->cdataBlock = on_text;
    parser->userData = parse;
    (void)htmlCtxtReadMemory(parser, html, (int)length, NULL, "UTF-8",
                             HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                 HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
    xmlFreeDoc(parser->myDoc);
    htmlFreeParserCtxt(parser);
    return 0;
}

/* Reads `html`, already cut to its bound, into the article. */
static int read_article(struct parse *parse, const char *html, size_t length, struct article *article)
{
    struct article_builder *builder = &parse->reader.builder;
    int cut = builder->cut;
    size_t prepared;
    char *clean = article_prepare(html, length, &prepared, &cut);
    if (clean == NULL) {
        return -1;
    }
    builder->cut = cut;
    int result = prepared > 0 ? parse_html(parse, clean, prepared) : 0;
    free(clean);
    if (result != 0) {
        return -1;
    }
    table_close(builder); /* one is open if the parser was stopped in it */
    return builder_finish(builder, article);
}

struct article *article_parse(const char *html, size_t length)
{
    struct article *article = calloc(1, sizeof *article);
    struct parse *parse = calloc(1, sizeof *parse);
    size_t read = length > ARTICLE_BYTES_MAX ? ARTICLE_BYTES_MAX : length;
    if (article == NULL || parse == NULL || builder_init(&parse->reader.builder, read) != 0) {
        free(article);
        free(parse);
        return NULL;
    }
    struct article_builder *builder = &parse->reader.builder;
    reader_init(&parse->reader);
    builder->cut = read < length;
    if (read_article(parse, html, read, article) != 0) {
        arena_free(builder->arena);
        free(article);
        article = NULL;
    }
    builder_free(builder);
    free(parse);
    return article;
}

void article_free(struct article *article)
{
    if (article != NULL) {
        arena_free(article->arena);
        free(article);
    }
}
