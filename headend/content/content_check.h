#ifndef HEADEND_CONTENT_CONTENT_CHECK_H
#define HEADEND_CONTENT_CONTENT_CHECK_H

#include "headend/content/content_set.h"

/* What no grammar can say of content (docs/content.md, "What is refused"): looks at every record of the set
 * and adds errors, and warnings for what boxes can live with, to the sources. A record of a store is looked
 * at only for what another record may have changed: the store took nothing that was wrong. */
void content_check(struct content_set *set);

#endif
