#ifndef SCREENS_NOTICES_ARTICLE_H
#define SCREENS_NOTICES_ARTICLE_H

#include "screens/stage/screen.h"

/* One notice. The summary is copied: title, office and date stand at once, the text follows. NULL without
 * memory. */
struct screen *article_new(struct stage *stage, const struct destination *destination);

#endif
