#ifndef BACKEND_CLIENT_ARTICLE_ARTICLE_ELEMENT_H
#define BACKEND_CLIENT_ARTICLE_ARTICLE_ELEMENT_H

/* What an HTML element means for reading. */
enum element_kind {
    ELEMENT_THROUGH, /* unknown or without meaning here: what is in it counts */
    ELEMENT_DROP,    /* it goes with everything in it */
    ELEMENT_IGNORE,  /* never has anything in it */
    ELEMENT_BLOCK,   /* begins and ends a paragraph */
    ELEMENT_HEADING,
    ELEMENT_QUOTE,
    ELEMENT_PRE,
    ELEMENT_ORDERED,
    ELEMENT_UNORDERED,
    ELEMENT_ITEM,
    ELEMENT_TERM, /* dt */
    ELEMENT_CENTRE,
    ELEMENT_BOLD,
    ELEMENT_LINK,
    ELEMENT_BREAK,
    ELEMENT_RULE,
    ELEMENT_PICTURE,
    ELEMENT_TABLE,
    ELEMENT_CAPTION,
    ELEMENT_ROW,
    ELEMENT_CELL,
    ELEMENT_HEADER_CELL,
};

struct element {
    const char *name;
    enum element_kind kind;
    int level; /* of a heading */
};

/* Never NULL: an unknown name gives an element to read through. */
const struct element *element_find(const char *name);

#endif
