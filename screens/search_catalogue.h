#ifndef SCREENS_SEARCH_CATALOGUE_H
#define SCREENS_SEARCH_CATALOGUE_H

#include <stddef.h>

#include "screens/screen.h"
#include "screens/search_index.h"

/* What the search looks through: the tiles of the home screen and the notices, from the cache at once and
 * then from the headend. Items are numbered; numbers hold until the next change. */

enum { SEARCH_NOTICES_MAX = 3000 };

struct search_catalogue;

/* Items or the answer's state have changed; `answer` is of the notices. */
typedef void (*search_catalogue_changed)(void *context, const struct answer *answer);

struct search_catalogue *search_catalogue_new(struct stage *stage, search_catalogue_changed changed,
                                              void *context);
void search_catalogue_free(struct search_catalogue *catalogue);
/* Asks for everything anew; what is cached comes before this returns. */
void search_catalogue_refresh(struct search_catalogue *catalogue);
/* 1 once the notices have come, be it none. */
int search_catalogue_loaded(const struct search_catalogue *catalogue);
size_t search_catalogue_find(struct search_catalogue *catalogue, const char *digits, uint32_t *found,
                             size_t size);
/* What an item is: one of them, NULL the other. */
const struct tile *search_catalogue_tile(const struct search_catalogue *catalogue, uint32_t item);
const struct notice_summary *search_catalogue_notice(const struct search_catalogue *catalogue, uint32_t item);

#endif
