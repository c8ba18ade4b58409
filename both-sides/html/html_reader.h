#ifndef BOTH_SIDES_HTML_HTML_READER_H
#define BOTH_SIDES_HTML_HTML_READER_H

#include <stddef.h>

#include "both-sides/html/html_tag.h"

/* The one reader of HTML: any bytes → elements that mean something and text, in their order and well nested.
 * Comments, scripts, forms' fields, hidden elements and tags without meaning are left out; <form>,
 * <noscript>, <html>, <body> and unknown elements are read through, so nothing that stands behind or around
 * them is lost. End tags that people leave out are found as HTML 5 finds them. Takes time and memory in
 * proportion to the length, whatever is in it. */

enum { HTML_DEPTH_MAX = 500 }; /* deeper elements are read through */

struct html_sink {
    void *context;
    /* `tag` holds during the call. A picture is told only if it may be one that is seen. */
    void (*start)(void *context, const struct html_tag *tag);
    /* Not called for breaks, rules and pictures (html_is_void). */
    void (*end)(void *context, const struct html_element *element);
    /* With references resolved, blanks as they stand. */
    void (*text)(void *context, const char *text, size_t length);
};

/* Returns 0, or -1 without memory. */
int html_read(const char *html, size_t length, const struct html_sink *sink);

#endif
