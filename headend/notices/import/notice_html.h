#ifndef HEADEND_NOTICES_IMPORT_NOTICE_HTML_H
#define HEADEND_NOTICES_IMPORT_NOTICE_HTML_H

#include <stddef.h>

/* The HTML of an office's content system, made fit to be stored: what both-sides/html reads of it and nothing
 * else, so what is kept is what a box draws. Addresses are absolute and percent-encoded, pictures are ours.
 * The box does not rely on it. */

enum { NOTICE_HTML_BYTES_MAX = 16 * 1024 * 1024, PICTURE_SOURCE_SIZE = 128 };

struct notice_html_pictures {
    /* Takes the picture at `source` (as the HTML has it) and writes its new address. Returns -1 when it
     * cannot be had: then its alt text stands in its place. */
    int (*take)(void *context, const char *source, char address[PICTURE_SOURCE_SIZE]);
    void *context;
};

/* Who wants to know which tables that are marked as charts stay tables. */
struct notice_html_charts {
    void (*refused)(void *context, const char *problem);
    void *context;
};

/* NULL, or why this text is none that an office would write. */
const char *notice_html_problem(const char *html);

/* `base` (may be NULL): what relative links are relative to. Returns malloc'ed HTML (UTF-8), or NULL when the
 * text has a problem or memory is short. Cleaning what was cleaned changes nothing. A table is marked as a
 * chart only if it is one (html_chart.h); `charts` may be NULL. */
char *notice_html_clean(const char *html, const char *base, const struct notice_html_pictures *pictures,
                        const struct notice_html_charts *charts);

/* An address, absolute or relative to `base` (may be NULL) → an absolute one as RFC 3986 wants it: malloc'ed,
 * "" if it cannot be made one, NULL without memory. */
char *notice_html_absolute(const char *address, const char *base);

#endif
