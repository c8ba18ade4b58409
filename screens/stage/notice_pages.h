#ifndef SCREENS_STAGE_NOTICE_PAGES_H
#define SCREENS_STAGE_NOTICE_PAGES_H

#include <stddef.h>
#include <stdint.h>

#include "backend-client/hall_client.h"

/* The rows of one category, page after page as they are asked for. Until the headend has answered, and
 * without a network, the rows of a category are those of the cached list of all. When the first page has
 * changed the others are asked for again, each replaced when its response comes: rows never vanish in
 * between. */

enum { NOTICE_PAGES_MAX = 40 };

struct notice_pages;

/* Rows or the response's state have changed. `response` is the one that did it; it lives until the call
 * returns.
 */
typedef void (*notice_pages_changed)(void *context, const struct response *response);

/* `limit`: rows to a page, 1 … NOTICE_LIST_MAX. */
struct notice_pages *notice_pages_new(struct hall_client *client, int category, int limit,
                                      notice_pages_changed changed, void *context);
void notice_pages_free(struct notice_pages *pages);
/* Asks for the first page: what is cached comes before this returns. */
void notice_pages_refresh(struct notice_pages *pages);
/* Called with the row in focus: asks for the next page when it comes near. */
void notice_pages_reach(struct notice_pages *pages, size_t row);
size_t notice_pages_count(const struct notice_pages *pages);
int64_t notice_pages_total(const struct notice_pages *pages);
/* NULL beyond the end. Valid until the next change. */
const struct notice_summary *notice_pages_row(const struct notice_pages *pages, size_t row);
/* 1 once any response with rows (perhaps none) has come. */
int notice_pages_loaded(const struct notice_pages *pages);
/* 1 once the last page there may be has come. */
int notice_pages_are_whole(const struct notice_pages *pages);

#endif
