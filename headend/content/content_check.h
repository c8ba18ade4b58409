#ifndef HEADEND_CONTENT_CONTENT_CHECK_H
#define HEADEND_CONTENT_CONTENT_CHECK_H

#include "headend/content/content_set.h"

/* What no grammar can say of content (docs/content.md, "What is refused"): looks at every record of the set
 * and adds errors, and warnings for what boxes can live with, to the sources. A record of a store is looked
 * at only for what another record may have changed: the store took nothing that was wrong. */
void content_check(struct content_set *set);

/* Of one record; in files of their own. */
void content_check_guide(const struct content_set *set, struct content_record *record);
void content_check_flow(const struct content_set *set, struct content_record *record);
void content_check_station(const struct content_set *set, struct content_record *record);

/* Adds a warning when `id` is not "" and there is no such guide; `whose` says who names it. */
void content_check_guide_named(const struct content_set *set, struct content_record *record, const char *id,
                               const char *whose);

#endif
