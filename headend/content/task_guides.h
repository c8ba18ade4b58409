#ifndef HEADEND_CONTENT_TASK_GUIDES_H
#define HEADEND_CONTENT_TASK_GUIDES_H

#include "headend/content/content_kinds.h"
#include "headend/database/store.h"

/* Which guide tells of a case's matter: the one of which a <member> has the matter's code as its task-code
 * (docs/upstreams.md). Kept ready, as a look-up is no time to read 500 guides. Any thread may ask. */

struct task_guides;

/* NULL: out of memory. */
struct task_guides *task_guides_create(void);
void task_guides_free(struct task_guides *guides);

/* Takes what the store says now, if guides or their order have changed. What cannot be read is logged, and
 * what was known before stays. */
void task_guides_load(struct task_guides *guides, struct store *store);

/* `id` becomes "" where no guide tells of the matter. Of several that do, one that tells of nothing else,
 * else the first in the order of the list. `guides` is a struct task_guides: cases hand it back as they got
 * it. */
void task_guides_find(void *guides, const char *task_code, char id[CONTENT_ID_SIZE]);

#endif
