#ifndef BACKEND_CLIENT_ARTICLE_ARTICLE_PREPARE_H
#define BACKEND_CLIENT_ARTICLE_ARTICLE_PREPARE_H

#include <stddef.h>

/* HTML as it came → HTML that libxml2 2.9 reads as browsers read it and in linear time: without comments,
 * <!…> and <?…> of Word, scripts, style sheets and NULs. The text ends before a tag with more parts than any
 * person writes, as libxml2 compares every attribute with all before it; then `cut` is set. malloc'ed, NULL
 * without memory. */
char *article_prepare(const char *html, size_t length, size_t *prepared, int *cut);

#endif
