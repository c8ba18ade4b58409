#ifndef SCREENS_NOTICES_ARTICLE_FLOW_H
#define SCREENS_NOTICES_ARTICLE_FLOW_H

#include "backend-client/article/article.h"
#include "screens/stage/screen.h"
#include "screens/widgets/flow.h"

/* An article's blocks as a flow. Pictures are keyed by their block's index. Returns how many blocks could not
 * be laid out (no memory). */
size_t article_to_flow(const struct article *article, const struct stage *stage, struct flow *flow);

#endif
