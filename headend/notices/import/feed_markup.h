#ifndef HEADEND_NOTICES_IMPORT_FEED_MARKUP_H
#define HEADEND_NOTICES_IMPORT_FEED_MARKUP_H

#include <stddef.h>

#include "headend/notices/import/feed_buffer.h"
#include "headend/notices/import/feed_notes.h"

/* Pieces of markup as content systems write them, read leniently and written as XML. Texts are UTF-8. */

enum {
    MARKUP_ATTRIBUTES_MAX = 64 /* of an element; what is more is left out */
};

struct markup_piece {
    const char *text;
    size_t length;
};

struct markup_tag {
    enum { TAG_NONE, TAG_START, TAG_END, TAG_EMPTY } kind;
    struct markup_piece name;
    struct markup_attribute {
        struct markup_piece name, value;
    } attributes[MARKUP_ATTRIBUTES_MAX];
    size_t attribute_count;
    size_t attributes_left_out;
    size_t length; /* of the whole tag; of none the bytes that were looked at */
};

/* Reads the tag that begins with the "<" at `text`; TAG_NONE if that is only a "<" in a text. */
void markup_read_tag(const char *text, size_t length, struct markup_tag *tag);

int markup_name_is(struct markup_piece piece, const char *name); /* capitals count for small letters */

/* Writes a start tag, without its "xmlns" attributes where there are too many names already. Returns how many
 * of these it wrote. */
size_t markup_write_tag(const struct markup_tag *tag, size_t namespaces_max, struct feed_buffer *out);

/* Writes text, its character references resolved by HTML's table, so that XML reads it as it was meant. */
void markup_write_text(const char *text, size_t length, size_t line, struct feed_notes *notes,
                       struct feed_buffer *out);

/* Writes text that has no references (of a CDATA section). */
void markup_write_literal(const char *text, size_t length, struct feed_buffer *out);

#endif
