#ifndef SCREENS_NOTICES_LINKS_H
#define SCREENS_NOTICES_LINKS_H

#include "backend-client/article/article.h"
#include "screens/stage/screen.h"

/* The links of an article as QR codes, over the article. Copies what it needs. NULL without memory or
 * without links. */
struct screen *links_new(struct stage *stage, const struct article *article);

#endif
