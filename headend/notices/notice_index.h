#ifndef HEADEND_NOTICES_NOTICE_INDEX_H
#define HEADEND_NOTICES_NOTICE_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "headend/notices/notice_record.h"
#include "headend/notices/store_notices.h"

/* What a list asks of every notice, in memory and in the order of the list: so that an area, a category or a
 * page costs no look through the store, and nothing is counted there. It stands beside the store's handle and
 * is read anew when the store has changed. */

struct notice_index;

/* The handle's; stands until the next call. NULL: store_problem. */
const struct notice_index *notice_index_of(struct store *store);

/* One page: ids into `ids` (room for query->limit), the notices of all pages into *total, and whether more
 * follow into *more. Returns how many. */
int notice_index_list(const struct notice_index *index, const struct notice_query *query, const char *ids[],
                      int64_t *total, int *more);

/* How many hold. */
int64_t notice_index_count(const struct notice_index *index, int64_t now);

#endif
