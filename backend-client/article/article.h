#ifndef BACKEND_CLIENT_ARTICLE_ARTICLE_H
#define BACKEND_CLIENT_ARTICLE_ARTICLE_H

#include <stddef.h>

#include "both-sides/html/html_chart.h"

/* The HTML that content systems really write → a flat list of blocks. What an element means, on the headend
 * too, both-sides/html says. Whitespace
 * is folded as a browser would; &nbsp; and U+3000 indents at the start of a paragraph are dropped. */

enum {
    ARTICLE_BYTES_MAX = 512 * 1024, /* more is cut, and `cut` says so */
    ARTICLE_BLOCK_MAX = 4000,
    ARTICLE_LINK_MAX = 100,
    ARTICLE_TABLE_COLUMNS_MAX = 12,
};

enum article_block_kind {
    BLOCK_HEADING, /* level 1..6 */
    BLOCK_PARAGRAPH,
    BLOCK_LIST_ITEM, /* level = depth from 1; number 0: a bullet */
    BLOCK_QUOTE,
    BLOCK_TABLE,
    BLOCK_PICTURE,
    BLOCK_RULE,
    BLOCK_PREFORMATTED, /* spans keep their line breaks */
};

enum article_align { ALIGN_START, ALIGN_CENTRE, ALIGN_END };

/* A piece of text in one look. "\n" in a text is a forced line break (<br>). */
struct article_span {
    const char *text;
    int bold;
    int link;   /* index into links, -1: none */
    int struck; /* holds no longer: a line through it */
    int shift;  /* 1: raised (m²), -1: lowered (CO₂) */
};

struct article_cell {
    struct article_span *spans;
    size_t span_count;
    int column, row;           /* from 0 */
    int column_span, row_span; /* at least 1, within the table */
    int header;
    enum article_align align;
};

struct article_block {
    enum article_block_kind kind;
    int level;
    int number;
    enum article_align align;
    struct article_span *spans; /* heading, paragraph, list item, quote, preformatted */
    size_t span_count;
    struct article_cell *cells; /* table, in reading order */
    size_t cell_count;
    int columns, rows;
    const struct html_chart *chart; /* table: to be drawn as this, with its caption; NULL: as a table */
    const char *picture_url;        /* picture: as written, absolute or relative to the headend */
    const char *picture_text;       /* its alt text */
};

struct article {
    struct article_block *blocks;
    size_t block_count;
    const char **links; /* http and https only; others are plain text */
    size_t link_count;
    int cut; /* something did not fit the bounds above */
    struct arena *arena;
};

/* NULL only without memory: any bytes give an article, perhaps an empty one. Bounded in time and memory by
 * the bounds above. */
struct article *article_parse(const char *html, size_t length);
void article_free(struct article *article);

#endif
