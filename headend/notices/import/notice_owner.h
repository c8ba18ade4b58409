#ifndef HEADEND_NOTICES_IMPORT_NOTICE_OWNER_H
#define HEADEND_NOTICES_IMPORT_NOTICE_OWNER_H

#include "headend/notices/import/feed.h"
#include "headend/notices/notice_record.h"

/* Whose notices a feed's are: a guid belongs to the site that it came from, and no other site may change or
 * withdraw it. */

/* The host that the feed's own link names (else what stands there, else its title). A feed that came over the
 * web from another host has that host before it, so that no feed can name itself after another. */
void notice_owner_of(const char *place, const struct feed *feed, char owner[NOTICE_OWNER_SIZE]);

/* 1 for a file that export-notices wrote: its entries say whose they are. */
int notice_owner_is_export(const char *place, const struct feed *feed);

#endif
