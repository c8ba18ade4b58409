#ifndef BACKEND_CLIENT_ARTICLE_ARTICLE_READER_H
#define BACKEND_CLIENT_ARTICLE_ARTICLE_READER_H

#include "backend-client/article/article_builder.h"
#include "backend-client/article/article_element.h"

/* Elements and text in the order of an HTML document → calls of the builder. Knows what elements mean; knows
 * nothing of the parser. */

/* What holds for text within an element. */
struct reading_state {
    int bold, link;
    enum article_align align;
    int heading; /* level, 0: none */
    int quote, pre;
    int list_depth;
    int list; /* place of the innermost list in the stack, -1 */
    int item; /* place of the innermost list item in the stack, -1 */
};

struct open_element {
    const struct element *element;
    const char *name; /* lives as long as the parser */
    struct reading_state state;
    int next_number;  /* ordered list */
    int number;       /* list item; 0: a bullet */
    int item_pending; /* list item that has no block yet */
};

struct article_reader {
    struct article_builder builder;
    struct open_element stack[ARTICLE_DEPTH_MAX];
    int depth;
    int deeper;  /* elements open beyond the stack: read through */
    int dropped; /* elements open within one that is dropped, itself counted */
    int table_depth;
};

void reader_init(struct article_reader *reader);
/* Every start has its end later, in the right order; elements that never have anything in them, too. */
void reader_start(struct article_reader *reader, const char *name, const char *const *attributes);
void reader_end(struct article_reader *reader, const char *name);
void reader_text(struct article_reader *reader, const char *text, size_t length);

#endif
