#ifndef BOTH_SIDES_HTML_HTML_STYLE_H
#define BOTH_SIDES_HTML_HTML_STYLE_H

/* What style="…", align and hidden say about how text is read. Whatever else they say means nothing.
 * `visibility` is none of it: pages hide their text so until a script shows it. */

enum html_align { HTML_ALIGN_START, HTML_ALIGN_CENTRE, HTML_ALIGN_END };

struct html_style {
    int hidden;
    int bold;   /* -1: nothing said */
    int align;  /* enum html_align; -1: nothing said */
    int struck; /* a line through it */
    int shift;  /* 1 raised, -1 lowered, 0: nothing said */
};

/* NULL: the element does not have that attribute. */
void html_style_read(const char *style, const char *align, const char *hidden, struct html_style *out);

#endif
