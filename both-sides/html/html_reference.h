#ifndef BOTH_SIDES_HTML_HTML_REFERENCE_H
#define BOTH_SIDES_HTML_HTML_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/* Character references: "&mdash;", "&#8212;", "&#x2014;", "&nbsp" (names of old stand without their
 * semicolon, too). All names of HTML 5 are known; numbers mean what browsers take them for (128 to 159 are
 * Windows' characters). */

struct html_reference {
    uint32_t code_points[2];
    size_t count; /* of code points: 1 or 2 */
};

/* The reference that begins with the "&" at `text`. Returns how many bytes it takes, 0 if it is none. In an
 * attribute, addresses with "&copy=1" in them are left as they are. */
size_t html_reference_read(const char *text, size_t length, int in_attribute,
                           struct html_reference *reference);

#endif
