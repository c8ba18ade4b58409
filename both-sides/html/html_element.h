#ifndef BOTH_SIDES_HTML_HTML_ELEMENT_H
#define BOTH_SIDES_HTML_HTML_ELEMENT_H

#include <stddef.h>

/* What the elements and attributes of HTML mean to us, on the headend, which stores a notice, and on the box,
 * which draws it. Nothing else says so. */

enum html_element_kind {
    HTML_THROUGH,     /* unknown or without meaning here: what is in it counts */
    HTML_NOTHING,     /* never has anything in it, and says nothing */
    HTML_DROP,        /* it goes with everything in it */
    HTML_DROP_RAW,    /* likewise, and markup means nothing in it */
    HTML_BLOCK,       /* begins and ends a paragraph */
    HTML_PARAGRAPH,   /* likewise; ended by the next block */
    HTML_HEADING,     /* level */
    HTML_QUOTE,       /* a passage */
    HTML_QUOTED,      /* a few words: in quotation marks */
    HTML_PRE,         /* preformatted */
    HTML_ORDERED,     /* list */
    HTML_UNORDERED,   /* list */
    HTML_DEFINITIONS, /* dl */
    HTML_ITEM,
    HTML_TERM,       /* dt */
    HTML_DEFINITION, /* dd */
    HTML_CENTRE,
    HTML_BOLD,
    HTML_STRUCK, /* holds no longer */
    HTML_RAISED,
    HTML_LOWERED,
    HTML_READING,      /* rt: how the word before it is pronounced */
    HTML_READING_MARK, /* rp: dropped, as a reading always stands in brackets here */
    HTML_LINK,
    HTML_BREAK,
    HTML_RULE,
    HTML_PICTURE,
    HTML_FALLBACK, /* noscript: the same once more, for simpler readers */
    HTML_TABLE,
    HTML_CAPTION,
    HTML_ROW_GROUP,
    HTML_ROW,
    HTML_CELL,
    HTML_HEADER_CELL,
    HTML_PAGE, /* html, head, body: not read, whatever stands before or behind them counts */
};

struct html_element {
    const char *name;
    enum html_element_kind kind;
    int level; /* of a heading */
};

/* By a name in any case; never NULL: an unknown name gives an element to read through. */
const struct html_element *html_element_find(const char *name, size_t length);

/* Part of a line: what blocks hold. */
int html_is_inline(enum html_element_kind kind);
/* Has neither content nor an end tag. */
int html_is_void(enum html_element_kind kind);

enum html_attribute {
    HTML_ATTRIBUTE_ALIGN,
    HTML_ATTRIBUTE_ALT,
    HTML_ATTRIBUTE_COLSPAN,
    HTML_ATTRIBUTE_HEIGHT,
    HTML_ATTRIBUTE_HIDDEN,
    HTML_ATTRIBUTE_HREF,
    HTML_ATTRIBUTE_ROWSPAN,
    HTML_ATTRIBUTE_START,
    HTML_ATTRIBUTE_STYLE,
    HTML_ATTRIBUTE_VALUE,
    HTML_ATTRIBUTE_WIDTH,
    HTML_ATTRIBUTE_DATA_CHART, /* of a table: html_chart.h */
    HTML_ATTRIBUTE_DATA_UNIT,  /* likewise */
    /* Where a picture's address may stand, the most telling first: pages that load pictures late have
     * something else in `src` until then. */
    HTML_ATTRIBUTE_DATA_SRC,
    HTML_ATTRIBUTE_DATA_ORIGINAL,
    HTML_ATTRIBUTE_DATA_ORIGINAL_SRC,
    HTML_ATTRIBUTE_DATA_ACTUALSRC,
    HTML_ATTRIBUTE_DATA_LAZY_SRC,
    HTML_ATTRIBUTE_DATA_LAZYLOAD,
    HTML_ATTRIBUTE_DATA_LAZY,
    HTML_ATTRIBUTE_DATA_ECHO,
    HTML_ATTRIBUTE_DATA_URL,
    HTML_ATTRIBUTE_LAZY_SRC,
    HTML_ATTRIBUTE_LAZYLOAD,
    HTML_ATTRIBUTE_ORIGINAL,
    HTML_ATTRIBUTE_ZOOMFILE,
    HTML_ATTRIBUTE_FILE,
    HTML_ATTRIBUTE_UNDERSCORE_SRC,
    HTML_ATTRIBUTE_SRC,
    HTML_ATTRIBUTE_COUNT
};

/* HTML_ATTRIBUTE_COUNT: one that means nothing. */
enum html_attribute html_attribute_find(const char *name, size_t length);
const char *html_attribute_name(enum html_attribute attribute);

#endif
