#ifndef BACKEND_CLIENT_ARTICLE_ARTICLE_READER_H
#define BACKEND_CLIENT_ARTICLE_ARTICLE_READER_H

#include "backend-client/article/article_builder.h"
#include "both-sides/html/html_chart.h"
#include "both-sides/html/html_reader.h"

/* Elements and text in the order of an HTML document → calls of the builder. */

/* What holds for text within an element. */
struct reading_state {
    int bold, link, struck, shift;
    enum article_align align;
    int heading; /* level, 0: none */
    int quote, pre;
    int list_depth;
    int list; /* place of the innermost list in the stack, -1 */
    int item; /* place of the innermost list item in the stack, -1 */
};

struct reading_element {
    const struct html_element *element;
    struct reading_state state;
    int next_number;  /* ordered list */
    int number;       /* list item; 0: a bullet */
    int item_pending; /* list item that has no block yet */
};

struct article_reader {
    struct article_builder builder;
    struct html_chart_reader charts;
    struct reading_element stack[HTML_DEPTH_MAX + 1];
    int depth;
    int table_depth;
};

/* For struct html_sink; `context` is a struct article_reader, at first all 0 but its builder. */
void reader_start(void *context, const struct html_tag *tag);
void reader_end(void *context, const struct html_element *element);
void reader_text(void *context, const char *text, size_t length);

#endif
