#ifndef BACKEND_CLIENT_ARTICLE_ARTICLE_STYLE_H
#define BACKEND_CLIENT_ARTICLE_ARTICLE_STYLE_H

#include "backend-client/article/article.h"

/* What an element's attributes say about how its text is read: style="…", align, hidden. */
struct element_style {
    int hidden;
    int bold;  /* -1: nothing said */
    int align; /* enum article_align; -1: nothing said */
};

/* `attributes`: name and value in turn, ended by NULL; may be NULL. */
void element_style_read(const char *const *attributes, struct element_style *style);

/* The value of an attribute, "" if it has none, NULL if it is not there. */
const char *attribute_find(const char *const *attributes, const char *name);
/* A whole number within the bounds; `missing` if there is none. */
int attribute_number(const char *const *attributes, const char *name, int least, int most, int missing);

#endif
