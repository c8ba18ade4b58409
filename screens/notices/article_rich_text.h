#ifndef SCREENS_NOTICES_ARTICLE_RICH_TEXT_H
#define SCREENS_NOTICES_ARTICLE_RICH_TEXT_H

#include "backend-client/article/article.h"
#include "screens/notices/article_chart.h"
#include "screens/stage/screen.h"
#include "screens/widgets/rich_text.h"

/* An article's blocks as a rich text. Pictures are keyed by their block's index; `charts` and the article
 * outlive the rich text's blocks. Returns how many blocks could not be laid out (no memory). */
size_t article_to_rich_text(const struct article *article, const struct stage *stage,
                            struct rich_text *rich_text, struct article_charts *charts);

#endif
