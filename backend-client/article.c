#include "backend-client/article.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "backend-client/article_reader.h"

enum {
    /* libxml2 goes through its stack of open elements at every end tag; this keeps that short. */
    PARSER_DEPTH_MAX = 600,
    /* It compares every attribute of a tag with all before it. */
    TAG_PARTS_MAX = 1000,
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

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How much of the text comes before a tag with so many parts that no person wrote it. */
static size_t length_before_bomb(const char *html, size_t length)
{
    for (size_t at = 0; at + 1 < length; at++) {
        if (html[at] != '<' || !is_letter(html[at + 1])) {
            continue;
        }
        size_t tag = at;
        size_t parts = 0;
        char quote = '\0';
        for (at++; at < length && (quote != '\0' || html[at] != '>'); at++) {
            char c = html[at];
            if (quote != '\0') {
                quote = c == quote ? '\0' : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
                parts++;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/') {
                parts++;
            }
        }
        if (parts > TAG_PARTS_MAX) {
            return tag;
        }
    }
    return length;
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

struct article *article_parse(const char *html, size_t length)
{
    struct article *article = calloc(1, sizeof *article);
    struct parse *parse = calloc(1, sizeof *parse);
    if (article == NULL || parse == NULL) {
        free(article);
        free(parse);
        return NULL;
    }
    size_t read = length > ARTICLE_BYTES_MAX ? ARTICLE_BYTES_MAX : length;
    read = length_before_bomb(html, read);
    struct article_builder *builder = &parse->reader.builder;
    reader_init(&parse->reader);
    int result = builder_init(builder, read);
    if (result == 0) {
        builder->cut = read < length;
        if (read > 0) {
            result = parse_html(parse, html, read);
        }
        if (result == 0) {
            if (builder->table.block != NO_BLOCK) {
                table_close(builder); /* the parser was stopped in a table */
            }
            result = builder_finish(builder, article);
        }
        if (result != 0) {
            arena_free(builder->arena);
        }
        builder_free(builder);
    }
    free(parse);
    if (result != 0) {
        free(article);
        return NULL;
    }
    return article;
}

void article_free(struct article *article)
{
    if (article != NULL) {
        arena_free(article->arena);
        free(article);
    }
}
