#ifndef HEADEND_CASES_CASE_GUIDES_H
#define HEADEND_CASES_CASE_GUIDES_H

#include "headend/content/content_records.h"
#include "headend/database/store.h"

/* Which guide tells of a case's matter: the one of which a <member> has the matter's code as its task-code
 * (docs/upstreams.md). Kept ready, as a look-up is no time to read 500 guides. Any thread may ask. */

struct case_guides;

/* NULL: out of memory. */
struct case_guides *case_guides_create(void);
void case_guides_free(struct case_guides *guides);

/* Takes what the store says now, if guides or their order have changed. What cannot be read is logged, and
 * what was known before stays. */
void case_guides_load(struct case_guides *guides, struct store *store);

/* `id` becomes "" where no guide tells of the matter, and with `guides` NULL. Of several that do, one that
 * tells of nothing else, else the first in the order of the list. */
void case_guides_find(struct case_guides *guides, const char *task_code, char id[CONTENT_ID_SIZE]);

#endif
