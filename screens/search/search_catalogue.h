#ifndef SCREENS_SEARCH_SEARCH_CATALOGUE_H
#define SCREENS_SEARCH_SEARCH_CATALOGUE_H

#include <stddef.h>

#include "screens/search/search_index.h"
#include "screens/stage/screen.h"

/* What the search looks through: the tiles of the home screen, the guides, the policies, the notices and the
 * stations, from the cache at once and then from the headend. Items are numbered; numbers hold until the next
 * change. */

enum { SEARCH_NOTICES_MAX = 3000 };

struct search_catalogue;

/* Items have changed, or how the asking for them goes. */
typedef void (*search_catalogue_changed)(void *context);

struct search_catalogue *search_catalogue_new(struct stage *stage, search_catalogue_changed changed,
                                              void *context);
void search_catalogue_free(struct search_catalogue *catalogue);
/* As of asking.h, for every collection: what is cached comes before these return. */
void search_catalogue_enter(struct search_catalogue *catalogue);
void search_catalogue_update(struct search_catalogue *catalogue);
int64_t search_catalogue_deadline(const struct search_catalogue *catalogue, int64_t other_us);
/* Asks again for what has failed. */
void search_catalogue_retry(struct search_catalogue *catalogue);
/* 1 once guides, policies, notices and stations have come, be it none: only then may something be said to be
 * nowhere. The tiles are always there. */
int search_catalogue_is_whole(const struct search_catalogue *catalogue);
/* How the first of them has failed that has; NULL: none has. */
const struct response *search_catalogue_failure(const struct search_catalogue *catalogue);
size_t search_catalogue_find(struct search_catalogue *catalogue, const char *digits, uint32_t *found,
                             size_t size);

enum search_kind { SEARCH_TILE, SEARCH_GUIDE, SEARCH_POLICY, SEARCH_NOTICE, SEARCH_STATION };

/* What an item is; the member of its kind is set. Pointers hold until the next change. */
struct search_item {
    enum search_kind kind;
    const struct tile *tile;
    const struct guide_summary *guide;
    const struct policy *policy;
    const struct notice_summary *notice; /* NULL while its page is not there */
    const struct station *station;
};
void search_catalogue_item(const struct search_catalogue *catalogue, uint32_t number,
                           struct search_item *item);
/* What of its name the digits found; "" where that cannot be told. */
enum { SEARCH_WORDS_SIZE = 4 * SEARCH_QUERY_MAX + 64 };
char *search_catalogue_match(const struct search_catalogue *catalogue, uint32_t number, const char *digits,
                             char out[SEARCH_WORDS_SIZE]);

#endif
