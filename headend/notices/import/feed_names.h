#ifndef HEADEND_NOTICES_IMPORT_FEED_NAMES_H
#define HEADEND_NOTICES_IMPORT_FEED_NAMES_H

#include "headend/notices/import/feed_markup.h"

/* For feed_repair.c: what an element of a feed is for, by its name. */

enum feed_element {
    ELEMENT_OTHER,
    ELEMENT_AROUND, /* holds entries: rss, channel, feed */
    ELEMENT_ENTRY,
    ELEMENT_FIELD, /* holds text, perhaps HTML */
    ELEMENT_BODY   /* likewise, HTML of which may have elements with the names of fields */
};

enum feed_element feed_element_of(struct markup_piece name);

/* 1 for a field whose name HTML has, too: <title>, <link>, <summary>. */
int feed_element_may_be_html(struct markup_piece name);

#endif
