#ifndef BOTH_SIDES_HTML_HTML_TAG_H
#define BOTH_SIDES_HTML_HTML_TAG_H

#include <stddef.h>

#include "both-sides/html/html_element.h"
#include "both-sides/html/html_style.h"

/* A start tag: what of it means something. */
struct html_tag {
    const struct html_element *element;
    const char *values[HTML_ATTRIBUTE_COUNT]; /* NULL: it does not have that attribute */
    struct html_style style;
    const char *source; /* of a picture: the address to show it from, as written; NULL: none */
};

/* A whole number within the bounds; `missing` if there is none. */
int html_tag_number(const struct html_tag *tag, enum html_attribute attribute, int least, int most,
                    int missing);

/* --- For html_reader.c --- */

/* Text with its references resolved: at most HTML_TEXT_SIZE(length) bytes into `out`, and a NUL. Returns its
 * length. `mended`: what was escaped twice ("&amp;mdash;") is resolved twice, as no reader wants to see it.
 */
#define HTML_TEXT_SIZE(length) ((length)*2 + 1)
size_t html_text_decode(const char *text, size_t length, int in_attribute, int mended, char *out);

/* Behind the name that begins at `name`. */
const char *html_name_end(const char *name, const char *end);

/* Reads the tag whose "<" stands at `text` and whose ">" at `end`; the values go into `room`
 * (HTML_TEXT_SIZE of its length). */
void html_tag_read(const char *text, const char *end, char *room, struct html_tag *tag);

#endif
